"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.models import RiskArea
from guidance.services.routes import public_book
from guidance.services.while_unchanged import while_unchanged
from guidance.update_entries import UpdateEntries

LEAD = "Guidance, policies, helplines and training for Kent schools, colleges and early years settings."


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is, the four risk areas, the tasks people come for, and what changed last."""
    context = {
        "heading": "Online safety for Kent settings",
        "lead": LEAD,
        "crumbs": None,
        "has_own_search": True,
        "routes": public_book().in_order[:4],
    }
    return render(request, "guidance/home.html", context | _content())


@while_unchanged
def _content() -> dict:
    return {"risk_areas": RiskArea.objects.published(), "updates": UpdateEntries()[:4]}
