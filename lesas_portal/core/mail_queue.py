"""The only way to send mail: queued in the caller's transaction, rendered then, sent by the worker, recorded.

``queue`` stores a mail with the change that causes it; ``send_due`` of ``mail_worker.py`` sends what is due.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Min, Q
from django.template.loader import render_to_string
from django.utils import timezone

from lesas_portal.core import audit, mail_blanking
from lesas_portal.core.mail_worker import send_due
from lesas_portal.core.models import QueuedEmail, QueuedEmailQuerySet

__all__ = [
    "Figures",
    "blank_old",
    "delete_for",
    "figures",
    "mark_seen",
    "queue",
    "retry",
    "send_due",
    "troubles_for",
]

# What waits so long says something about the mail server, or about an address.
LONG_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Figures:
    """How the queue stands: seconds that the oldest unsent mail has waited (or None), and mails given up
    that nobody has seen to."""

    oldest_unsent_seconds: int | None
    failed: int

    @property
    def waits_long(self) -> bool:
        """Whether the oldest mail has waited an hour."""
        return (self.oldest_unsent_seconds or 0) >= LONG_WAIT.total_seconds()


def queue(
    name: str,
    *,
    to: str,
    about: str,
    context: dict,
    reply_to: str = "",
    is_automatic: bool = True,
    is_automatic_reply: bool = False,
) -> QueuedEmail | None:
    """Store a mail made from ``emails/<name>.subject.txt`` and ``emails/<name>.txt`` for the worker.

    ``reply_to``: where answers go. ``is_automatic``: no person wrote it, which it says, so that no machine
    answers it. ``is_automatic_reply``: it answers a stranger by itself, so it is capped.

    Call it inside the transaction of its cause: both are kept or neither. Raises TransactionManagementError
    outside one, and ValidationError when ``to`` or ``reply_to`` is not one address. Returns None, and stores
    nothing, for an automatic reply to an address that had settings.AUTOMATIC_REPLIES_PER_DAY of them within
    a day.
    """
    _check([to, reply_to] if reply_to else [to])
    if is_automatic_reply and _replies_today(to) >= settings.AUTOMATIC_REPLIES_PER_DAY:
        return None
    context = {**context, "site_url": settings.SITE_URL}
    return QueuedEmail.objects.create(
        name=name,
        about=about,
        recipient=to,
        reply_to=reply_to,
        subject=_one_line(render_to_string(f"emails/{name}.subject.txt", context)),
        body=render_to_string(f"emails/{name}.txt", context),
        is_automatic=is_automatic,
        is_automatic_reply=is_automatic_reply,
        message_id=_new_message_id(),
    )


@transaction.atomic
def retry(*, mails: QueuedEmailQuerySet, by: audit.Actor, at: datetime | None = None) -> int:
    """Put mails that were given up back into the queue; return how many. Blanked ones cannot go again."""
    again = list(mails.failed().exclude(body="").order_by("pk").select_for_update())
    QueuedEmail.objects.filter(pk__in=[mail.pk for mail in again]).update(
        failed_at=None,
        seen_at=None,
        attempts=0,
        refusals=0,
        unanswered=0,
        lease_until=None,
        next_at=at or timezone.now(),
    )
    audit.record("send again", by=by, about=again)
    return len(again)


@transaction.atomic
def mark_seen(*, mails: QueuedEmailQuerySet, by: audit.Actor, at: datetime | None = None) -> int:
    """Note that somebody saw to mails that were given up, so that nobody is asked again; return how many."""
    seen = list(mails.needing_somebody().order_by("pk").select_for_update())
    QueuedEmail.objects.filter(pk__in=[mail.pk for mail in seen]).update(seen_at=at or timezone.now())
    audit.record("mark as seen to", by=by, about=seen)
    return len(seen)


def blank_old(*, at: datetime | None = None) -> int:
    """Blank addresses and body of mails finished settings.MAIL_BODY_DAYS ago; return how many."""
    return QueuedEmail.objects.past_keeping(at).update(**mail_blanking.BLANK)


def delete_for(*, about: list[str]) -> int:
    """Delete every mail about these references, sent or not; return how many."""
    return QueuedEmail.objects.filter(about__in=about).delete()[0]


def figures(at: datetime | None = None) -> Figures:
    """Say how the queue stands at ``at`` (default: now)."""
    found = QueuedEmail.objects.filter(sent_at=None).aggregate(
        oldest=Min("queued_at", filter=Q(failed_at=None)),
        failed=Count("pk", filter=Q(failed_at__isnull=False, seen_at=None)),
    )
    oldest = found["oldest"]
    waited = int(((at or timezone.now()) - oldest).total_seconds()) if oldest else None
    return Figures(oldest_unsent_seconds=waited, failed=found["failed"])


def troubles_for(reference: str, at: datetime | None = None) -> list[str]:
    """Return a sentence for each mail about ``reference`` that did not get through, oldest first."""
    troubled = QueuedEmail.objects.filter(about=reference, sent_at=None).order_by("queued_at", "pk")
    long_ago = (at or timezone.now()) - LONG_WAIT
    return [mail.trouble for mail in troubled if mail.failed_at or mail.queued_at <= long_ago]


def _check(addresses: list[str]) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Queue mail in the transaction of its cause.")
    for address in addresses:
        validate_email(address)


def _new_message_id() -> str:
    return f"<{uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


def _replies_today(address: str) -> int:
    since = timezone.now() - timedelta(days=1)
    return QueuedEmail.objects.filter(
        recipient__iexact=address, is_automatic_reply=True, queued_at__gte=since
    ).count()


def _one_line(text: str) -> str:
    # A header is one line: control characters and line ends of any kind become spaces.
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())[:200]
