"""What changed in one term, at an address that lasts: to send on, to print, to minute."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.school_year import SchoolTerm
from guidance.update_entries import UpdateEntry
from guidance.update_terms import entries_of, terms_told


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
        "months": [(day, list(told)) for day, told in groupby(entries_of(found), key=_month)],
        "is_going_on": found.last_day >= timezone.localdate(),
        "terms": [one for one in told if one != found],
    }
    return render(request, "guidance/term_updates.html", context)


def _month(entry: UpdateEntry) -> date:
    return timezone.localdate(entry.published).replace(day=1)


def _words(term: SchoolTerm) -> str:
    first, last = term.first_day, term.last_day
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
