"""Search follows what becomes public, or ends, by the clock. Called by the mail worker.

What search holds of a page has the times of the page in it. What it holds of another page may turn on them
too: an entry of the inventory is found as the helpline of its name, with the number, while that is public.
"""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from guidance import search
from guidance.models import Publishable
from lesas_portal.core import task_runs
from lesas_portal.core.for_a_while import ForAWhile
from lesas_portal.core.models import TaskRun

NAME = "search_clock"
MOMENTS = ("publish_at", "withdraw_at")


def follow(at: datetime | None = None) -> None:
    """Bring search up to date with what turned since this was last called for; at first nothing did.

    Nothing is written where nothing turned. Raises django.db.Error.
    """
    at = at or timezone.now()
    since = _last()
    turned = list(_turned(since, at)) if since else []
    # Each in a transaction of its own, as an adviser's change is: neither waits for the other in a circle.
    for row in turned:
        search.refresh(row)
    if turned or since is None:
        _note(at, len(turned))


@transaction.atomic
def _note(at: datetime, count: int) -> None:
    run = task_runs.hold(NAME)
    run.started_at = run.finished_at = at
    run.outcome = f"{count} {'page' if count == 1 else 'pages'}"
    run.save(update_fields=["started_at", "finished_at", "outcome"])


def _turned(since: datetime, at: datetime) -> Iterator[Publishable]:
    """What became public or ended after ``since``, up to ``at``. One query for each kind."""
    within = Q()
    for name in MOMENTS:
        within |= Q(**{f"{name}__gt": since, f"{name}__lte": at})
    for model in apps.get_app_config("guidance").get_models():
        if issubclass(model, Publishable):
            yield from model._default_manager.filter(within, status=Publishable.Status.PUBLISHED)


def _last() -> datetime | None:
    return TaskRun.objects.filter(name=NAME).values_list("finished_at", flat=True).first()


renew = ForAWhile(follow, seconds=60)
"""Does that each minute. Raises django.db.Error while the database is away."""
