"""The two boxes of opening hours in a helpline's form: weekly lines, and days with other hours.

Each is one field of the form, in lines that work without a script: three are empty, and a press adds three.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from guidance import special_lines, weekly_lines
from guidance.clock_words import DAYS, WEEKDAYS
from guidance.models.opening import Way

EMPTY_LINES = 3
MOST_LINES = 60
MORE = "_more_lines"
"""The press that adds empty lines: its value is the name of the field."""


class LinesWidget(forms.Widget):
    """Lines of small boxes. What was typed comes back as it was, also what cannot be read."""

    texts: tuple[str, ...] = ()
    template = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]] | None:
        """Return the lines as they were sent; None when the form was sent without this box."""
        count = str(data.get(f"{name}-lines", ""))
        if not count.isdecimal():
            return None
        lines = [self.line(data, f"{name}-{number}") for number in range(min(int(count), MOST_LINES))]
        return lines + [self.blank()] * (EMPTY_LINES if data.get(MORE) == name else 0)

    def id_for_label(self, id_: str) -> str:
        """None: each box has a name of its own."""
        return ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-lines" not in data

    def line(self, data: Any, prefix: str) -> dict[str, Any]:
        """Return one line as it was sent."""
        return {
            "way": data.get(f"{prefix}-way", ""),
            **{t: data.get(f"{prefix}-{t}", "") for t in self.texts},
        }

    def blank(self) -> dict[str, Any]:
        """An empty line."""
        return {"way": Way.PHONE.value, **dict.fromkeys(self.texts, "")}

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        lines = list(value or [])
        empty = sum(1 for line in lines if not any(line[text] for text in self.texts))
        lines += [self.blank()] * max(0, EMPTY_LINES - empty)
        numbered = [
            {"prefix": f"{name}-{number}", "number": number + 1, **line} for number, line in enumerate(lines)
        ]
        return {
            "name": name,
            "lines": numbered,
            "ways": Way.choices,
            "weekdays": [
                (str(number), day[:3] if day in WEEKDAYS else day, day) for number, day in enumerate(DAYS)
            ],
            "more": MORE,
        }

    def as_sent(self, name: str, value: Any) -> dict[str, list[str]]:
        """Return what a browser sends for these lines, to lay it beside what a colleague saved."""
        if value is None:
            return {}
        sent = {f"{name}-lines": [str(len(value))]}
        for number, line in enumerate(value):
            sent |= {f"{name}-{number}-{part}": _as_boxes(held) for part, held in line.items()}
        return sent

    def in_words(self, sent: Mapping[str, list[str]]) -> str:
        """Return what ``as_sent`` returned as a person reads it, a line each."""
        lines: dict[str, list[str]] = {}
        for name, values in sent.items():
            if not name.endswith("-lines"):
                number, part = name.rsplit("-", 2)[1:]
                lines.setdefault(number, []).extend(_in_words(part, values))
        return "\n".join(" ".join(words) for words in lines.values())

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Return the lines as HTML, from a template of this project."""
        return render_to_string(self.template, self.get_context(name, value, attrs))


class WeeklyWidget(LinesWidget):
    """Way, days as ticks, from, to, term time."""

    texts = ("opens", "closes")
    template = "admin/guidance/_weekly_lines.html"

    def line(self, data: Any, prefix: str) -> dict[str, Any]:
        days = data.getlist(f"{prefix}-days") if hasattr(data, "getlist") else data.get(f"{prefix}-days", [])
        return {
            **super().line(data, prefix),
            "days": list(days),
            "in_term": bool(data.get(f"{prefix}-in_term")),
        }

    def blank(self) -> dict[str, Any]:
        return {**super().blank(), "days": [], "in_term": False}


class SpecialWidget(LinesWidget):
    """Way, first and last day, from, to, why."""

    texts = ("first", "last", "opens", "closes", "reason")
    template = "admin/guidance/_special_lines.html"


class HoursField(forms.Field):
    """Rows of hours in lines. Its value is a list of rows; nothing sent is None, and means as it was."""

    lines: ModuleType

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> list | None:
        """Return the rows. Raises ValidationError with what is wrong with each line."""
        if value is None:
            return None
        return self.lines.rows_of(value)

    def prepare_value(self, value: Any) -> Any:
        """Return rows as lines; lines stay as they were typed."""
        return self.lines.lines_of(value) if _is_rows(value) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether ``data`` says something else than ``initial``; what cannot be read does."""
        if data is None:
            return False
        try:
            before = initial if _is_rows(initial) else self.to_python(initial or [])
            return before != self.to_python(data)
        except (ValidationError, KeyError, TypeError, AttributeError):
            return True


class WeeklyField(HoursField):
    """Weekly hours."""

    widget = WeeklyWidget
    lines = weekly_lines


class SpecialField(HoursField):
    """Days with other hours."""

    widget = SpecialWidget
    lines = special_lines


def _as_boxes(held: Any) -> list[str]:
    if isinstance(held, bool):
        return ["on"] if held else []
    return held if isinstance(held, list) else [held]


def _in_words(part: str, values: list[str]) -> list[str]:
    if part == "days":
        return [DAYS[int(day)] for day in values if day in {*"01234567"}]
    if part == "in_term":
        return ["in term time only"] if values else []
    names = dict(Way.choices) if part == "way" else {}
    return [str(names.get(value, value)) for value in values if value]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], tuple)
