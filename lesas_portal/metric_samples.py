"""What Prometheus is told of this moment: looked up in the database when it asks, and summed over everybody.

The labels come from lists of ours, so that nothing that somebody typed can become one.
"""

from collections.abc import Iterator

from django.db import Error
from django.db.models import Sum
from django.utils import timezone

from enquiries.models import Diversion, Enquiry
from enquiries.triage import Route
from lesas_portal import condition
from lesas_portal.condition_details import version
from lesas_portal.core import mail_queue
from lesas_portal.core.metrics import Sample
from lesas_portal.core.models import QueuedEmail, TaskRun

TASKS = (*condition.DAILY, "send_queued_mail", "import_establishments")
STOPPED = (Route.FRONT_DOOR, Route.LADO, Route.UNREAD)


def samples() -> Iterator[Sample]:
    """Yield every value; without the database only that it is away."""
    yield Sample("lesas_info", "The version that runs.", 1, {"version": version()})
    try:
        found = [*_condition(), *_tasks(), *_enquiries()]
    except Error:
        yield Sample("lesas_database_up", "Whether the database answers.", 0)
        return
    yield Sample("lesas_database_up", "Whether the database answers.", 1)
    yield from found


def _condition() -> Iterator[Sample]:
    mail = mail_queue.figures()
    waiting = QueuedEmail.objects.filter(sent_at=None, failed_at=None).count()
    yield Sample("lesas_mail_waiting", "Mails that wait to be sent.", waiting)
    oldest = mail.oldest_unsent_seconds or 0
    yield Sample("lesas_mail_oldest_seconds", "How long the oldest of them has waited.", oldest)
    yield Sample("lesas_mail_given_up", "Mails given up that nobody has seen to.", mail.failed)
    yield Sample("lesas_disk_free_mb", "Room beside what the portal writes.", condition.free_mb())
    holding = condition.reasons(mail)
    for reason in condition.REASONS:
        yield Sample("lesas_degraded", "Reasons of /health/.", reason in holding, {"reason": reason})


def _tasks() -> Iterator[Sample]:
    for run in TaskRun.objects.filter(name__in=TASKS, finished_at__isnull=False).order_by("name"):
        assert run.finished_at
        finished = run.finished_at.timestamp()
        yield Sample(
            "lesas_task_finished_seconds", "When each task last ended well.", finished, {"task": run.name}
        )


def _enquiries() -> Iterator[Sample]:
    """The day's enquiries by what became of them: how many, and nothing else of them."""
    today = timezone.localdate()
    day = Enquiry.objects.filter(received_at__date=today)
    counts = {"received": day.genuine().count(), "spam": day.spam().count()}
    stopped = dict(
        Diversion.objects.filter(day=today, declared_general=False)
        .order_by()
        .values_list("route")
        .annotate(Sum("count"))
    )
    counts |= {f"stopped: {route.value}": stopped.get(route.value, 0) for route in STOPPED}
    for outcome, count in counts.items():
        yield Sample("lesas_enquiries_today", "Enquiries of today.", count, {"outcome": outcome})
