"""What a place in which something is used is called, and its page where readers see one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from guidance.models import Clause, Duty, GovernorQuestion, Publishable, RouteOutcome, RouteQuestion
from guidance.models.role import GOVERNORS


@dataclass(frozen=True)
class Use:
    """One place in which a thing is used: its title, its kind, its form, and its page if readers see it."""

    title: str
    kind: str
    url: str
    public_url: str
    how: str


def use_of(row: Any, how: str, *, kind: str = "", public_url: str | None = None) -> Use:
    """Return ``row`` as a place in which something is used; ``public_url`` where it is not its own page."""
    title, page = _SPEAKERS.get(type(row), _as_page)(row)
    return Use(
        title=title,
        kind=kind or str(row._meta.verbose_name),
        url=reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
        public_url=page if public_url is None else public_url,
        how=how,
    )


def _as_line(row: Duty | GovernorQuestion) -> tuple[str, str]:
    """A line of a page of its kind, and not a page."""
    page = (
        reverse("guidance:planner") if isinstance(row, Duty) else reverse("guidance:role", args=[GOVERNORS])
    )
    return str(row), page if row.is_shown else ""


def _as_page(row: Any) -> tuple[str, str]:
    is_public = isinstance(row, Publishable) and row.is_published()
    return str(row), row.get_absolute_url() if is_public else ""


def _as_clause(clause: Clause) -> tuple[str, str]:
    template = clause.section.template
    page = template.page_with(clause.section.sheet)
    address = f"{page}#{clause.key}" if template.is_published() else ""
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
    Duty: _as_line,
    GovernorQuestion: _as_line,
    RouteOutcome: _as_outcome,
    RouteQuestion: _as_question,
}
