"""What an enquiry's page says of its state and of its clock, in words."""

from django.utils import timezone
from django.utils.formats import date_format

from enquiries.models import Enquiry
from lesas_portal.core import closing_days
from lesas_portal.core.working_days import count_working_days

DAY = "l j F Y"


def state(enquiry: Enquiry) -> str:
    """Return where it stands, in a few words."""
    if enquiry.status == Enquiry.Status.CLOSED and enquiry.closed_at:
        return f"Closed on {date_format(timezone.localtime(enquiry.closed_at), DAY)}"
    if enquiry.status == Enquiry.Status.SPAM:
        return "Suspected spam"
    if enquiry.hold_until:
        return f"On hold until {date_format(enquiry.hold_until, DAY)}"
    return "Answered: it is for them to write back" if enquiry.awaiting_sender else "Open"


def deadline(enquiry: Enquiry) -> str:
    """Return by when it is to be answered and how long that is; nothing where no answer is due."""
    if not _is_answer_due(enquiry):
        return ""
    day, today = date_format(enquiry.reply_by, DAY), timezone.localdate()
    closed = closing_days.known_days()
    if enquiry.hold_until:
        return f"It was to be answered by {day}; the clock stands still"
    if is_late(enquiry):
        late = count_working_days(enquiry.reply_by, today, closed=closed)
        return f"Late by {_days(late)}: answer was due {day}"
    if enquiry.reply_by == today:
        return f"Answer today, {day}"
    return f"Answer by {day} ({_days(count_working_days(today, enquiry.reply_by, closed=closed))} left)"


def is_late(enquiry: Enquiry) -> bool:
    """Whether the day on which it was to be answered is over."""
    is_running = _is_answer_due(enquiry) and not enquiry.hold_until
    return is_running and enquiry.reply_by < timezone.localdate()


def _is_answer_due(enquiry: Enquiry) -> bool:
    if enquiry.status == Enquiry.Status.CLOSED or enquiry.awaiting_sender:
        return False
    return enquiry.status != Enquiry.Status.SPAM or bool(enquiry.spam_signs)


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
