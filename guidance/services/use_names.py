"""What a place in which something is used is called, and its page where readers see one."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from guidance.models import Clause, Publishable, RouteOutcome, RouteQuestion


def title_and_page(row: Any) -> tuple[str, str]:
    """Return the title of ``row`` and its address on the site, empty where readers do not see it."""
    return _SPEAKERS.get(type(row), _as_page)(row)


def _as_page(row: Any) -> tuple[str, str]:
    is_public = isinstance(row, Publishable) and row.is_published()
    return str(row), row.get_absolute_url() if is_public else ""


def _as_clause(clause: Clause) -> tuple[str, str]:
    template = clause.section.template
    address = f"{template.get_absolute_url()}#{clause.key}" if template.is_published() else ""
    return f"{clause.label} ({template.title})", address if clause.in_use else ""


def _as_outcome(outcome: RouteOutcome) -> tuple[str, str]:
    route = outcome.route
    is_shown = route.is_published() and not route.is_common
    address = reverse("guidance:route_outcome", args=[route.slug, outcome.key]) if is_shown else ""
    return f"{outcome.title} ({route.title})", address


def _as_question(question: RouteQuestion) -> tuple[str, str]:
    route = question.route
    is_shown = route.is_published() and not route.is_common
    address = reverse("guidance:route_question", args=[route.slug, question.key]) if is_shown else ""
    return f"{question.title} ({route.title})", address


_SPEAKERS: dict[type[Model], Callable[[Any], tuple[str, str]]] = {
    Clause: _as_clause,
    RouteOutcome: _as_outcome,
    RouteQuestion: _as_question,
}
