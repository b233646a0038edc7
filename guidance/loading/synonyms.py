"""The synonyms in ``fixtures/synonyms/``, a file a kind: added and brought up to date, never over an edit."""

import hashlib
import json
from pathlib import Path

from django.core.exceptions import ValidationError

from guidance import search
from guidance.loading import COMMAND
from guidance.loading.reader import Record, read_sections
from guidance.loading.writer import Outcome
from guidance.models import Synonym

FIELDS = ("term", "phrasings", "kind", "expands_to", "both_ways", "destinations", "explanation", "hidden")


def load(folder: Path) -> Outcome:
    """Load the synonyms in ``folder`` and return the counts. Raises FixtureError."""
    outcome, new, updated = Outcome(), [], []
    rows = {row.term: row for row in Synonym.objects.all()}
    for kind, term, record in read_sections(folder / "synonyms"):
        outcome.met += 1
        values = {"term": term, "kind": kind, **_values(record)}
        row, state = rows.get(values["term"]), _fingerprint(values)
        if row is None:
            new.append(_checked(record, Synonym(**values, published=True, seed_state=state)))
        elif row.seed_state != _fingerprint({name: getattr(row, name) for name in FIELDS}):
            outcome.edited += 1
        elif row.seed_state != state:
            for name, value in {**values, "seed_state": state}.items():
                setattr(row, name, value)
            updated.append(_checked(record, row))
    search.save_synonyms(new=new, updated=updated, fields=[*FIELDS, "seed_state"], by=COMMAND)
    outcome.new, outcome.updated = len(new), len(updated)
    return outcome


def _values(record: Record) -> dict[str, object]:
    values = {
        "both_ways": record.flag("both_ways", False),
        "explanation": record.text("explanation", ""),
        "hidden": record.flag("hidden", False),
        **{name: "\n".join(record.words(name, ())) for name in ("phrasings", "expands_to", "destinations")},
    }
    record.finish()
    return values


def _checked(record: Record, row: Synonym) -> Synonym:
    try:
        row.clean_fields()
        row.validate_constraints(exclude=["term"])
    except ValidationError as error:
        raise record.broken("term", " ".join(error.messages)) from None
    return row


def _fingerprint(values: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
