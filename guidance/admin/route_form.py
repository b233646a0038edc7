"""The form of a guided route itself: what its first screen, its chart and the lists say."""

from collections.abc import Iterator
from typing import Any

from guidance.admin.draft_form import DraftForm
from guidance.admin.line_fields import DoorsField, LabelledField, LinesField
from guidance.admin.route_node_forms import leads_nowhere
from guidance.models.route_nodes import REFERENCE
from guidance.routes.completeness import QUESTION_KEY

CHART_PARTS = ("rules", "do_not", "today", "record", "aside")
CHART_FIELDS = tuple(f"chart_{part}" for part in CHART_PARTS)
ROWS = "One a line: a heading, a bar, and the words."


class RouteForm(DraftForm):
    """The words of a route are its draft; the lists it is filed under are not."""

    lines = ("title", "short_title", "summary", "lead")
    texts = CHART_FIELDS

    also = DoorsField(
        label="Other doors",
        help_text=f"One a line. The child will not talk to us | do/n7. {REFERENCE}",
    )
    chart_rules = LabelledField(label="Rules that always hold", help_text=ROWS)
    chart_do_not = LinesField(label="Do not", help_text="One a line.")
    chart_today = LinesField(label="Today, every time", help_text="One a line.")
    chart_record = LinesField(label="Write down", help_text="One a line.")
    chart_aside = LabelledField(label="Beside the questions", help_text=ROWS)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for part, name in zip(CHART_PARTS, CHART_FIELDS, strict=True):
            if name in self.fields:
                self.initial.setdefault(name, self.instance.chart.get(part, []))

    def stored(self, name: str) -> Any:
        part = name.removeprefix("chart_")
        return self.instance.chart.get(part) if name in CHART_FIELDS else super().stored(name)

    def as_kept(self) -> dict[str, list]:
        """The parts of the chart are kept in one field."""
        kept = super().as_kept()
        parts = {name.removeprefix("chart_"): kept.pop(name)[1] for name in CHART_FIELDS if name in kept}
        if parts:
            kept["chart"] = ["Chart", {**self.instance.chart, **parts}, self.instance.chart]
        return kept

    @property
    def route_slug(self) -> str:
        return self.instance.slug

    def faults(self, name: str, value: Any) -> Iterator[str]:
        yield from super().faults(name, value)
        if name == "also":
            for door in value:
                yield from leads_nowhere(door["next"])
        if name == "start" and value and not QUESTION_KEY.fullmatch(value):
            yield "Name a question by its key: n1."

    def clean(self) -> dict:
        """Put the parts of the chart that were changed into the one field that keeps them."""
        cleaned = super().clean()
        changed = {
            part: cleaned[name]
            for part, name in zip(CHART_PARTS, CHART_FIELDS, strict=True)
            if name in self.changed_data and name in cleaned
        }
        if changed:
            self.instance.chart = {**self.instance.chart, **changed}
        return cleaned
