"""Write the drafts of guided routes: questions, answers, outcomes, steps. Readers see nothing of it yet.

The route is held meanwhile, so that no words change while an edition freezes them.
"""

from typing import TypeAlias

from django.db import transaction

from guidance.models import GuidedRoute, RouteAnswer, RouteOutcome, RouteQuestion, RouteStep
from guidance.services import editing
from lesas_portal.core import audit

Node: TypeAlias = RouteQuestion | RouteAnswer | RouteOutcome | RouteStep


@transaction.atomic
def save_draft(*, obj: Node, by: audit.Actor) -> None:
    """Add ``obj``, or write what differs from its row. Raises DoesNotExist for one that was deleted."""
    _hold(obj)
    save = editing.add if obj.pk is None else editing.save_changes
    save(obj=obj, by=by)


@transaction.atomic
def delete_draft(*, obj: Node, by: audit.Actor) -> None:
    """Take ``obj`` out of the draft, with its answers or steps. Editions keep what they froze."""
    _hold(obj)
    audit.record("delete", by=by, about=obj)
    obj.delete()
    if isinstance(obj, RouteAnswer | RouteStep):
        editing.refresh_uses(obj)


def route_of(obj: Node) -> int:
    """Return the primary key of the route that ``obj`` belongs to."""
    if isinstance(obj, RouteAnswer):
        return obj.question.route_id
    return obj.outcome.route_id if isinstance(obj, RouteStep) else obj.route_id


def _hold(obj: Node) -> None:
    list(GuidedRoute.objects.locked([route_of(obj)]))
