"""What an import of resources does, or would do, row by row."""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, URLField
from tablib import Dataset

from guidance.admin.resource_sheet import COLUMNS, ResourceSheet, names_of
from guidance.models import Resource
from guidance.services import imported


class Row(NamedTuple):
    """What the import of a row does or would do."""

    number: int
    name: str
    state: str
    changes: list[tuple[str, str, str]]
    faults: list[str]


class Report(NamedTuple):
    """What an import does or would do, row by row."""

    rows: list[Row]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows are in each state."""
        states = ("New", "Changed", "Unchanged", "Not possible")
        return [(state, sum(row.state == state for row in self.rows)) for state in states]

    @property
    def told(self) -> list[Row]:
        """The rows that there is something to say of, faults first."""
        told = [row for row in self.rows if row.state != "Unchanged"]
        return sorted(told, key=lambda row: not row.faults)

    @property
    def has_faults(self) -> bool:
        return any(row.faults for row in self.rows)

    @property
    def writes(self) -> int:
        """How many rows it writes."""
        return sum(row.state in {"New", "Changed"} for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """A mark that another report does not have."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()


def perform(dataset: Dataset, sheet: ResourceSheet, *, is_dry_run: bool) -> Report:
    """Import all rows, or none when one fails or it ``is_dry_run``; say what was done or would be."""
    imported.hold(dataset["slug"])
    result = sheet.import_data(dataset, dry_run=is_dry_run, rollback_on_validation_errors=True)
    rows = zip(result.rows, dataset.dict, strict=True)
    return Report([_row(number, one, cells) for number, (one, cells) in enumerate(rows, 2)])


def _row(number: int, result: Any, cells: dict[str, str]) -> Row:
    faults = [str(error.error) for error in result.errors]
    if result.validation_error:
        faults = list(_faults_of(result.validation_error))
    state = {"new": "New", "update": "Changed", "skip": "Unchanged"}.get(result.import_type, "Not possible")
    return Row(number, names_of(cells), state, getattr(result, "changes", []), faults)


def _faults_of(error: ValidationError) -> Iterator[str]:
    """Each fault with its column, in the words of people."""
    for column, found in error.error_dict.items():
        for one in found:
            yield f"{column}: {_words_of(column, one)}"


def _words_of(column: str, fault: ValidationError) -> str:
    """Django's words speak to whoever fills in a box; those of a file see no box and no choices."""
    field = Resource._meta.get_field(column) if column in COLUMNS else None
    if fault.code in {"null", "blank", "required"}:
        return "needed, and empty here."
    if isinstance(field, URLField) and fault.code == "invalid":
        return "not a web address. It starts with https://, and has no blanks."
    if isinstance(field, CharField) and field.choices and fault.code == "invalid_choice":
        return f"must be one of {', '.join(str(value) for value, _ in field.choices)}."
    return " ".join(fault.messages)
