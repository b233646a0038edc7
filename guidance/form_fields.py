"""Kinds of fields that only the forms of policies have."""

from django import forms
from django.core.exceptions import ValidationError

from lesas_portal.core.form_fields import MultiLineField
from lesas_portal.core.normalisation import split_lines, unix_line_ends

OWN_WORDS_MAX_LENGTH = 4000
# The longest clause of ours has 8 lines. Each becomes a paragraph, which costs time to build and to show.
OWN_WORDS_MAX_LINES = 200


class ChoiceWithDefault(forms.ChoiceField):
    """A question that counts as answered with its default when nothing is sent."""

    def to_python(self, value: object) -> str:
        return super().to_python(value) or self.initial


class DayField(forms.DateField):
    """A day, as a date picker sends it or as people write it."""

    input_formats = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")

    def __init__(self, **options) -> None:
        messages = {"invalid": "Enter a date, like 3 September 2027", "required": "Enter a date"}
        super().__init__(
            input_formats=self.input_formats,
            error_messages=messages,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **options,
        )


class OwnWordsField(MultiLineField):
    """A setting's own words for a clause. Its errors name the clause: there are about fifty of them.

    Only ``refuse_too_long`` holds it to its limits: the form sends back the template's own words too, and
    these are never too long.
    """

    def __init__(self, *, label: str) -> None:
        too_long = f"{label}: use at most %(limit_value)d characters. You have %(show_value)d."
        # The spaces at its ends go in to_python: a tab there may be an empty cell of a table.
        super().__init__(label=label, required=False, strip=False, error_messages={"max_length": too_long})
        self.max_length = OWN_WORDS_MAX_LENGTH

    def to_python(self, value: object) -> str:
        return unix_line_ends(self._tidied(value)).strip("\n ")

    def refuse_too_long(self, text: str) -> None:
        """Raise ValidationError where ``text`` has too many characters or lines."""
        if len(text) > OWN_WORDS_MAX_LENGTH:
            limit = {"limit_value": OWN_WORDS_MAX_LENGTH, "show_value": len(text)}
            raise ValidationError(self.error_messages["max_length"], code="max_length", params=limit)
        count = len(split_lines(text))
        if count > OWN_WORDS_MAX_LINES:
            raise ValidationError(
                f"{self.label}: use at most {OWN_WORDS_MAX_LINES} lines. You have {count}.", code="max_lines"
            )
