"""What the admin's first page says of tasks that run every day: when each last ended well."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone

from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.models import TaskRun
from lesas_portal.core.today import Line

AT_LEAST_EVERY = timedelta(days=2)
BACKUP = "backup"


class _Watched(NamedTuple):
    name: str
    said: str
    is_missed: Callable[[], bool] | None


_watched: list[_Watched] = []


def watch(name: str, *, said: str, is_missed: Callable[[], bool] | None = None) -> None:
    """Say on the first page when the task ``name`` last ended well; two days without are urgent.

    ``is_missed`` tells, while it never ran, whether it should have. Without it nothing is said until the task
    ran once: the council may do the same in its own way.
    """
    _watched.append(_Watched(name, said, is_missed))


def task_lines(user: User | AnonymousUser) -> list[Line]:
    """Return a line for each task that is watched, for whoever may see the tasks. One query."""
    if not user.has_perm("core.view_taskrun"):
        return []
    runs = {run.name: run for run in TaskRun.objects.filter(name__in=[task.name for task in _watched])}
    return [line for task in _watched for line in _lines(task, runs.get(task.name))]


def _lines(task: _Watched, run: TaskRun | None) -> list[Line]:
    page = reverse("admin:core_taskrun_changelist")
    if run is None or run.finished_at is None:
        if task.is_missed is None:
            return []
        is_missed = task.is_missed()
        return [Line(f"{task.said} has never run", page, is_urgent=is_missed, is_news=not is_missed)]
    is_late = run.finished_at < timezone.now() - AT_LEAST_EVERY
    text = f"{task.said} last ran on {moment_in_full(run.finished_at)}"
    return [Line(text, page, is_urgent=is_late, is_news=not is_late)]
