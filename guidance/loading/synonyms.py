"""The search words in ``fixtures/search_words.json``: added and brought up to date, never over an edit."""

import hashlib
import json
from pathlib import Path

from django.core.exceptions import ValidationError

from guidance import search
from guidance.loading import COMMAND
from guidance.loading.reader import EntryReader, read_list
from guidance.loading.writer import LoadSummary
from guidance.models import Synonym

FIELDS = ("term", "also_typed", "kind", "expands_to", "both_ways", "lead_to", "explanation", "hidden")


def load(folder: Path) -> LoadSummary:
    """Load the search words in ``folder`` and return the counts. Raises FixtureError."""
    summary, new, updated = LoadSummary(), [], []
    rows = {row.term: row for row in Synonym.objects.all()}
    for reader in read_list(folder / "search_words.json"):
        summary.met += 1
        values = _values(reader)
        row, state = rows.get(values["term"]), _fingerprint(values)
        if row is None:
            new.append(_checked(reader, Synonym(**values, published=True, seed_state=state)))
        elif row.seed_state != _fingerprint({name: getattr(row, name) for name in FIELDS}):
            summary.edited += 1
        elif row.seed_state != state:
            for name, value in {**values, "seed_state": state}.items():
                setattr(row, name, value)
            updated.append(_checked(reader, row))
    search.save_words(new=new, updated=updated, fields=[*FIELDS, "seed_state"], by=COMMAND)
    summary.new, summary.updated = len(new), len(updated)
    return summary


def _values(reader: EntryReader) -> dict[str, object]:
    values = {
        "term": reader.text("term"),
        "kind": reader.text("kind"),
        "both_ways": reader.boolean("both_ways", False),
        "explanation": reader.text("explanation", ""),
        "hidden": reader.boolean("hidden", False),
        **{name: "\n".join(reader.text_list(name, ())) for name in ("also_typed", "expands_to", "lead_to")},
    }
    reader.finish()
    return values


def _checked(reader: EntryReader, row: Synonym) -> Synonym:
    try:
        row.clean_fields()
        row.validate_constraints(exclude=["term"])
    except ValidationError as error:
        raise reader.error("term", " ".join(error.messages)) from None
    return row


def _fingerprint(values: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
