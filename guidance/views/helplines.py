"""Helplines, and the way to the Front Door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import Helpline
from guidance.services import front_door
from guidance.views.grouping import by_choice


@require_safe
def helplines(request: HttpRequest) -> HttpResponse:
    """Every helpline, grouped by need, with "open now" worked out."""
    context = {
        "heading": "Helplines and reporting services",
        "lead": "Find who to ring, text or report to. “Open now” follows the clock and bank holidays.",
        "crumbs": [],
        "groups": by_choice(Helpline.objects.published().with_hours(), "need", Helpline.Need),
    }
    response = render(request, "guidance/helplines.html", context)
    # "Open now" is true only now, so a kept copy is asked about again.
    response["Cache-Control"] = "no-cache"
    return response


def helpline_context(helpline: Helpline) -> dict:
    """The page of helplines with this one alone, for the preview."""
    return {
        "heading": helpline.title,
        "lead": "This is how the helpline stands on the page of helplines.",
        "crumbs": [("Helplines and reporting services", reverse("guidance:helplines"))],
        "groups": by_choice([helpline], "need", Helpline.Need),
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
