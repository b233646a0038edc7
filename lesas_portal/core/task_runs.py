"""When each scheduled task last ran and what came of it: for the admin's first page and for health."""

import logging
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from lesas_portal.core.models import TaskRun

logger = logging.getLogger(__name__)


class Outcome:
    """What a task did, in a few words without a typed one: "3 deleted"."""

    def __init__(self) -> None:
        self.text = ""


def hold(name: str) -> TaskRun:
    """Return the row of a task, locked until the transaction ends, so that of two workers one waits.

    Call it in a transaction. A row that is made here has not finished yet.
    """
    TaskRun.objects.bulk_create([TaskRun(name=name, started_at=timezone.now())], ignore_conflicts=True)
    return TaskRun.objects.select_for_update().get(name=name)


@contextmanager
def recorded(name: str) -> Iterator[Outcome]:
    """Note that a task runs; when it ends without an exception, that and its outcome."""
    run, _ = TaskRun.objects.update_or_create(name=name, defaults={"started_at": timezone.now()})
    outcome = Outcome()
    began = time.monotonic()
    yield outcome
    said = {"task": name, "seconds": round(time.monotonic() - began, 1), "outcome": outcome.text[:200]}
    logger.info("task", extra={"fields": said})
    run.finished_at, run.outcome = timezone.now(), outcome.text[:200]
    run.save(update_fields=["finished_at", "outcome"])


def overdue(names: Collection[str], *, after: timedelta, at: datetime | None = None) -> set[str]:
    """Return those tasks that have run here before and last ended well longer ago than ``after``.

    One that never ran is not overdue: where nobody set it up, something else has to say so.
    """
    before = (at or timezone.now()) - after
    runs = TaskRun.objects.filter(name__in=names)
    return {run.name for run in runs if (run.finished_at or run.started_at) < before}
