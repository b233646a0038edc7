"""What goes to and fro: our reply by mail, the sender's answer to it, and private notes beside them."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from enquiries.models import Enquiry, Event
from enquiries.services import assign, close, events, hold, lock, submit
from lesas_portal.core import audit, mail_queue

# What a writer must have read before their reply goes.
NEWS = (Event.Kind.REPLY, Event.Kind.ANSWER, Event.Kind.CLOSED, Event.Kind.MERGED)


class Preview(NamedTuple):
    """A reply as its reader will see it."""

    sender: str
    reply_to: str
    to: str
    subject: str
    body: str


@sensitive_variables()
def preview(*, enquiry: Enquiry, text: str) -> Preview:
    """Return the mail that ``reply`` would send."""
    context = _context(enquiry, text)
    return Preview(
        sender=settings.DEFAULT_FROM_EMAIL,
        reply_to=settings.ENQUIRIES_MAILBOX,
        to=enquiry.email,
        subject=render_to_string("emails/reply.subject.txt", context).strip(),
        body=render_to_string("emails/reply.txt", context),
    )


@sensitive_variables()
@transaction.atomic
def reply(
    *, enquiry: Enquiry, text: str, by: audit.Actor, seen: int, closed_with: close.ClosedWith | None = None
) -> Enquiry:
    """Answer an enquiry by mail, and close it if ``closed_with`` says how. Nobody's becomes the writer's.

    One that is closed stays closed. Raises TooLateError for spam, for one that was joined with another,
    without an address, or if ``NEWS`` came after the event ``seen``.
    """
    row = lock.unjoined_one(enquiry)
    _refuse_unanswerable(row, seen)
    _queue(row, text)
    row.answered_at = row.answered_at or timezone.now()
    row.awaiting_sender = row.status == Enquiry.Status.OPEN
    row.save(update_fields=["answered_at", "awaiting_sender"])
    if row.owner_id is None and (person := audit.person(by)):
        assign.change_owner(row, to=person, by=by)
    events.record(Event.Kind.REPLY, enquiry=row, by=by, text=text)
    audit.record("reply", by=by, about=row)
    if closed_with and row.status == Enquiry.Status.OPEN:
        close.finish(row, closed_with=closed_with, by=by)
    return row


@sensitive_variables()
@transaction.atomic
def add_answer(*, enquiry: Enquiry, text: str, day: date, by: audit.Actor) -> Enquiry:
    """Put on the thread what the sender wrote back on ``day``. An open one then waits for us again.

    A hold ends, and after a reply of ours the sender is promised the usual number of working days anew.
    Raises TooLateError for one that was joined with another.
    """
    row = lock.unjoined_one(enquiry)
    if events.is_repeated(Event.Kind.ANSWER, enquiry=row, by=by, text=text):
        return row
    events.record(Event.Kind.ANSWER, enquiry=row, by=by, text=text, day=day)
    audit.record("add answer", by=by, about=row)
    if row.status != Enquiry.Status.OPEN:
        return row
    if row.hold_until:
        hold.resume(row, by=by)
    if row.awaiting_sender:
        row.awaiting_sender = False
        row.reply_by = submit.reply_date()
        row.save(update_fields=["awaiting_sender", "reply_by"])
    return row


@sensitive_variables()
@transaction.atomic
def add_note(*, enquiry: Enquiry, text: str, by: audit.Actor) -> Enquiry:
    """Put a private note on the thread; it is never sent.

    Raises TooLateError for one that was joined with another: its thread is there.
    """
    row = lock.unjoined_one(enquiry)
    if events.is_repeated(Event.Kind.NOTE, enquiry=row, by=by, text=text):
        return row
    events.record(Event.Kind.NOTE, enquiry=row, by=by, text=text)
    audit.record("note", by=by, about=row)
    return row


def _refuse_unanswerable(row: Enquiry, seen: int) -> None:
    if row.status == Enquiry.Status.SPAM:
        lock.refuse(row, Event.Kind.SPAM)
    if not row.email:
        raise lock.TooLateError("The sender has left no email address.")
    lock.refuse_news(row, *NEWS, seen=seen)


def _queue(row: Enquiry, text: str) -> None:
    mail_queue.queue(
        "reply",
        to=row.email,
        about=row.reference,
        context=_context(row, text),
        reply_to=settings.ENQUIRIES_MAILBOX,
        is_automatic=False,
    )


def _context(enquiry: Enquiry, text: str) -> dict:
    return {"enquiry": enquiry, "text": text, "site_url": settings.SITE_URL}
