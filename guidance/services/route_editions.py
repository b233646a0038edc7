"""Issue the editions of guided routes: freeze a draft, if the routes stay sound and a second person read it.

Each writer is one transaction and takes ``by=``. It holds every route, because the routes lead into each
other: what is checked is the book that readers would get, and nobody may change another route meanwhile.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance.links import table
from guidance.models import GuidedRoute, RouteEdition, WorkingCopy
from guidance.routes.book import route_as_data
from guidance.routes.schema import Route
from guidance.services import publishing, route_checks, route_text, routes
from lesas_portal.core import audit


@dataclass(frozen=True)
class Draft:
    """The edition that would be issued now: its text, the newest edition, and what is wrong with it."""

    number: int
    text: Route
    newest: RouteEdition | None

    @property
    def is_new(self) -> bool:
        """Whether anything differs from the newest edition."""
        return self.newest is None or not route_text.same_words(self.text, route_text.of_edition(self.newest))

    @cached_property
    def errors(self) -> tuple[str, ...]:
        """What stops it from being issued, one sentence each."""
        return route_checks.book_errors(changed={self.text.slug: self.text})

    def unsaved(self, *, route: GuidedRoute, note: str, reviewed_by: str) -> RouteEdition:
        """Return it as an edition of ``route`` that is not stored yet."""
        today = timezone.localdate()
        return RouteEdition(
            route=route,
            number=self.number,
            issued_on=today,
            note=note,
            reviewed_by=reviewed_by,
            reviewed_on=today,
            content=route_as_data(self.text),
        )


def draft(*, route: GuidedRoute) -> Draft:
    """Return ``route`` as its questions and outcomes stand now."""
    newest = route.editions.first()
    return Draft(newest.number + 1 if newest else 1, route_text.of_draft(route), newest)


@transaction.atomic
def issue(
    *, route: GuidedRoute, note: str, reviewed_by: str, by: audit.Actor, is_told: bool = True
) -> RouteEdition:
    """Freeze the draft of ``route`` as its next edition, which readers get at once if the route is public.

    ``reviewed_by`` names the second person, who has read it. A small correction is not told to readers
    (``is_told``); the edition keeps its ``note``. Raises ValidationError without a note or second person,
    when nothing changed, it is withdrawn, or the routes would not be sound: then with every reason.
    """
    if not note.strip():
        raise ValidationError({"note": "Say what changed: readers see it under Updates."})
    refuse_unread(reviewed_by, by)
    route = _hold(route)
    next_one = draft(route=route)
    _refuse(route, next_one)
    edition = next_one.unsaved(route=route, note=note.strip(), reviewed_by=reviewed_by.strip())
    edition.by = audit.person(by)
    edition.save()
    audit.record("issue", by=by, about=route)
    WorkingCopy.objects.of(route).delete()
    for nodes in ([route], route.outcomes.all(), route.questions.all()):
        table.refresh(nodes)
    publishing.tell_of_edition(obj=route, edition=edition, by=by, is_told=is_told)
    transaction.on_commit(routes.write_snapshot)
    return edition


def refuse_unread(reviewed_by: str, by: audit.Actor) -> None:
    """Raise ValidationError unless somebody other than ``by`` read it."""
    name, person = reviewed_by.strip().casefold(), audit.person(by)
    if not name:
        raise ValidationError({"reviewed_by": "Name the second person who read it before it is published."})
    own = {person.get_username().casefold(), person.get_full_name().casefold()} if person else set()
    # "Ada Byron, adviser" is Ada Byron still.
    if own & {name, name.partition(",")[0].strip()}:
        raise ValidationError({"reviewed_by": "Name somebody else: two people read it before that."})


def _refuse(route: GuidedRoute, next_one: Draft) -> None:
    if route.status == GuidedRoute.Status.WITHDRAWN:
        raise ValidationError("It is withdrawn now, so it gets no new edition.")
    if not next_one.is_new:
        raise ValidationError("Nothing has changed since the last edition.")
    if next_one.errors:
        raise ValidationError(list(next_one.errors))


def hold_all() -> dict[int, GuidedRoute]:
    """Hold every route until the transaction ends; return them as they are now, by primary key."""
    every = GuidedRoute.objects.values_list("pk", flat=True)
    return {row.pk: row for row in GuidedRoute.objects.locked(every)}


def _hold(route: GuidedRoute) -> GuidedRoute:
    rows = hold_all()
    if route.pk not in rows:
        raise ValidationError("The route is no longer there: somebody deleted it meanwhile.")
    return rows[route.pk]
