"""What health tells people who may see how the portal runs: versions, database, mail, tasks, room, clock."""

import platform
import re
import shutil
import tempfile
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lesas_portal import condition
from lesas_portal.core import content_version
from lesas_portal.core.models import QueuedEmail, TaskRun

CLOCK_SQL = {"postgresql": "SELECT clock_timestamp()"}


def details() -> dict[str, Any]:
    """Return it in plain values. Raises django.db.Error without the database."""
    return {
        "versions": {"portal": version(), "python": platform.python_version(), "django": django.__version__},
        "database": _database(),
        "content_version": str(content_version.current()),
        "mail_waiting": QueuedEmail.objects.filter(sent_at=None, failed_at=None).count(),
        "tasks": {run.name: _task(run) for run in TaskRun.objects.order_by("name")},
        "free_mb": {"var": condition.free_mb(), "temporary": _free_mb_for_temporary()},
        "clock": {"utc": datetime.now(tz=UTC).isoformat(timespec="seconds"), "seconds_apart": _apart()},
    }


@cache
def version() -> str:
    """Return the version: the first heading of CHANGELOG.md."""
    text = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## \[?([^\]\s]+)", text, re.MULTILINE)
    return found[1] if found else "unknown"


def _database() -> dict[str, Any]:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    seconds = time.perf_counter() - began
    executor = MigrationExecutor(connection)
    return {
        "kind": connection.vendor,
        "version": ".".join(map(str, connection.get_database_version())),
        "ms": round(seconds * 1000, 2),
        "migrations_waiting": len(executor.migration_plan(executor.loader.graph.leaf_nodes())),
    }


def _task(run: TaskRun) -> dict[str, str]:
    finished = run.finished_at.isoformat(timespec="seconds") if run.finished_at else ""
    return {
        "started": run.started_at.isoformat(timespec="seconds"),
        "finished": finished,
        "outcome": run.outcome,
    }


def _free_mb_for_temporary() -> int:
    return shutil.disk_usage(Path(tempfile.gettempdir())).free // 1_000_000


def _apart() -> float | None:
    """Return how far the clock of the database's server is from this one's; None where it has none."""
    if connection.vendor not in CLOCK_SQL:
        return None
    with connection.cursor() as cursor:
        cursor.execute(CLOCK_SQL[connection.vendor])
        (theirs,) = cursor.fetchone()
    return round((theirs - timezone.now()).total_seconds(), 1)
