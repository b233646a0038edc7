"""The pause of the whole mail queue while its server takes nothing, kept in a row.

A row holds for every worker and through restarts. The log says once that it began and once that it is over.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F

from lesas_portal.core import mail_schedule
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.mail_outcomes import Result
from lesas_portal.core.models import MailPause

logger = logging.getLogger(__name__)

ONLY_ROW = 1
# One worker tries first; longer than a connection and a sign-in take, for the others wait meanwhile.
TRIAL = timedelta(minutes=2)


def current() -> MailPause | None:
    """Return the pause that the queue is in, or None."""
    return MailPause.objects.filter(pk=ONLY_ROW).first()


def may_send(at: datetime) -> bool:
    """Say whether mail may go out now. When a pause is over, one of several workers is told so."""
    pause = current()
    if pause is None:
        return True
    if pause.until > at:
        return False
    return MailPause.objects.filter(pk=ONLY_ROW, until=pause.until).update(until=at + TRIAL) == 1


def lengthen(result: Result, at: datetime) -> None:
    """Let the whole queue wait, longer each time on end that its server failed."""
    first = {"since": at, "until": at + mail_schedule.pause_after(1, result), "cause": result.in_words}
    pause, is_new = MailPause.objects.get_or_create(pk=ONLY_ROW, defaults=first)
    if is_new:
        logger.error("No mail goes out: %s. The whole queue waits and tries on.", result.in_log)
        return
    until = at + mail_schedule.pause_after(pause.failures + 1, result)
    MailPause.objects.filter(pk=ONLY_ROW).update(
        failures=F("failures") + 1, until=until, cause=result.in_words
    )


def end() -> None:
    """Note that the server takes mail; log it when it did not before."""
    pause = current()
    if pause and MailPause.objects.filter(pk=ONLY_ROW).delete()[0]:
        logger.warning("Mail goes out again, after a pause since %s.", moment_in_full(pause.since))
