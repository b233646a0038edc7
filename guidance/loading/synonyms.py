"""The synonyms in ``fixtures/synonyms/``, a file a kind: added and brought up to date, never over an edit."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError

from guidance import search
from guidance.fixture_reader import EntryReader, read_tables
from guidance.loading import COMMAND
from guidance.loading.writer import LoadSummary
from guidance.models import Synonym

LISTS = ("phrasings", "expands_to", "destinations")
FIELDS = ("term", "phrasings", "kind", "expands_to", "both_ways", "destinations", "explanation", "hidden")


def load(folder: Path) -> LoadSummary:
    """Load the synonyms in ``folder`` and return the counts. Raises FixtureError."""
    summary, new, updated = LoadSummary(), [], []
    stated = []
    rows = {row.term: row for row in Synonym.objects.all()}
    for term, kind, reader in _read(folder / "synonyms"):
        summary.met += 1
        values = {"term": term, "kind": kind, **_values(reader)}
        row, state = rows.get(term), _fingerprint(values)
        stated.append((reader, Synonym(**values)))
        if row is None:
            new.append(_checked(reader, Synonym(**values, published=True, seed_state=state)))
        elif row.seed_state != _fingerprint({name: getattr(row, name) for name in FIELDS}):
            summary.edited += 1
        elif row.seed_state != state:
            for name, value in {**values, "seed_state": state}.items():
                setattr(row, name, value)
            updated.append(_checked(reader, row))
    _refuse_twice(stated)
    search.save_synonyms(new=new, updated=updated, fields=[*FIELDS, "seed_state"], by=COMMAND)
    summary.new, summary.updated = len(new), len(updated)
    return summary


def _refuse_twice(stated: list[tuple[EntryReader, Synonym]]) -> None:
    """Refuse files in which a phrasing stands twice, as the form of the admin does."""
    if found := search.phrasing_in_two(row for _, row in stated):
        first, second, phrasing = found
        reader = next(reader for reader, row in stated if row is second)
        raise reader.error("phrasings", f"“{phrasing}” stands under “{first}” already.")


def _read(folder: Path) -> Iterator[tuple[str, str, EntryReader]]:
    """Yield term, kind and reader of every synonym; a file is named after the kind of those in it."""
    for path in sorted(folder.glob("*.toml")):
        for term, reader in read_tables(path):
            yield term, path.stem, reader


def _values(reader: EntryReader) -> dict[str, object]:
    values = {
        "both_ways": reader.boolean("both_ways", False),
        "explanation": reader.text("explanation", ""),
        "hidden": reader.boolean("hidden", False),
        **{name: "\n".join(reader.text_list(name, ())) for name in LISTS},
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
