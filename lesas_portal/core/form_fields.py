"""Text fields that take whatever is pasted into them and keep what a person can read."""

import re
import unicodedata
from typing import Any, NoReturn, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet

from lesas_portal.core.normalisation import has_letter_or_digit, stream_safe, unix_line_ends

# Controls, surrogates, and the marks that turn the direction of text: none of them is typed on purpose.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

# Characters. Whatever is longer is refused unread, and of a longer text the screen reads so much. It is far
# more than any field takes, since a text that shrinks when it is tidied is measured after that.
READ_AT_MOST = 20_000


class SingleLineField(forms.CharField):
    """One line of text. Line ends become spaces and unwanted characters go; length is checked after that.

    What is longer than ``READ_AT_MOST`` is refused as too long before anything is done with it. What is said
    of a text that is too long names the field, since a page lists the errors of several above its form.
    """

    def __init__(self, *, required_message: str = "", **options) -> None:
        options.setdefault("error_messages", {}).setdefault("required", required_message)
        options["error_messages"].setdefault(
            "max_length", "%(label)s: use at most %(limit_value)d characters. You have %(show_value)d."
        )
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        """Return the text, tidied. Raises ValidationError for more than ``READ_AT_MOST`` characters."""
        return " ".join(self._tidied(value).split())

    def validate(self, value: str) -> None:
        """Raise ValidationError for nothing where something is required: also for signs or blanks alone."""
        super().validate(value)
        if self.required and not has_letter_or_digit(value):
            raise ValidationError(self.error_messages["required"], code="required")

    def _tidied(self, value: object) -> str:
        length = len(value) if isinstance(value, str) else 0
        if length > READ_AT_MOST:
            self._refuse_length(self.max_length or READ_AT_MOST, length)
        text = stream_safe(super().to_python(value) or "")
        return UNWANTED.sub("", unicodedata.normalize("NFC", text))

    def run_validators(self, value: str) -> None:
        """Raise ValidationError for a text that is too long once it is tidied, and say of which field."""
        try:
            super().run_validators(value)
        except ValidationError as errors:
            for error in errors.error_list:
                error.params = {**(error.params or {}), "label": self._name_in_errors}
            raise

    @property
    def _name_in_errors(self) -> str:
        return str(self.label or "").rstrip("?")

    def _refuse_length(self, limit: int, length: int) -> NoReturn:
        said = {"label": self._name_in_errors, "limit_value": limit, "show_value": length}
        raise ValidationError(self.error_messages["max_length"], code="max_length", params=said)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        # Without maxlength the browser would not cut a pasted text in silence: we say that it is too long.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class MultiLineField(SingleLineField):
    """Several lines of text."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return unix_line_ends(self._tidied(value)).strip()


class RowChoiceField(forms.ModelChoiceField):
    """A choice of a row by the text in one of its columns. No longer text is looked up: none could be found,
    and a database may write what it was asked into its log.
    """

    def to_python(self, value: Any) -> Any:
        """Return the row. Raises ValidationError for none, and for what is longer than its column."""
        rows = cast(QuerySet, self.queryset)
        column = cast(Field, rows.model._meta.get_field(self.to_field_name or "pk"))
        if isinstance(value, str) and len(value) > (column.max_length or 0):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)
