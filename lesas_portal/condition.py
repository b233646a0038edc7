"""How the portal does: what keeps it from being well, and the figures behind that. For health and metrics.

The words of a reason are ours, and ``REASONS`` has all of them.
"""

import shutil
from datetime import timedelta

from django.conf import settings

from enquiries.services import screen
from lesas_portal.core import mail_queue, task_runs
from lesas_portal.core.for_a_while import ForAWhile

# These are to run daily.
DAILY = {
    "purge_enquiries": "purge overdue",
    "backup": "backup overdue",
    "check_links": "link check overdue",
}
OVERDUE_AFTER = timedelta(days=2)
SCREEN, READER, DISK = "screen", "second reader", "disk nearly full"
MAIL_WAITS, MAIL_GIVEN_UP = "mail waits", "mail given up"
REASONS = (SCREEN, READER, MAIL_WAITS, MAIL_GIVEN_UP, *DAILY.values(), DISK)
# Reading two sentences takes the second reader a tenth of a second of the processor.
SCREEN_SECONDS = 30
FREE_MB_AT_LEAST = 100


def reasons(mail: mail_queue.Figures) -> list[str]:
    """Return what is not well, the worst first. Asks the database once; raises django.db.Error without it."""
    overdue = task_runs.overdue(DAILY, after=OVERDUE_AFTER)
    late = {MAIL_WAITS: mail.waits_long, MAIL_GIVEN_UP: mail.failed > 0}
    late |= {reason: name in overdue for name, reason in DAILY.items()}
    late[DISK] = free_mb() < FREE_MB_AT_LEAST
    return broken() + [reason for reason, holds in late.items() if holds]


def free_mb() -> int:
    """Return how much room there is beside what the portal writes, in MB."""
    folder = settings.LAST_KNOWN_DIR
    return shutil.disk_usage(folder if folder.exists() else settings.BASE_DIR).free // 1_000_000


def _broken() -> list[str]:
    """Return the worse of what is broken: without the screen the second reader says nothing."""
    if not screen.screen_works():
        return [SCREEN]
    return [] if screen.reader_works() else [READER]


broken = ForAWhile(_broken, seconds=SCREEN_SECONDS)
