"""By when an enquiry is to be answered, in the words of the advisers' pages."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from enquiries.models import Enquiry
from lesas_portal.core.working_days import count_working_days


def answer_by(enquiry: Enquiry, *, on: date, closed: Collection[date] = ()) -> str:
    """Return what an adviser needs to know first: read it first, answered, held, or by when to answer.

    ``closed``: closing days, for the working days that are left.
    """
    if enquiry.status == Enquiry.Status.CLOSED:
        return _closed(enquiry, on)
    if enquiry.status == Enquiry.Status.SPAM and not enquiry.spam_signs:
        return "No answer is due"
    first = [f"{enquiry.care}."] if enquiry.care else []
    if enquiry.hold_until and enquiry.hold_until > on:
        return " ".join([*first, f"On hold until {_day(enquiry.hold_until, on)}"])
    if enquiry.hold_until:
        first.append("Back from hold.")
    if enquiry.awaiting_sender and enquiry.answered_at:
        answered = _day(timezone.localdate(enquiry.answered_at), on)
        return " ".join([*first, f"Answered {answered}, not closed yet"])
    return " ".join([*first, _promise(enquiry.reply_by, on, closed)])


def age(enquiry: Enquiry, *, on: date) -> str:
    """Return how long ago it came: "today", "3 days"."""
    days = (on - timezone.localdate(enquiry.received_at)).days
    return "today" if days <= 0 else _count(days, "day")


def _promise(day: date, on: date, closed: Collection[date]) -> str:
    if day == on:
        return "Answer today"
    if day < on:
        late = count_working_days(day, on, closed=closed)
        ago = f", {_count(late, 'working day')} ago" if late else ""
        return f"Late: was due {_day(day, on)}{ago}"
    left = count_working_days(on, day, closed=closed)
    return f"{_day(day, on)} ({_count(left, 'working day')} left)"


def _closed(enquiry: Enquiry, on: date) -> str:
    day = f"Closed {_day(timezone.localdate(enquiry.closed_at), on)}" if enquiry.closed_at else "Closed"
    outcome = enquiry.get_outcome_display()
    return f"{day}: {outcome[:1].lower()}{outcome[1:]}" if outcome else day


def _day(day: date, on: date) -> str:
    return date_format(day, "l j F" if day.year == on.year else "l j F Y")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
