"""Mails that no single enquiry causes: what was put apart, once a day, and what came in too fast.

``queue_due`` is called by the mail worker at each pass. Nothing is queued twice: of two workers one holds the
row of the task and the other, that waited for it, finds it done.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from enquiries import rate_limit
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import submit
from lesas_portal.core import mail_queue, task_runs
from lesas_portal.core.models import QueuedEmail, TaskRun

PUT_APART, DIGEST = "notice_of_put_apart", "digest_of_enquiries"


def queue_due(at: datetime | None = None) -> None:
    """Queue what is due at ``at`` (default: now): notice, digest, and acknowledgements that waited."""
    at = at or timezone.now()
    if Enquiry.objects.put_apart().exists() and not _is_announced(_last(PUT_APART), at):
        _queue_notice(at)
    if _unannounced().exists() and not _is_digested(_last(DIGEST), at):
        _queue_digest(at)
    if Enquiry.objects.awaiting_acknowledgement().exists() and rate_limit.room_for_all(at.timestamp()):
        _queue_acknowledgements(at)


def has_acknowledgement(enquiry: Enquiry) -> bool:
    """Whether an acknowledgement was queued for ``enquiry``, and not given up since."""
    queued = QueuedEmail.objects.filter(about=enquiry.reference, name="acknowledgement")
    return queued.filter(failed_at=None).exists()


@transaction.atomic
def _queue_notice(at: datetime) -> None:
    """Tell the team how many wait in Suspected spam, once a day, for as long as nobody has looked."""
    run = task_runs.hold(PUT_APART)
    waiting = Enquiry.objects.put_apart()
    if _is_announced(run.finished_at, at) or not (count := waiting.count()):
        return
    late = waiting.filter(reply_by__lt=timezone.localdate(at)).count()
    _mail_team("put_apart", {"count": count, "late": late})
    _finish(run, at, f"{count} wait")


@transaction.atomic
def _queue_digest(at: datetime) -> None:
    """Tell the team of those that came above the hourly ceiling: at once, then once an hour."""
    run = task_runs.hold(DIGEST)
    # Thousands may wait after an attack: their messages stay in the database.
    read = ("declared_general", "read_at", "reply_by", "screen_route")
    enquiries = list(_unannounced().select_for_update().only(*read).order_by("pk"))
    if _is_digested(run.finished_at, at) or not enquiries:
        return
    first_to_read = sum(bool(enquiry.care) for enquiry in enquiries)
    soonest = min(enquiry.reply_by for enquiry in enquiries)
    context = {"count": len(enquiries), "first_to_read": first_to_read, "reply_by": soonest}
    _mail_team("digest", context | {"ceiling": settings.ENQUIRIES_PER_HOUR})
    Enquiry.objects.filter(pk__in=[enquiry.pk for enquiry in enquiries]).update(notified_at=at)
    _finish(run, at, f"{len(enquiries)} enquiries")


@transaction.atomic
def _queue_acknowledgements(at: datetime) -> None:
    """Queue as many as this hour has room for, none of them with a day that is over."""
    task_runs.hold(DIGEST)
    room = rate_limit.room_for_all(at.timestamp())
    waiting = Enquiry.objects.awaiting_acknowledgement().select_for_update().order_by("pk")[:room]
    for enquiry in waiting:
        if enquiry.reply_by >= timezone.localdate(at):
            submit.queue_acknowledgement(enquiry)
        else:
            Enquiry.objects.filter(pk=enquiry.pk).update(acknowledgement_waits=False)
    rate_limit.use_room(len(waiting), at.timestamp())


def _unannounced() -> EnquiryQuerySet:
    return Enquiry.objects.awaiting_acknowledgement().filter(notified_at=None)


def _is_announced(finished_at: datetime | None, at: datetime) -> bool:
    return finished_at is not None and timezone.localdate(finished_at) >= timezone.localdate(at)


def _is_digested(finished_at: datetime | None, at: datetime) -> bool:
    hours = [int(moment.timestamp() // rate_limit.HOUR) for moment in (finished_at, at) if moment]
    return len(hours) == 2 and hours[0] >= hours[1]


def _last(name: str) -> datetime | None:
    return TaskRun.objects.filter(name=name).values_list("finished_at", flat=True).first()


def _finish(run: TaskRun, at: datetime, outcome: str) -> None:
    run.started_at = run.finished_at = at
    run.outcome = outcome
    run.save(update_fields=["started_at", "finished_at", "outcome"])


def _mail_team(name: str, context: dict) -> None:
    mail_queue.queue(name, to=settings.ENQUIRIES_MAILBOX, about=name, context=context)
