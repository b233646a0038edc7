"""Fields of forms that are made once, and not for each form."""

from typing import Self

from django import forms


class SharedFields(dict[str, forms.Field]):
    """The fields of many forms: none of them changes what it may offer once it is made.

    Django copies the fields for each form, which takes as long as all else that a form does.
    """

    def __deepcopy__(self, _: dict) -> Self:
        return self
