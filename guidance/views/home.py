"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance import page_copies
from guidance.services.routes import public_book

LEAD = "Guidance, policies, helplines and training for Kent schools, colleges and early years settings."


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is, the four risk areas, the tasks people come for, and what changed last."""
    parts = page_copies.of_home()
    context = {
        "heading": "Online safety for Kent settings",
        "lead": LEAD,
        "crumbs": None,
        "has_own_search": True,
        "risk_areas": parts.risk_areas,
        "routes": public_book().in_order[:4],
        "updates": parts.updates,
    }
    return render(request, "guidance/home.html", context)
