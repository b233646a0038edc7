"""Lists under headings."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, TextChoices

from guidance.markup import Heading

Row = TypeVar("Row", bound=Model)
Choice = TypeVar("Choice", bound=TextChoices)


def by_choice(rows: Iterable[Row], field: str, choices: type[Choice]) -> list[tuple[Choice, list[Row]]]:
    """Group ``rows`` by the value of ``field``, in the order in which ``choices`` are listed, none empty."""
    groups: dict[Choice, list[Row]] = {choice: [] for choice in choices}
    for row in rows:
        groups[choices(getattr(row, field))].append(row)
    return [(choice, members) for choice, members in groups.items() if members]


def contents_of(groups: Iterable[tuple[Choice, list[Row]]]) -> tuple[Heading, ...]:
    """Return the id and the words of the heading of each group, for the contents of the page."""
    return tuple(Heading(2, group.value, str(group.label)) for group, _ in groups)
