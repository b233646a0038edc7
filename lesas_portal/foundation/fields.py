"""Text fields that take whatever is pasted into them and keep what a person can read."""

import re
import unicodedata

from django import forms

# Controls, surrogates, and the marks that turn the direction of text: none of them is typed on purpose.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


class LineField(forms.CharField):
    """One line of text. Line ends become spaces and unwanted characters go; length is checked after that."""

    def __init__(self, *, required_message: str = "", **options) -> None:
        options.setdefault("error_messages", {}).setdefault("required", required_message)
        options["error_messages"].setdefault(
            "max_length", "Use at most %(limit_value)d characters. You have %(show_value)d."
        )
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        return " ".join(_wanted(super().to_python(value)).split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        # Without maxlength the browser would not cut a pasted text in silence: we say that it is too long.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class TextField(LineField):
    """Several lines of text."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return (
            _wanted(forms.CharField.to_python(self, value)).replace("\r\n", "\n").replace("\r", "\n").strip()
        )


def _wanted(text: str) -> str:
    return UNWANTED.sub("", unicodedata.normalize("NFC", text))
