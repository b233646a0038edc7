"""Close, mark as spam, release, delete: each in one transaction, with an audit entry for ``by``."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from enquiries import rate_limit
from enquiries.models import Enquiry, Event
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import erase, erasure_log, events, submit
from enquiries.services.close import finish
from enquiries.services.retention import delete_date
from lesas_portal.core import audit, mail_queue


@transaction.atomic
def close(*, enquiries: Iterable[Enquiry], by: audit.Actor, at: datetime | None = None) -> list[Enquiry]:
    """Close the open ones among ``enquiries``; from now on their retention runs. Returns those closed."""
    closed = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.OPEN]
    for enquiry in closed:
        finish(enquiry, closed_with=None, by=by, at=at)
    return closed


@transaction.atomic
def mark_spam(*, enquiries: Iterable[Enquiry], by: audit.Actor) -> list[Enquiry]:
    """Put open ``enquiries`` apart as spam, which expires sooner. Returns those marked."""
    marked = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.OPEN]
    for enquiry in marked:
        enquiry.status = Enquiry.Status.SPAM
        enquiry.delete_on = delete_date(enquiry.status, timezone.localdate())
        enquiry.held_on = enquiry.hold_until = None
        enquiry.save(update_fields=["status", "delete_on", "held_on", "hold_until"])
        events.record(Event.Kind.SPAM, enquiry=enquiry, by=by)
    audit.record("mark as spam", by=by, about=marked)
    return marked


@transaction.atomic
def release(*, enquiries: Iterable[Enquiry], by: audit.Actor) -> list[Enquiry]:
    """Take ``enquiries`` out of spam; mails that were held back go out now. Returns those released.

    Who was told nothing is promised an answer from today on; others were told a day already, and it stays.
    """
    released = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.SPAM]
    for enquiry in released:
        enquiry.status, enquiry.spam_signs = Enquiry.Status.OPEN, []
        enquiry.delete_on = delete_date(enquiry.status, timezone.localdate())
        was_told = enquiry.notified_at is not None or enquiry.acknowledgement_waits
        if not was_told:
            enquiry.reply_by = submit.reply_date()
        enquiry.save(update_fields=["status", "spam_signs", "delete_on", "reply_by"])
        events.record(Event.Kind.RELEASED, enquiry=enquiry, by=by)
        if enquiry.notified_at is None:
            submit.queue_notifications(enquiry)
    audit.record("release", by=by, about=released)
    return released


@transaction.atomic
def confirm_spam(*, enquiries: Iterable[Enquiry], by: audit.Actor) -> list[Enquiry]:
    """Say that what the rules put apart is spam: nobody is told of it again. Returns those confirmed."""
    confirmed = list(_locked(enquiries).put_apart())
    for enquiry in confirmed:
        enquiry.spam_signs = []
        enquiry.save(update_fields=["spam_signs"])
        events.record(Event.Kind.CONFIRMED, enquiry=enquiry, by=by)
    audit.record("confirm spam", by=by, about=confirmed)
    return confirmed


@transaction.atomic
def delete(*, enquiries: Iterable[Enquiry], by: audit.Actor) -> int:
    """Delete ``enquiries`` with every mail about them, as their senders may ask; return how many."""
    rows = list(_locked(enquiries))
    audit.record("delete", by=by, about=rows)
    erase.remove(rows, why=erasure_log.PERSON, at=timezone.now())
    return len(rows)


@transaction.atomic
def purge(*, enquiries: Iterable[Enquiry], by: audit.Actor) -> int:
    """Delete those of ``enquiries`` that are past their day, and counts of past hours; return how many.

    The day is looked at again under the lock, for one that was released or closed meanwhile has a later one.
    """
    rate_limit.delete_expired()
    rows = list(_locked(enquiries).past_retention())
    audit.record("purge", by=by, about=rows)
    mail_queue.delete_for(about=[row.reference for row in rows])
    Enquiry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _locked(enquiries: Iterable[Enquiry]) -> EnquiryQuerySet:
    """The rows as they are now, held until the transaction ends; in one order, so that two never deadlock."""
    chosen = [enquiry.pk for enquiry in enquiries]
    return Enquiry.objects.select_for_update().filter(pk__in=chosen).order_by("pk")
