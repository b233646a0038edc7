"""Rows that files name by a key and that have no drafts: written, but never over an adviser's edit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from guidance.fixture_reader import EntryReader, FixtureError, read_tables
from guidance.loading import COMMAND
from guidance.models import ShippedText
from guidance.services import seeding
from guidance.services.shipped_texts import Correction, fingerprint_of


@dataclass(frozen=True)
class KeyedRows:
    """How the files of ``folder`` become rows of ``model``: their tables are named by the keys.

    ``make`` takes what a table says. ``seeded`` are the fields whose state is compared, ``stamps`` those that
    are written with them. A row that ``is_vouched_for`` counts as edited.
    """

    model: type[Model]
    folder: str
    seeded: tuple[str, ...]
    make: Callable[[EntryReader], dict[str, Any]]
    stamps: tuple[str, ...] = ()
    is_vouched_for: Callable[[Any], bool] = lambda _: False

    def read(self, folder: Path) -> list[Any]:
        """Return the rows that the files state, unsaved. Raises FixtureError, also for a key that stands
        twice."""
        rows: dict[str, Any] = {}
        for path in sorted((folder / self.folder).glob("*.toml")):
            for key, reader in read_tables(path):
                if key in rows:
                    raise FixtureError(reader.source, "key", f"{key} is there more than once")
                rows[key] = self._row(key, reader)
        return list(rows.values())

    def write(self, stated: list[Any]) -> int:
        """Create and update the rows ``stated``, but those that were edited; return how many changed."""
        rows = self.model._default_manager.select_for_update(no_key=True).in_bulk(field_name="key")
        new = [one for one in stated if one.key not in rows]
        behind = [one for one in stated if self._is_behind(rows.get(one.key), one)]
        fields = [*self.seeded, *self.stamps, "seed_state"]
        updated = [_copied(rows[one.key], one, fields) for one in behind]
        seeding.write_rows(model=self.model, new=new, updated=updated, fields=fields, by=COMMAND)
        return len(new) + len(updated)

    def waiting(self, stated: list[Any]) -> Iterator[Correction]:
        """Yield what the files say now of rows that an adviser edited or vouched for."""
        rows: dict[str, Any] = self.model._default_manager.in_bulk(field_name="key")
        for one in stated:
            row = rows.get(one.key)
            if row and row.seed_state != one.seed_state and self._is_edited(row):
                values = {name: getattr(one, name) for name in self.seeded}
                yield Correction(row, ShippedText.Part.ROW, values, one.seed_state)

    def _row(self, key: str, reader: EntryReader) -> Any:
        row: Any = self.model(key=key, **self.make(reader))
        reader.finish()
        try:
            row.clean_fields()
            row.clean()
            row.validate_constraints(exclude=["key"])
        except ValidationError as error:
            field, said = next(iter(error.message_dict.items()))
            raise reader.error("" if field == NON_FIELD_ERRORS else field, " ".join(said)) from None
        row.seed_state = self._fingerprint(row)
        return row

    def _is_behind(self, row: Any, stated: Any) -> bool:
        return row is not None and row.seed_state != stated.seed_state and not self._is_edited(row)

    def _is_edited(self, row: Any) -> bool:
        return self.is_vouched_for(row) or row.seed_state != self._fingerprint(row)

    def _fingerprint(self, row: Any) -> str:
        return fingerprint_of({name: str(getattr(row, name)) for name in self.seeded})


def _copied(row: Any, stated: Any, fields: list[str]) -> Any:
    for name in fields:
        setattr(row, name, getattr(stated, name))
    return row
