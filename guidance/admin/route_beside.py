"""What stands beside the forms of a guided route: what readers see now, what waits, and the graph."""

from dataclasses import dataclass
from typing import TypeAlias

from django.urls import reverse

from guidance.models import GuidedRoute, RouteEdition, RouteOutcome, RouteQuestion
from guidance.routes.changes import NodeChange, compare
from guidance.routes.outline import OUTCOME, QUESTION, Entry, Outline, outline
from guidance.routes.schema import COMMON
from guidance.services import route_checks, route_editions, route_text
from guidance.services.route_editions import Draft

Place: TypeAlias = tuple[str, str, str]
"""A route, question or outcome, and its key."""


@dataclass(frozen=True)
class Line:
    """One line of the graph: what stands there, where it is edited, whether its form is open here."""

    entry: Entry
    url: str
    is_current: bool
    lines: "tuple[Line, ...]"


@dataclass(frozen=True)
class Beside:
    """The draft of a route as those who edit it see it."""

    route: GuidedRoute
    draft: Draft
    changes: list[NodeChange]
    outline: Outline
    first: Line | None
    apart: list[Line]

    @property
    def edition(self) -> RouteEdition | None:
        """What readers get."""
        return self.draft.newest

    @property
    def faults(self) -> tuple[str, ...]:
        """What stops the draft from being published."""
        return self.draft.errors


def beside(route: GuidedRoute, current: RouteQuestion | RouteOutcome | None = None) -> dict[str, Beside]:
    """Return what the templates need; ``current`` is the question or outcome whose form is open."""
    draft = route_editions.draft(route=route)
    book = route_checks.book_with(changed={route.slug: draft.text})
    drawn = outline(book, draft.text, draft.errors)
    addresses, here = _addresses(), _place(current) if current else ("", "", "")
    lines = [_line(entry, addresses, here) for entry in (drawn.first, *drawn.apart) if entry]
    first = lines.pop(0) if drawn.first else None
    return {"beside": Beside(route, draft, changes_of(draft), drawn, first, lines)}


def changes_of(draft: Draft) -> list[NodeChange]:
    """Return what the draft would change for readers; for a first edition, nothing is compared."""
    return compare(route_text.of_edition(draft.newest), draft.text) if draft.newest else []


def _line(entry: Entry, addresses: dict[Place, str], here: Place) -> Line:
    place = (entry.slug, OUTCOME if entry.level or entry.kind == OUTCOME else QUESTION, entry.key)
    url = addresses.get(place) or addresses.get((COMMON, *place[1:]), "")
    lines = tuple(_line(follows, addresses, here) for follows in entry.entries)
    return Line(entry, url, place == here, lines)


def _place(node: RouteQuestion | RouteOutcome) -> Place:
    return node.route.slug, QUESTION if isinstance(node, RouteQuestion) else OUTCOME, node.key


def _addresses() -> dict[Place, str]:
    """Where every question and outcome is edited, by route, kind and key."""
    return {
        (slug, kind, key): reverse(f"admin:guidance_route{kind}_change", args=[pk])
        for kind, model in ((QUESTION, RouteQuestion), (OUTCOME, RouteOutcome))
        for pk, slug, key in model.objects.values_list("pk", "route__slug", "key")
    }
