"""The terms in which anything was told to readers, and what was told in each."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Min
from django.utils import timezone

from guidance import school_year
from guidance.models import Update
from guidance.school_year import SchoolTerm
from guidance.update_entries import UpdateEntries, UpdateEntry

Month = tuple[date, list[UpdateEntry]]
"""The first day of a month, and what changed in it."""
MOST = 100
"""Entries of one term that its page holds; more were never told in one."""


def terms_told(at: datetime | None = None) -> list[SchoolTerm]:
    """Return the terms in which anything was told, and those between, this one first. One query."""
    at = at or timezone.now()
    first = Update.objects.published(at).aggregate(first=Min("first_public_at"))["first"]
    if first is None:
        return []
    terms = [school_year.term_of(timezone.localdate(at))]
    while terms[-1].first_day > timezone.localdate(first):
        terms.append(terms[-1].before)
    return terms


def entries_of(term: SchoolTerm) -> list[UpdateEntry]:
    """Return what was told in ``term``, newest first."""
    return UpdateEntries(since=_midnight(term.first_day), until=_midnight(term.next.first_day))[:MOST]


def by_month(entries: Iterable[UpdateEntry], term: SchoolTerm) -> tuple[list[Month], list[UpdateEntry]]:
    """Return ``entries`` by the month of the change, newest first; and those that are not about ``term``."""
    rows = sorted(entries, key=day_of, reverse=True)
    of_term = [row for row in rows if term.first_day <= day_of(row) <= term.last_day]
    others = [row for row in rows if row not in of_term]
    return [(day, list(told)) for day, told in groupby(of_term, key=_month_of)], others


def day_of(entry: UpdateEntry) -> date:
    """Return the day that ``entry`` is about.

    That of an update is the one that it names, which may lie years before it stood here. What has changed on
    this site is about the day on which it did.
    """
    return entry.update.happened_on if entry.update else timezone.localdate(entry.published)


def _month_of(entry: UpdateEntry) -> date:
    return day_of(entry).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
