"""Kinds of fields that only the forms of policies have."""

from django import forms
from django.core.exceptions import ValidationError

from lesas_portal.core.form_fields import MultiLineField
from lesas_portal.core.normalisation import split_lines

CUSTOM_TEXT_MAX_LENGTH = 4000
# The longest clause of ours has 8 lines. Each becomes a paragraph, which costs time to build and to show.
CUSTOM_TEXT_MAX_LINES = 200


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


class CustomTextField(MultiLineField):
    """A clause in a setting's own words. Its errors name the clause: there are about fifty of them."""

    def __init__(self, *, label: str) -> None:
        too_long = f"{label}: use at most %(limit_value)d characters. You have %(show_value)d."
        super().__init__(
            label=label,
            required=False,
            max_length=CUSTOM_TEXT_MAX_LENGTH,
            error_messages={"max_length": too_long},
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        count = len(split_lines(value))
        if count > CUSTOM_TEXT_MAX_LINES:
            raise ValidationError(
                f"{self.label}: use at most {CUSTOM_TEXT_MAX_LINES} lines. You have {count}.",
                code="max_lines",
            )
