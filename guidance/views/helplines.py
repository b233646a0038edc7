"""Helplines, and the way to the Front Door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance import page_copies
from guidance.models import Helpline
from guidance.services import front_door, lado_clock
from guidance.views.helpline_parts import contents_of, open_now, parts_of

ALLEGATIONS_LEAD = (
    "A concern about any adult who works with children goes to the local authority designated officer (LADO)."
)


@require_safe
def helplines(request: HttpRequest) -> HttpResponse:
    """Every helpline, those to ring first, by need, with "open now" worked out."""
    shown = page_copies.of_helplines()
    parts = parts_of(shown.helplines)
    context = {
        "heading": "Helplines and reporting services",
        "lead": "Find who to ring, text or report to.",
        "crumbs": [],
        "parts": parts,
        "open_now": open_now(parts),
        "contents": contents_of(parts),
        "changes": shown.changes,
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
        "parts": parts_of([helpline]),
    }


@require_safe
def front_door_page(request: HttpRequest) -> HttpResponse:
    """Worried about a child: what to do now, in order. Stands without the database."""
    context = {
        "heading": "Worried about a child?",
        "lead": "Tell the people who can act, now. This site cannot pass a concern on.",
        "crumbs": None,
        "is_answer": True,
        "door": front_door.now(),
    }
    return _by_the_clock(request, "guidance/front_door.html", context)


@require_safe
def allegations(request: HttpRequest) -> HttpResponse:
    """A concern about an adult who works with children, by the clock. Stands without the database."""
    door = front_door.now()
    context = {
        "heading": "Worried about a member of staff? Tell the LADO",
        "lead": ALLEGATIONS_LEAD,
        "crumbs": None,
        "is_answer": True,
        "door": door,
        "sentence": lado_clock.sentence(door),
    }
    return _by_the_clock(request, "guidance/allegations.html", context)


def _by_the_clock(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page whose words or order depend on the hour, so that no copy of it may be kept."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
