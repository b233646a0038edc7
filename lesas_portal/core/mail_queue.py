"""The only way to send mail: queued in the caller's transaction, rendered then, retried, recorded.

``queue`` stores a mail with the change that causes it. A worker (``send_queued_mail``) calls
``send_due``: it claims each mail by a conditional update, so that two workers never send the same
one at once, and holds it for a lease. A worker that dies leaves its mail to the next one after the
lease. Delivery is therefore "at least once", and a repeat carries the same Message-ID.
"""

import logging
import random
import re
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Min
from django.template.loader import render_to_string
from django.utils import timezone

from lesas_portal.core import audit, mail_blanking
from lesas_portal.core.models import QueuedEmail, QueuedEmailQuerySet

logger = logging.getLogger(__name__)

# Longer than settings.EMAIL_TIMEOUT for each step of one delivery; a shorter lease would send twice.
LEASE = timedelta(minutes=3)
# With waits of at most an hour, some four and a half days: longer than an Easter weekend.
MAX_ATTEMPTS = 120
LONGEST_WAIT_SECONDS = 3600
# An address that the server refuses for good (5xx) is not worth four days.
MAX_REFUSALS = 3


@dataclass(frozen=True)
class Figures:
    """How the queue stands: seconds that the oldest unsent mail has waited (or None), and mails given up."""

    oldest_unsent_seconds: int | None
    failed: int


def queue(
    name: str, *, to: str, about: str, context: dict, is_automatic_reply: bool = False
) -> QueuedEmail | None:
    """Store a mail made from ``emails/<name>.subject.txt`` and ``emails/<name>.txt`` for the worker.

    Call it inside the transaction of its cause: both are kept or neither. Raises TransactionManagementError
    outside one, and ValidationError when ``to`` is not one address. Returns None, and stores nothing, for an
    automatic reply to an address that had settings.AUTOMATIC_REPLIES_PER_DAY of them within a day.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Queue mail in the transaction of its cause.")
    validate_email(to)
    if is_automatic_reply and _replies_today(to) >= settings.AUTOMATIC_REPLIES_PER_DAY:
        return None
    context = {**context, "site_url": settings.SITE_URL}
    return QueuedEmail.objects.create(
        name=name,
        about=about,
        recipient=to,
        subject=_one_line(render_to_string(f"emails/{name}.subject.txt", context)),
        body=render_to_string(f"emails/{name}.txt", context),
        is_automatic_reply=is_automatic_reply,
        message_id=f"<{uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>",
    )


def send_due(*, at: datetime | None = None, most: int = 100) -> int:
    """Send up to ``most`` mails that are due; return how many the mail server took.

    Stops early when the server cannot be reached at all: the next mail would fare no better.
    """
    sent = 0
    for pk in list(QueuedEmail.objects.due(at).order_by("next_at").values_list("pk", flat=True)[:most]):
        mail = _claim(pk, at)
        if mail is None:
            continue
        try:
            _deliver(mail)
        except Exception as error:
            # Whatever went wrong with this mail, the others must still go out.
            _reschedule(mail, error)
            if _is_unreachable(error):
                break
        else:
            _note_sent(mail)
            sent += 1
    return sent


@transaction.atomic
def retry(*, mails: QueuedEmailQuerySet, by: audit.Actor, at: datetime | None = None) -> int:
    """Put mails that were given up back into the queue; return how many. Blanked ones cannot go again."""
    again = list(mails.failed().exclude(body="").order_by("pk").select_for_update())
    QueuedEmail.objects.filter(pk__in=[mail.pk for mail in again]).update(
        failed_at=None, attempts=0, lease_until=None, next_at=at or timezone.now()
    )
    audit.record("send again", by=by, about=again)
    return len(again)


def blank_old(*, at: datetime | None = None) -> int:
    """Blank recipient and body of mails finished settings.MAIL_BODY_DAYS ago; return how many."""
    return QueuedEmail.objects.past_keeping(at).update(recipient="", body="")


def delete_for(*, about: list[str]) -> int:
    """Delete every mail about these references, sent or not; return how many."""
    return QueuedEmail.objects.filter(about__in=about).delete()[0]


def figures(at: datetime | None = None) -> Figures:
    """Say how the queue stands at ``at`` (default: now)."""
    oldest = QueuedEmail.objects.unsent().aggregate(oldest=Min("queued_at"))["oldest"]
    waited = int(((at or timezone.now()) - oldest).total_seconds()) if oldest else None
    return Figures(oldest_unsent_seconds=waited, failed=QueuedEmail.objects.failed().count())


def _replies_today(address: str) -> int:
    since = timezone.now() - timedelta(days=1)
    return QueuedEmail.objects.filter(
        recipient__iexact=address, is_automatic_reply=True, queued_at__gte=since
    ).count()


def _one_line(text: str) -> str:
    # A header is one line: control characters and line ends of any kind become spaces.
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())[:200]


def _claim(pk: int, at: datetime | None) -> QueuedEmail | None:
    """Take one mail by compare-and-set; None when another worker was quicker."""
    now = at or timezone.now()
    taken = QueuedEmail.objects.due(now).filter(pk=pk)
    if taken.update(lease_until=now + LEASE, attempts=F("attempts") + 1) != 1:
        return None
    return QueuedEmail.objects.get(pk=pk)


def _deliver(mail: QueuedEmail) -> None:
    headers = {"Message-ID": mail.message_id}
    if mail.is_automatic_reply:
        # RFC 3834, and Exchange's own word for it: no out-of-office answers to an acknowledgement.
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    EmailMessage(mail.subject, mail.body, None, [mail.recipient], headers=headers).send()


def _note_sent(mail: QueuedEmail) -> None:
    done = {"sent_at": timezone.now(), "failed_at": None, "lease_until": None, "last_error": ""}
    QueuedEmail.objects.filter(pk=mail.pk).update(**done, **mail_blanking.after_sending(mail))


def _reschedule(mail: QueuedEmail, error: Exception) -> None:
    limit = MAX_REFUSALS if _is_refusal(error) else MAX_ATTEMPTS
    gives_up = mail.attempts >= limit
    wait = min(2 ** min(mail.attempts, 12), LONGEST_WAIT_SECONDS) * random.uniform(0.8, 1.2)
    now = timezone.now()
    QueuedEmail.objects.filter(pk=mail.pk).update(
        lease_until=None,
        last_error=_one_line(_describe(error)),
        next_at=now + timedelta(seconds=wait),
        failed_at=now if gives_up else None,
    )
    if gives_up:
        logger.error("Mail %s (%s) given up after %s attempts.", mail.pk, mail, mail.attempts)


def _is_unreachable(error: Exception) -> bool:
    """Whether there was no mail server to talk to (SMTP errors are OSErrors too)."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPServerDisconnected)
    return isinstance(error, OSError)


def _is_refusal(error: Exception) -> bool:
    """Whether the server said no for good to this recipient, not merely "later"."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


def _describe(error: Exception) -> str:
    # Server answers may quote the address, so only the code is kept.
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"Recipient refused ({', '.join(str(code) for code, _ in error.recipients.values())})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} ({error.smtp_code})"
    return type(error).__name__
