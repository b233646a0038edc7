"""Where shared blocks stand: who changes one should see what changes with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from guidance.models import RouteOutcome
from guidance.models.including import whole_texts

INCLUDED = re.compile(r"\{block:([a-z0-9][a-z0-9-]*)\}")


@dataclass(frozen=True)
class BlockUse:
    """One place: the draft of an outcome, or a page, a hand-out and the like."""

    obj: Model
    label: str
    route: str = ""


def all_uses() -> dict[str, list[BlockUse]]:
    """Return every place by the key of the block that stands there. Seven queries."""
    found: dict[str, list[BlockUse]] = {}
    for key, use in (*_in_outcomes(), *_in_pages()):
        found.setdefault(key, []).append(use)
    return found


def _in_outcomes() -> Iterator[tuple[str, BlockUse]]:
    outcomes = RouteOutcome.objects.select_related("route").prefetch_related("steps")
    for outcome in outcomes.order_by("route__order", "order", "pk"):
        use = BlockUse(outcome, f"{outcome.slug}: {outcome.title}", outcome.route.slug)
        yield from ((key, use) for key in dict.fromkeys(_keys(outcome)))


def _keys(outcome: RouteOutcome) -> Iterator[str]:
    yield from (*outcome.removal, *outcome.blocks)
    yield from (step.block for step in outcome.steps.all() if step.block)
    for text in outcome.texts():
        yield from INCLUDED.findall(text)


def _in_pages() -> Iterator[tuple[str, BlockUse]]:
    for page, text in whole_texts():
        yield from ((key, BlockUse(page, page.title)) for key in dict.fromkeys(INCLUDED.findall(text)))
