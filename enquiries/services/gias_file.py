"""The CSV of GIAS (Get information about schools, the national list), read row by row.

Nothing of a broken file is taken: whatever is wrong with it is said in words, all broken rows at once.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models

from enquiries.models import Establishment
from enquiries.services.gias_encoding import GiasFormatError, encoding_of

if TYPE_CHECKING:
    from _csv import Reader

AREAS = {"Kent", "Medway"}
COLUMNS = {
    "urn": "URN",
    "name": "EstablishmentName",
    "kind": "TypeOfEstablishment (name)",
    "phase": "PhaseOfEducation (name)",
    "local_authority": "LA (name)",
    "town": "Town",
    "postcode": "Postcode",
}
STATUS = "EstablishmentStatus (name)"
# A short extract may lack it: then a name and a postcode have to do.
OPTIONAL = {"Town"}
# "Open, but proposed to close" is still open.
OPEN = "Open"
URN_AT_MOST = 2_147_483_647  # what the column holds on PostgreSQL
NAMED_AT_MOST = 20  # broken rows
LIMITS = {
    column.name: column.max_length
    for column in Establishment._meta.concrete_fields
    if isinstance(column, models.CharField) and column.name in COLUMNS
}


def read(path: Path) -> list[Establishment]:
    """Return the open establishments of Kent and Medway in the CSV at ``path``.

    Raises GiasFormatError, which names every broken row up to ``NAMED_AT_MOST``, for a file that is broken or
    of another kind, OSError when it cannot be opened.
    """
    with path.open(encoding=encoding_of(path), newline="") as file:
        reader = csv.reader(file, strict=True)
        table = Table(_headings(reader))
        for line, cells in _rows(reader, table):
            table.take(line, cells)
    table.refuse_problems()
    if not table.establishments:
        raise GiasFormatError("no open establishment of Kent or Medway is in it")
    return table.establishments


@dataclass
class Table:
    """What has been read so far: the establishments and what is wrong."""

    headings: list[str]
    establishments: list[Establishment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    count: int = 0
    lines: dict[int, int] = field(default_factory=dict)  # URN to the line where it was first

    def take(self, line: int, cells: list[str]) -> None:
        """Read one row; note what is wrong with it."""
        try:
            row = self._row(cells)
            urn = _urn(row["URN"])
            if urn in self.lines:
                raise GiasFormatError(f"URN {urn} is in line {self.lines[urn]}, too")
            self.lines[urn] = line
            if row[COLUMNS["local_authority"]].strip() in AREAS:
                establishment = _establishment(urn, row)
                if row[STATUS].strip().startswith(OPEN):
                    self.establishments.append(establishment)
        except GiasFormatError as error:
            self.note(line, str(error))

    def note(self, line: int, problem: str) -> None:
        """Note a broken row; those beyond ``NAMED_AT_MOST`` are counted only."""
        self.count += 1
        if self.count <= NAMED_AT_MOST:
            self.problems.append(f"line {line}: {problem}")

    def refuse_problems(self) -> None:
        """Raise GiasFormatError when a row was broken."""
        if self.count:
            more = self.count - len(self.problems)
            ending = [f"and {more:,} more"] if more else []
            raise GiasFormatError("; ".join([*self.problems, *ending]))

    def _row(self, cells: list[str]) -> dict[str, str]:
        if any("\0" in cell for cell in cells):
            raise GiasFormatError("a NUL character is in it")
        if len(cells) != len(self.headings):
            raise GiasFormatError(f"{len(cells)} columns instead of {len(self.headings)}")
        return dict(zip(self.headings, cells, strict=True))


def _headings(reader: "Reader") -> list[str]:
    """Return the headings. Raises GiasFormatError when some are missing, or twice there, or not apart."""
    try:
        headings = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise GiasFormatError(f"line 1: {error}") from None
    if len(headings) == 1:
        for separator, called in ((";", ";"), ("\t", "a tab"), ("|", "|")):
            if separator in headings[0]:
                raise GiasFormatError(f"its columns are separated by {called}, not by a comma")
    needed = {*COLUMNS.values(), STATUS}
    if missing := needed - set(headings) - OPTIONAL:
        raise GiasFormatError(f"columns missing: {', '.join(sorted(missing))}")
    if twice := sorted(name for name in needed if headings.count(name) > 1):
        raise GiasFormatError(f"columns twice in it: {', '.join(twice)}")
    return headings


def _rows(reader: "Reader", table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line it starts in; a row that is no CSV is noted."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            table.note(line, f"it cannot be read as CSV ({error})")
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _urn(text: str) -> int:
    # Not str.isdecimal alone: it takes the digits of every script.
    if not re.fullmatch(r"[0-9]{1,10}", text.strip()):
        raise GiasFormatError("its URN is not a number")
    urn = int(text)
    if not 0 < urn <= URN_AT_MOST:
        raise GiasFormatError("its URN is too large" if urn else "its URN is 0")
    return urn


def _establishment(urn: int, row: dict[str, str]) -> Establishment:
    values = {name: " ".join(row.get(COLUMNS[name], "").split()) for name in LIMITS}
    if not values["name"]:
        raise GiasFormatError("it has no name")
    for name, limit in LIMITS.items():
        if limit and len(values[name]) > limit:
            raise GiasFormatError(
                f"{COLUMNS[name]} has {len(values[name]):,} characters, more than {limit}: a quotation mark "
                "may be missing"
            )
    if garbled := [name for name in ("name", "town") if _is_garbled(values[name])]:
        raise GiasFormatError(f"{COLUMNS[garbled[0]]} is garbled: it was saved in the wrong encoding")
    return Establishment(urn=urn, **values)


def _is_garbled(text: str) -> bool:
    """Whether a text is UTF-8 that was read as Windows-1252 before: nobody spells a name like that."""
    if text.isascii():
        return False
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True
