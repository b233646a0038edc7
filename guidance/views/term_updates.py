"""What changed in one term, at an address that lasts: to send on, to print, to minute."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.school_year import SchoolTerm
from guidance.update_terms import by_month, entries_of, terms_told


@require_safe
def term_updates(request: HttpRequest, term: str) -> HttpResponse:
    """The updates and notable changes that readers could first see in ``term``, as autumn-2026."""
    told = terms_told()
    found = next((one for one in told if one.slug == term), None)
    if found is None:
        raise Http404
    months, others = by_month(entries_of(found), found)
    context = {
        "heading": f"What changed: {str(found).lower()}",
        "lead": f"From {_words(found)}, by the date of the change.",
        "crumbs": [("Updates", reverse("guidance:updates"))],
        "months": months,
        "others": others,
        "is_going_on": found.last_day >= timezone.localdate(),
        "terms": [one for one in told if one != found],
    }
    return render(request, "guidance/term_updates.html", context)


def _words(term: SchoolTerm) -> str:
    first, last = term.first_day, term.last_day
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
