"""The planner in ``fixtures/planner/``: the duties of the year, and what governors ask, term by term."""

from typing import Any

from guidance.fixture_reader import EntryReader
from guidance.loading.keyed_rows import KeyedRows
from guidance.models import Duty, GovernorQuestion


def _duty(reader: EntryReader) -> dict[str, Any]:
    return {
        **{name: reader.text(name) for name in ("title", "note", "leads", "rhythm", "source", "certainty")},
        **{name: reader.text(name, "") for name in ("for_whom", "proof", "page")},
        "month": reader.number("month", None),
        "day": reader.maybe_date("day"),
        "day_is_announced": reader.boolean("day_is_announced", False),
        "order": reader.number("order"),
    }


def _question(reader: EntryReader) -> dict[str, Any]:
    return {
        **{name: reader.text(name) for name in ("term", "ask", "good_answer", "poor_answer")},
        "page": reader.text("page", ""),
        "order": reader.number("order"),
    }


DUTIES = KeyedRows(
    model=Duty,
    folder="planner/duties",
    seeded=(
        *("title", "note", "leads", "for_whom", "rhythm", "month", "day", "day_is_announced", "proof"),
        *("page", "source", "certainty", "order"),
    ),
    make=_duty,
    stamps=("changed_at",),
)
QUESTIONS = KeyedRows(
    model=GovernorQuestion,
    folder="planner/questions",
    seeded=("term", "ask", "good_answer", "poor_answer", "page", "order"),
    make=_question,
)
