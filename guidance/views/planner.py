"""The planner of the school year: a page, and a calendar to subscribe to."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import school_year
from guidance.models import Duty, GuidancePage
from guidance.models.term import terms
from guidance.planner import calendar
from guidance.planner.events import events_of
from guidance.planner.year import of_year
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional


@require_safe
def planner(request: HttpRequest) -> HttpResponse:
    """The duties of this school year by month, and the sheets that are filled in beside them."""
    today = timezone.localdate()
    duties = list(Duty.objects.shown())
    year = of_year(duties, school_year.year_of(today), terms())
    address = absolute(reverse("guidance:planner_calendar"))
    this_month = today.replace(day=1)
    context = {
        "heading": "Online safety planner",
        "lead": f"The duties of the school year {year.words}: what falls when, and who leads.",
        "crumbs": [],
        "year": year,
        "this_month": this_month,
        "now_and_next": year.now_and_next(this_month),
        "duties": duties,
        "termly_line": _days_words(year.term_days),
        "half_termly_line": _days_words(year.half_term_days, are_all=bool(year.term_days)),
        "sheets": GuidancePage.objects.published().filter(is_sheet=True),
        "calendar_address": address,
        "subscribe_address": f"webcal:{address.partition(':')[2]}",
    }
    return render(request, "guidance/planner.html", context)


@require_safe
@conditional
def planner_calendar(request: HttpRequest) -> HttpResponse:
    """The same as a calendar (RFC 5545): this school year and the next."""
    year = school_year.year_of(timezone.localdate())
    events = events_of(list(Duty.objects.shown()), (year, year + 1), terms())
    path, page = reverse("guidance:planner_calendar"), reverse("guidance:planner")
    content = calendar.write(events, site_url=settings.SITE_URL, path=path, page=page)
    response = HttpResponse(content, content_type=calendar.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="online-safety-planner.ics"'
    return response


def _days_words(days: Sequence[date], *, are_all: bool = True) -> str:
    """When terms begin, in a sentence; what to do while the days of Kent's terms are not all entered."""
    if not days:
        return "We do not have the days of Kent’s terms yet: choose your own."
    *others, last = [f"{day.day} {day:%B}" for day in days]
    named = f"{', '.join(others)} and {last}" if others else last
    if are_all:
        return f"In Kent they begin on {named}."
    return f"We do not have all days of Kent’s terms yet, only {named}: choose your own for the others."
