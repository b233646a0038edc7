"""An enquiry is closed with what answered it, and opened again when that was not all."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from enquiries.models import Enquiry, Event
from enquiries.services import events, lock, submit
from enquiries.services.retention import delete_date
from lesas_portal.core import audit

CLOSING = [
    *("status", "closed_at", "delete_on", "answered_at", "awaiting_sender", "held_on", "hold_until"),
    *("outcome", "outcome_page", "outcome_missing", "same_as"),
]


class ClosedWith(NamedTuple):
    """What answered it: the outcome, the page that did or was unclear, or what is missing (no names)."""

    outcome: str
    page: str = ""
    missing: str = ""

    @property
    def in_words(self) -> str:
        """One line for the thread."""
        label = str(Enquiry.Outcome(self.outcome).label)
        detail = self.page or self.missing
        return f"{label} ({detail})"[:200] if detail else label


@transaction.atomic
def close(*, enquiry: Enquiry, closed_with: ClosedWith, by: audit.Actor) -> Enquiry:
    """Close an open enquiry; from now on its retention runs. Raises TooLateError if it is not open."""
    row = lock.open_one(enquiry)
    finish(row, closed_with=closed_with, by=by)
    return row


def finish(
    row: Enquiry,
    *,
    closed_with: ClosedWith | None,
    by: audit.Actor,
    kind: Event.Kind = Event.Kind.CLOSED,
    at: datetime | None = None,
) -> None:
    """Close a row that is held, and note it: what answered it, or which enquiry is the same."""
    at = at or timezone.now()
    row.status, row.closed_at = Enquiry.Status.CLOSED, at
    row.delete_on = delete_date(row.status, timezone.localdate(at))
    row.held_on = row.hold_until = None
    row.awaiting_sender = False
    row.outcome, row.outcome_page, row.outcome_missing = closed_with or ("", "", "")
    if closed_with and closed_with.outcome != Enquiry.Outcome.NOTHING:
        row.answered_at = row.answered_at or at
    row.save(update_fields=CLOSING)
    about = closed_with.in_words if closed_with else row.same_as.reference if row.same_as else ""
    events.record(kind, enquiry=row, by=by, about=about)
    audit.record("merge" if kind == Event.Kind.MERGED else "close", by=by, about=row)


@transaction.atomic
def reopen(*, enquiry: Enquiry, by: audit.Actor) -> Enquiry:
    """Open a closed enquiry again, with a new day to answer by; the next closing gives a new delete-by day.

    Raises TooLateError if it is not closed, or if its day of deletion has come.
    """
    row = lock.one(enquiry)
    today = timezone.localdate()
    if row.status != Enquiry.Status.CLOSED:
        lock.refuse(row, Event.Kind.REOPENED, Event.Kind.SPAM)
    if row.delete_on <= today:
        raise lock.TooLateError("Its time is over: it is deleted today.")
    row.status, row.closed_at, row.same_as = Enquiry.Status.OPEN, None, None
    row.outcome = row.outcome_page = row.outcome_missing = ""
    row.reply_by = submit.reply_date()
    row.delete_on = delete_date(row.status, today)
    row.save(update_fields=[*CLOSING, "reply_by"])
    events.record(Event.Kind.REOPENED, enquiry=row, by=by)
    audit.record("reopen", by=by, about=row)
    return row
