"""The terms in which anything was told to readers, and what was told in each."""

from datetime import date, datetime, time

from django.db.models import Min
from django.utils import timezone

from guidance import school_year
from guidance.models import Update
from guidance.school_year import SchoolTerm
from guidance.update_entries import UpdateEntries, UpdateEntry

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


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
