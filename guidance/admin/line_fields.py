"""Small lists in one box, an item a line: plain lines, and lines with a label before the bar."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guidance.routes.schema import DIFFERENCES
from lesas_portal.core.normalisation import split_lines

BAR = "|"


class LinesField(forms.Field):
    """A list of texts, one a line. What cannot be read is refused, and stays in the box as it was typed."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options) -> None:
        options.setdefault("required", False)
        super().__init__(**options)
        self.widget.attrs.update({"rows": rows, "class": "vLargeTextField"})

    def to_python(self, value: Any) -> list:
        """Return the items of what was typed; a list stays one."""
        if isinstance(value, list):
            return value
        return [self.item(line) for line in split_lines(value or "")]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.line(item) for item in value) if isinstance(value, list | tuple) else value

    def run_validators(self, value: list) -> None:
        """Those of a text: there is none for a list."""

    def item(self, line: str) -> Any:
        """Return what one line says."""
        return line

    def line(self, item: Any) -> str:
        """Return one item as a line."""
        return item


class LabelledField(LinesField):
    """Rows of a label and a text: ``Police | Ring them before you take the device.``"""

    names: Sequence[str] = ("label", "text")

    def item(self, line: str) -> dict[str, Any]:
        parts = [part.strip() for part in line.split(BAR)]
        if len(parts) != len(self.names) or not all(parts):
            raise ValidationError(
                f"“{line}” needs one bar ({BAR}): {self._pattern()}. Nothing may be empty on either side."
            )
        return dict(zip(self.names, parts, strict=True))

    def line(self, item: dict[str, Any]) -> str:
        return f" {BAR} ".join(" ".join(str(item.get(name, "")).split()) for name in self.names)

    def _pattern(self) -> str:
        return f" {BAR} ".join(self.names)


class DifferencesField(LabelledField):
    """Rows whose label is the key of a kind of setting, need, hour or area."""

    def item(self, line: str) -> dict[str, Any]:
        row = super().item(line)
        if row["label"] not in DIFFERENCES:
            raise ValidationError(f"“{row['label']}” is none of {', '.join(DIFFERENCES)}.")
        return row


class DoorsField(LabelledField):
    """Links: a label and where it leads."""

    names = ("label", "next")

    def item(self, line: str) -> dict[str, Any]:
        return {**super().item(line), "hint": "", "unsure": False, "short": ""}

    def _pattern(self) -> str:
        return f"what it says {BAR} where it leads"
