"""The mail worker's pass: it claims each mail that is due, hands it over, and notes what came of it.

A mail is claimed by a conditional update, so that two workers never send the same one at once, and held for a
lease. A worker that dies leaves its mail to the next one after the lease. Delivery is therefore "at least
once", and a repeat carries the same Message-ID.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from lesas_portal.core import mail_blanking, mail_pause, mail_schedule
from lesas_portal.core.mail_answers import Awaited
from lesas_portal.core.mail_delivery import delivery
from lesas_portal.core.mail_outcomes import Outcome, Result
from lesas_portal.core.models import QueuedEmail

logger = logging.getLogger(__name__)

# Longer than all steps of settings.MAIL_TIMEOUTS up to the final dot; a shorter lease would send twice.
LEASE = timedelta(minutes=8)
# Connections kept open for answers. A server that owes so many does not work, so the pass ends.
AWAITED_AT_MOST = 5


class MailWorker:
    """Sends what is due, pass by pass; between passes it holds the mails whose answer is still awaited."""

    def __init__(self) -> None:
        self._delivery = delivery()
        self._awaited: list[tuple[QueuedEmail, Awaited]] = []

    def send_due(self, *, at: datetime | None = None, most: int = 100) -> int:
        """Send up to ``most`` mails that are due; return how many the mail server took since the last pass.

        Those never tried come first, so that an address whose server is slow holds up nobody. A fault of the
        server ends the pass and lets the whole queue wait.
        """
        now = at or timezone.now()
        sent = self._settle_answers(at)
        in_order = QueuedEmail.objects.due(now).order_by("attempts", "next_at")
        due = list(in_order.values_list("pk", flat=True)[:most])
        if due and mail_pause.may_send(now):
            try:
                sent += self._pass(due, at)
            finally:
                self._delivery.close()
        return sent

    def wait_for_answers(self, at: datetime | None = None) -> int:
        """Wait for every answer until it comes or its time is over; return how many mails were taken."""
        sent = 0
        while self._awaited:
            sent += self._settle_answers(at, seconds=settings.MAIL_TIMEOUTS["answer"])
        return sent

    def stop(self) -> None:
        """Leave no mail behind: one without an answer may have been taken, so its repeat waits its time."""
        for mail, awaited in self._awaited:
            awaited.close()
            _settle(mail, Result(Outcome.UNKNOWN), None)
        self._awaited = []

    def _pass(self, due: list[int], at: datetime | None) -> int:
        sent, is_known_to_work = 0, False
        for pk in due:
            mail = _claim(pk, at) if len(self._awaited) < AWAITED_AT_MOST else None
            if mail is None:
                continue
            result = self._delivery.send(mail)
            if isinstance(result, Result) and result.outcome.concerns_every_mail:
                _put_back(mail)
                mail_pause.lengthen(result, at or timezone.now())
                break
            if not is_known_to_work:
                mail_pause.end()
                is_known_to_work = True
            if isinstance(result, Awaited):
                _hold(mail, at)
                self._awaited.append((mail, result))
            else:
                sent += _settle(mail, result, at)
        return sent

    def _settle_answers(self, at: datetime | None, seconds: float = 0) -> int:
        """Note the answers that came, after so many seconds each; return how many mails were taken."""
        sent, waiting = 0, self._awaited
        for pair in list(waiting):
            mail, awaited = pair
            result = awaited.answer(seconds)
            if result:
                waiting.remove(pair)
                sent += _settle(mail, result, at)
        return sent


def send_due(*, at: datetime | None = None, most: int = 100) -> int:
    """Send up to ``most`` mails that are due, wait for every answer, and return how many the server took."""
    worker = MailWorker()
    sent = worker.send_due(at=at, most=most)
    return sent + worker.wait_for_answers(at)


def _claim(pk: int, at: datetime | None) -> QueuedEmail | None:
    """Take one mail by compare-and-set; None when another worker was quicker."""
    now = at or timezone.now()
    taken = QueuedEmail.objects.due(now).filter(pk=pk)
    if taken.update(lease_until=now + LEASE, attempts=F("attempts") + 1) != 1:
        return None
    return QueuedEmail.objects.get(pk=pk)


def _hold(mail: QueuedEmail, at: datetime | None) -> None:
    """Lengthen the lease of a mail by the time that its answer may take."""
    answer = timedelta(seconds=settings.MAIL_TIMEOUTS["answer"])
    mail.lease_until = (at or timezone.now()) + answer + LEASE
    QueuedEmail.objects.filter(pk=mail.pk).update(lease_until=mail.lease_until)


def _put_back(mail: QueuedEmail) -> None:
    """Undo a claim: what failed was not this mail's doing."""
    QueuedEmail.objects.filter(pk=mail.pk).update(lease_until=None, attempts=F("attempts") - 1)


def _settle(mail: QueuedEmail, result: Result, at: datetime | None) -> bool:
    """Note what came of an attempt; return whether the server took the mail."""
    now = at or timezone.now()
    claimed = QueuedEmail.objects.filter(pk=mail.pk)
    if result.outcome is Outcome.SENT:
        done = {"sent_at": now, "failed_at": None, "lease_until": None, "last_error": ""}
        claimed.update(**done, **mail_blanking.after_sending(mail))
        return True
    mail.refusals += result.outcome.is_refusal
    mail.unanswered += result.outcome is Outcome.UNKNOWN
    wait = mail_schedule.wait_after(mail, result)
    # A lease that ran out is another worker's to settle.
    claimed.filter(lease_until=mail.lease_until).update(
        lease_until=None,
        last_error=result.in_words,
        refusals=mail.refusals,
        unanswered=mail.unanswered,
        next_at=now + (wait or timedelta(0)),
        failed_at=None if wait else now,
    )
    if wait is None:
        logger.error("Mail %s (%s) given up: %s.", mail.pk, mail, result.in_log)
    return False
