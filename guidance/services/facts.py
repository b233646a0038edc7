"""Write facts, and find where they stand."""

from django.db import transaction
from django.db.models import Model

from guidance.includes import FACT
from guidance.models import Fact, RouteStep, SharedBlock
from guidance.models.including import whole_texts
from guidance.services import editing, routes
from lesas_portal.core import audit


@transaction.atomic
def save(*, fact: Fact, by: audit.User, is_new: bool) -> None:
    """Save what a person wrote; who entered the day of a check is the one who checked."""
    before = Fact.objects.filter(pk=fact.pk).values_list("checked_on", flat=True).first()
    if fact.checked_on != before:
        fact.checked_by = by if fact.checked_on else None
    (editing.add if is_new else editing.save_changes)(obj=fact, by=by)
    transaction.on_commit(routes.write_snapshot)


def uses() -> dict[str, list[Model]]:
    """Return where each fact stands, by its key: pages and the like, shared blocks, and steps of routes."""
    found: dict[str, list[Model]] = {}
    blocks = ((block, block.text) for block in SharedBlock.objects.all())
    steps = ((step, step.text) for step in RouteStep.objects.filter(text__contains="{fact:"))
    for row, text in (*whole_texts(), *blocks, *steps):
        for key in dict.fromkeys(FACT.findall(text)):
            found.setdefault(key, []).append(row)
    return found
