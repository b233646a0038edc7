"""The page of updates: the whole text of each, under the month in which readers could first read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from guidance.services import included
from guidance.update_entries import UpdateEntry

TO_DO = "**What to do**"


@dataclass(frozen=True)
class Told:
    """An entry, and the Markdown of its update with what that names; empty for a change.

    ``next_check_on``: when a fact in it is looked at again, if one is not certain.
    """

    entry: UpdateEntry
    body: str
    next_check_on: date | None

    @property
    def has_story(self) -> bool:
        """Whether its text tells what happened; then the summary would say it twice."""
        return bool(self.body) and not self.body.startswith(TO_DO)


@dataclass(frozen=True)
class Month:
    """The entries of one month of London's time."""

    first_day: date
    told: list[Told]


def by_month(entries: Sequence[UpdateEntry]) -> list[Month]:
    """Return ``entries``, which are in order, by month. What all their texts name is read once."""
    bodies = included.all_with_next_check([entry.update.body if entry.update else "" for entry in entries])
    told = (Told(entry, *body) for entry, body in zip(entries, bodies, strict=True))
    months = groupby(told, key=_month)
    return [Month(first_day, list(told)) for first_day, told in months]


def _month(told: Told) -> date:
    return timezone.localdate(told.entry.published).replace(day=1)
