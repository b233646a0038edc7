"""Write facts, and find where they stand."""

from django.db import transaction
from django.db.models import Model

from guidance.includes import FACT
from guidance.models import Fact, RouteOutcome, SharedBlock
from guidance.models.including import whole_texts
from guidance.services import editing, routes
from lesas_portal.core import audit


@transaction.atomic
def save(*, fact: Fact, by: audit.User, is_new: bool) -> None:
    """Save what a person wrote; who entered the day of a check is the one who checked."""
    before = Fact.objects.select_for_update(no_key=True).filter(pk=fact.pk).first()
    if fact.checked_on != (before and before.checked_on):
        fact.checked_by = by if fact.checked_on else None
    (editing.add if is_new else editing.save_changes)(obj=fact, by=by)
    transaction.on_commit(routes.write_snapshot)


def uses() -> dict[str, list[Model]]:
    """Return where each fact stands, by its key: pages and the like, shared blocks, outcomes of routes."""
    found: dict[str, list[Model]] = {}
    blocks = ((block, block.text) for block in SharedBlock.objects.all())
    outcomes = RouteOutcome.objects.select_related("route").prefetch_related("steps")
    told = ((outcome, "\n".join(outcome.texts())) for outcome in outcomes)
    for row, text in (*whole_texts(), *blocks, *told):
        for key in dict.fromkeys(FACT.findall(text)):
            found.setdefault(key, []).append(row)
    return found
