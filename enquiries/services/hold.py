"""An enquiry is put on hold until a day, and its clock stands still until then."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from enquiries.models import Enquiry, Event
from enquiries.services import events, lock
from lesas_portal.core import audit, closing_days, working_days

# The command whose worker ends what is due.
BY_ITSELF = "send_queued_mail"


@transaction.atomic
def hold(*, enquiry: Enquiry, until: date, by: audit.Actor) -> Enquiry:
    """Put an open enquiry on hold until a day to come; one on hold already gets a new day.

    Raises ValueError for a day that is not to come, and TooLateError if it is not open.
    """
    today = timezone.localdate()
    if until <= today:
        raise ValueError("A hold ends on a day to come.")
    row = lock.open_one(enquiry)
    row.held_on, row.hold_until = row.held_on or today, until
    row.save(update_fields=["held_on", "hold_until"])
    events.record(
        Event.Kind.HELD, enquiry=row, by=by, about=f"until {date_format(until, 'l j F Y')}", day=until
    )
    audit.record("hold", by=by, about=row)
    return row


@transaction.atomic
def end(*, enquiry: Enquiry, by: audit.Actor) -> Enquiry:
    """Let the clock run again from today. Raises TooLateError if it is not on hold."""
    row = lock.open_one(enquiry)
    if row.hold_until is None:
        lock.refuse(row, Event.Kind.RESUMED)
    resume(row, by=by)
    return row


def end_due() -> int:
    """Bring back those whose day has come; return how many. Each in a transaction of its own."""
    return sum(_end_if_due(enquiry) for enquiry in Enquiry.objects.back_from_hold().order_by("pk"))


@transaction.atomic
def _end_if_due(enquiry: Enquiry) -> bool:
    # Read again under the lock: it may be erased, closed or held for longer by now.
    row = Enquiry.objects.back_from_hold().select_for_update().filter(pk=enquiry.pk).first()
    if row:
        resume(row, by=BY_ITSELF)
    return row is not None


def resume(row: Enquiry, *, by: audit.Actor) -> None:
    """End the hold of a locked row: the day to answer by moves on by the working days that it took."""
    held_on = row.held_on or timezone.localdate()
    closed = closing_days.days()
    took = working_days.count_working_days(held_on, timezone.localdate(), closed=closed)
    row.reply_by = working_days.add_working_days(row.reply_by, took, closed=closed)
    row.held_on = row.hold_until = None
    row.save(update_fields=["held_on", "hold_until", "reply_by"])
    about = f"answer by {date_format(row.reply_by, 'l j F Y')}"
    events.record(Event.Kind.RESUMED, enquiry=row, by=by, about=about, day=row.reply_by)
    audit.record("end hold", by=by, about=row)
