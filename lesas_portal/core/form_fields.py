"""Text fields that take whatever is pasted into them and keep what a person can read."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from lesas_portal.core.normalisation import has_letter_or_digit, stream_safe, unix_line_ends

# Controls, surrogates, and the marks that turn the direction of text: none of them is typed on purpose.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

# Much longer than its limit, a text is refused unread: it may shrink when it is tidied, but not so far.
SPARE = 4
READ_AT_MOST = 12_000


class SingleLineField(forms.CharField):
    """One line of text. Line ends become spaces and unwanted characters go; length is checked after that.

    What is longer than ``reads_at_most`` is refused as too long before anything is done with it.
    """

    def __init__(self, *, required_message: str = "", **options) -> None:
        options.setdefault("error_messages", {}).setdefault("required", required_message)
        options["error_messages"].setdefault(
            "max_length", "Use at most %(limit_value)d characters. You have %(show_value)d."
        )
        super().__init__(**options)

    @property
    def reads_at_most(self) -> int:
        """How many characters are looked at, whatever is sent."""
        return min(SPARE * self.max_length, READ_AT_MOST) if self.max_length else READ_AT_MOST

    def to_python(self, value: object) -> str:
        """Return the text, tidied. Raises ValidationError for more than ``reads_at_most`` characters."""
        return " ".join(self._tidied(value).split())

    def validate(self, value: str) -> None:
        """Raise ValidationError for nothing where something is required: also for signs or blanks alone."""
        super().validate(value)
        if self.required and not has_letter_or_digit(value):
            raise ValidationError(self.error_messages["required"], code="required")

    def _tidied(self, value: object) -> str:
        length = len(value) if isinstance(value, str) else 0
        if length > self.reads_at_most:
            limit = {"limit_value": self.max_length or READ_AT_MOST, "show_value": length}
            raise ValidationError(self.error_messages["max_length"], code="max_length", params=limit)
        text = stream_safe(super().to_python(value) or "")
        return UNWANTED.sub("", unicodedata.normalize("NFC", text))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        # Without maxlength the browser would not cut a pasted text in silence: we say that it is too long.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class MultiLineField(SingleLineField):
    """Several lines of text."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return unix_line_ends(self._tidied(value)).strip()
