"""Reads lines of boxes, one after the other, and names the number of each that is wrong."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError

Line = TypeVar("Line")
Row = TypeVar("Row")


def read(
    lines: Sequence[Line], *, is_empty: Callable[[Line], bool], rows_of_line: Callable[[Line], Iterable[Row]]
) -> list[Row]:
    """Return the rows of all lines but the empty ones. Raises ValidationError with all that is wrong."""
    rows: list[Row] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if is_empty(line):
            continue
        try:
            rows += rows_of_line(line)
        except ValidationError as error:
            faults += [f"Line {number}: {message}" for message in error.messages]
    if faults:
        raise ValidationError(faults)
    return rows
