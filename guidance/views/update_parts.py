"""The page of updates: the whole text of each, under the month in which readers could first read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from guidance.told import Told, told_of
from guidance.update_entries import UpdateEntry


@dataclass(frozen=True)
class Month:
    """The entries of one month of London's time."""

    first_day: date
    told: list[Told]


def by_month(entries: Sequence[UpdateEntry]) -> list[Month]:
    """Return ``entries``, which are in order, by month."""
    return [Month(first_day, list(told)) for first_day, told in groupby(told_of(entries), key=_month)]


def _month(told: Told) -> date:
    return timezone.localdate(told.entry.published).replace(day=1)
