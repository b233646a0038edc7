"""Facts of middling certainty in ``fixtures/facts/``: the rows that texts name as {fact:key}."""

from collections.abc import Iterator
from pathlib import Path

from guidance.fixture_reader import EntryReader, FixtureError, read_tables
from guidance.loading import COMMAND
from guidance.models import Fact, ShippedText
from guidance.services import seeding
from guidance.services.shipped_texts import Correction, fingerprint_of

SEEDED = ("statement", "source", "url", "next_check_on", "confirm", "codes")


def read(folder: Path) -> list[Fact]:
    """Return the facts in ``folder``, unsaved. Raises FixtureError, also for a key that stands twice."""
    facts: dict[str, Fact] = {}
    for path in sorted((folder / "facts").glob("*.toml")):
        for key, reader in read_tables(path):
            if key in facts:
                raise FixtureError(reader.source, "key", f"{key} is there more than once")
            facts[key] = _fact(key, reader)
    return list(facts.values())


def write(facts: list[Fact]) -> int:
    """Create and update the rows of ``facts``, but those that an adviser edited; return how many changed."""
    rows = Fact.objects.select_for_update(no_key=True).in_bulk(field_name="key")
    new = [fact for fact in facts if fact.key not in rows]
    updated = [_updated(rows[fact.key], fact) for fact in facts if _is_behind(rows.get(fact.key), fact)]
    seeding.write_rows(model=Fact, new=new, updated=updated, fields=[*SEEDED, "seed_state"], by=COMMAND)
    return len(new) + len(updated)


def waiting(facts: list[Fact]) -> Iterator[Correction]:
    """Yield what the files say now of facts that an adviser edited or settled."""
    rows = Fact.objects.in_bulk(field_name="key")
    for fact in facts:
        row = rows.get(fact.key)
        if row and row.seed_state != fact.seed_state and _is_edited(row):
            values = {name: getattr(fact, name) for name in SEEDED}
            yield Correction(row, ShippedText.Part.ROW, values, fact.seed_state)


def _fact(key: str, reader: EntryReader) -> Fact:
    fact = Fact(
        key=key,
        statement=reader.text("statement"),
        source=reader.text("source"),
        url=reader.text("url", ""),
        next_check_on=reader.date("next_check_on"),
        confirm=reader.text("confirm"),
        codes=", ".join(reader.text_list("codes", ())),
    )
    reader.finish()
    fact.seed_state = _fingerprint(fact)
    return fact


def _is_behind(row: Fact | None, fact: Fact) -> bool:
    return row is not None and row.seed_state != fact.seed_state and not _is_edited(row)


def _is_edited(row: Fact) -> bool:
    """A check counts: the adviser vouched for these words."""
    return row.checked_on is not None or row.seed_state != _fingerprint(row)


def _updated(row: Fact, fact: Fact) -> Fact:
    for name in (*SEEDED, "seed_state"):
        setattr(row, name, getattr(fact, name))
    return row


def _fingerprint(fact: Fact) -> str:
    return fingerprint_of({name: str(getattr(fact, name)) for name in SEEDED})
