"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance import page_copies
from guidance.models import Role
from guidance.services.routes import public_book
from guidance.views.roles import tasks_of

LEAD = (
    "Guidance, policies, helplines and training for schools, colleges, early years settings and childminders."
)
ROUTES = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, the ways to act now, a door for each role, the four risk areas, and what changed last."""
    return render(request, "guidance/home.html", home_context())


def home_context(also: Role | None = None) -> dict:
    """Everything the home page shows; with ``also`` as what people also come for, for a preview."""
    parts = page_copies.of_home()
    return {
        "heading": "Online safety for Kent schools and settings",
        "lead": LEAD,
        "crumbs": None,
        "has_own_search": True,
        "risk_areas": parts.risk_areas,
        "roles": [role for role in parts.roles if not role.is_on_home],
        **what_all_come_for(also),
        "routes": public_book().in_order[:ROUTES],
        "updates": parts.updates,
    }


def what_all_come_for(also: Role | None = None) -> dict:
    """Return the tasks that people of every role come for, with their title; none where nobody wrote them."""
    also = also or next((role for role in page_copies.of_home().roles if role.is_on_home), None)
    return {"also": also, "tasks": tasks_of(also) if also else []}
