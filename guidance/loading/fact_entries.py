"""Facts of middling certainty in ``fixtures/facts/``: the rows that texts name as {fact:key}."""

from typing import Any

from guidance.fixture_reader import EntryReader
from guidance.loading.keyed_rows import KeyedRows
from guidance.models import Fact


def _values(reader: EntryReader) -> dict[str, Any]:
    return {
        "statement": reader.text("statement"),
        "source": reader.text("source"),
        "url": reader.text("url", ""),
        "next_check_on": reader.date("next_check_on"),
        "confirm": reader.text("confirm"),
        "codes": ", ".join(reader.text_list("codes", ())),
    }


FACTS = KeyedRows(
    model=Fact,
    folder="facts",
    seeded=("statement", "source", "url", "next_check_on", "confirm", "codes"),
    make=_values,
    # The adviser vouched for these words.
    is_vouched_for=lambda fact: fact.checked_on is not None,
)
