"""What changed in one term, at an address that lasts: to send on, to print, to minute."""

from datetime import date, datetime, time

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import school_year
from guidance.models import Update
from guidance.school_year import SchoolTerm
from guidance.update_entries import UpdateEntries, UpdateEntry
from guidance.views.update_parts import by_month

MOST = 100
"""Entries of one term that its page holds; more have never been told in one."""


@require_safe
def term_updates(request: HttpRequest, term: str) -> HttpResponse:
    """The updates and notable changes that readers could first see in ``term``, as autumn-2026."""
    told = terms_told()
    found = next((one for one in told if one.slug == term), None)
    if found is None:
        raise Http404
    context = {
        "heading": f"What changed: {str(found).lower()}",
        "lead": f"New or changed here from {_words(found)}.",
        "crumbs": [("Updates", reverse("guidance:updates"))],
        "months": by_month(entries_of(found)),
        "is_going_on": found.last_day >= timezone.localdate(),
        "terms": [one for one in told if one != found],
    }
    return render(request, "guidance/term_updates.html", context)


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


def _words(term: SchoolTerm) -> str:
    first, last = term.first_day, term.last_day
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
