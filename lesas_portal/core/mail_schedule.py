"""When a mail is tried again, and when the portal gives up and shows it to a person."""

import random
from datetime import timedelta

from lesas_portal.core.mail_outcomes import Outcome, Result
from lesas_portal.core.models import QueuedEmail

# "Later", or the connection broke: soon, then at most an hour apart for some four and a half days, which is
# longer than an Easter weekend.
MAX_ATTEMPTS = 120
LONGEST_WAIT = timedelta(hours=1)
# A server that falls silent costs a time-out each time.
SILENT_WAIT = timedelta(minutes=5)
# "Never" is often a slip of the server, mended within the day: seven tries in just over 24 hours.
REFUSED_WAITS = [timedelta(minutes=minutes) for minutes in (1, 10, 60, 240, 480, 660)]
# It may have arrived, so each repeat may be a copy: three in a day.
UNKNOWN_WAITS = [timedelta(minutes=30), timedelta(hours=4), timedelta(hours=20)]
# What the whole queue waits for its server. An account is locked by too many wrong passwords.
SOONEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
SOONEST_REFUSED_PAUSE, LONGEST_REFUSED_PAUSE = timedelta(seconds=30), timedelta(minutes=15)


def wait_after(mail: QueuedEmail, result: Result) -> timedelta | None:
    """Return how long to wait before ``mail`` is tried again, or None to give it up.

    The mail counts this attempt already. What goes to the team's own mailbox is never given up.
    """
    if result.outcome is Outcome.UNKNOWN:
        return _listed(UNKNOWN_WAITS, mail.unanswered, UNKNOWN_WAITS[-1] if mail.is_to_team else None)
    if result.outcome.is_refusal:
        wait = _listed(REFUSED_WAITS, mail.refusals, LONGEST_WAIT if mail.is_to_team else None)
        return min(wait, LONGEST_WAIT) if wait and mail.is_to_team else wait
    if mail.attempts >= MAX_ATTEMPTS and not mail.is_to_team:
        return None
    soonest = SILENT_WAIT if result.outcome is Outcome.SILENT else timedelta(seconds=2)
    return spread(_doubled(soonest, mail.attempts, LONGEST_WAIT))


def pause_after(failures: int, result: Result) -> timedelta:
    """Return how long the whole queue waits after its server failed so many times on end."""
    is_refused = result.outcome is Outcome.NOT_SIGNED_IN or (result.code or 0) >= 500
    if is_refused:
        return spread(_doubled(SOONEST_REFUSED_PAUSE, failures, LONGEST_REFUSED_PAUSE))
    return spread(_doubled(SOONEST_PAUSE, failures, LONGEST_PAUSE))


def spread(wait: timedelta) -> timedelta:
    """Return ``wait`` give or take a fifth, so that mails which failed together do not come back together."""
    return wait * random.uniform(0.8, 1.2)


def _doubled(soonest: timedelta, times: int, longest: timedelta) -> timedelta:
    return min(soonest * 2 ** min(max(times - 1, 0), 16), longest)


def _listed(waits: list[timedelta], times: int, afterwards: timedelta | None) -> timedelta | None:
    return waits[times - 1] if times <= len(waits) else afterwards
