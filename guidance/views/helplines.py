"""Helplines, and the way to the Front Door."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import Helpline
from guidance.services import front_door


@require_safe
def helplines(request: HttpRequest) -> HttpResponse:
    """Every helpline, grouped by need, with "open now" worked out."""
    context = {
        "heading": "Helplines and reporting services",
        "lead": "Find who to ring, text or report to. “Open now” follows the clock and bank holidays.",
        "crumbs": [],
        "groups": by_need(Helpline.objects.published().with_hours()),
    }
    return render(request, "guidance/helplines.html", context)


def helpline_context(helpline: Helpline) -> dict:
    """The page of helplines with this one alone, for the preview."""
    return {
        "heading": helpline.title,
        "lead": "This is how the helpline stands on the page of helplines.",
        "crumbs": [("Helplines and reporting services", reverse("guidance:helplines"))],
        "groups": by_need([helpline]),
    }


@require_safe
def front_door_page(request: HttpRequest) -> HttpResponse:
    """Worried about a child: what to do now, in order. Stands without the database."""
    context = {
        "heading": "Worried about a child?",
        "lead": "Tell the people who can act, now. This site cannot pass a concern on.",
        "crumbs": [],
        "door": front_door.now(),
    }
    response = render(request, "guidance/front_door.html", context)
    # What comes first depends on the clock, so no copy may be kept.
    response["Cache-Control"] = "no-store"
    return response


def by_need(rows: Iterable[Helpline]) -> list[tuple[Helpline.Need, list[Helpline]]]:
    """Group helplines by need, in the order in which needs are listed."""
    needs = list(Helpline.Need)
    ordered = sorted(rows, key=lambda row: needs.index(row.need))
    return [
        (Helpline.Need(need), list(members)) for need, members in groupby(ordered, key=lambda row: row.need)
    ]
