"""On Mondays, one mail to each role address with what is due for a check soon. Called by the mail worker.

An address is the ``owner`` of a page; what has none goes to settings.ENQUIRIES_MAILBOX. A mail names pages
and days, and no person.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guidance import check_list
from guidance.check_list import Due
from lesas_portal.core import mail_queue, task_runs
from lesas_portal.core.models import TaskRun

REMINDERS = "check_reminders"
MONDAY, FROM_HOUR = 0, 7
AHEAD = timedelta(days=30)
NAMED_AT_MOST = 30


def queue_due(at: datetime | None = None) -> None:
    """Queue the mails of this Monday, once; if nothing ran on it, as soon as something does."""
    at = at or timezone.now()
    if _is_time(_last(), at):
        _queue(at)


@transaction.atomic
def _queue(at: datetime) -> None:
    run = task_runs.hold(REMINDERS)
    if not _is_time(run.finished_at, at):
        return
    by_address = _by_address(at)
    for address, pages in sorted(by_address.items()):
        context = {"pages": pages[:NAMED_AT_MOST], "count": len(pages), "days": AHEAD.days}
        more = {"more": len(pages) - NAMED_AT_MOST, "today": timezone.localdate(at)}
        mail_queue.queue("checks_due", to=address, about=REMINDERS, context=context | more)
    run.started_at = run.finished_at = at
    run.outcome = f"{len(by_address)} {'mail' if len(by_address) == 1 else 'mails'}"
    run.save(update_fields=["started_at", "finished_at", "outcome"])


def _by_address(at: datetime) -> dict[str, list[Due]]:
    found = defaultdict(list)
    for page in check_list.read(check_list.due(until=timezone.localdate(at) + AHEAD, at=at)):
        found[page.owner.lower() or settings.ENQUIRIES_MAILBOX].append(page)
    return found


def _is_time(last: datetime | None, at: datetime) -> bool:
    """Whether it is Monday and nothing went today; or a Monday passed since, on which nothing ran."""
    local = timezone.localtime(at)
    at_seven = local.replace(hour=FROM_HOUR, minute=0, second=0, microsecond=0)
    monday = at_seven - timedelta(days=local.weekday())
    if last is None:
        return local.weekday() == MONDAY and local >= monday
    return last < monday <= local


def _last() -> datetime | None:
    return TaskRun.objects.filter(name=REMINDERS).values_list("finished_at", flat=True).first()
