"""What advisers do with enquiries: each function keyword-only, with ``by=``, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from enquiries import intake, rate
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.retention import delete_date
from lesas_portal.foundation import outbox


@transaction.atomic
def close(
    *, enquiries: Iterable[Enquiry], by: AbstractBaseUser | None, at: datetime | None = None
) -> list[Enquiry]:
    """Close the open ones among ``enquiries``; from now on their retention runs. Returns those closed."""
    at = at or timezone.now()
    closed = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.OPEN]
    for enquiry in closed:
        enquiry.status, enquiry.closed_at = Enquiry.Status.CLOSED, at
        enquiry.delete_on = delete_date(enquiry.status, timezone.localdate(at))
        enquiry.save()
    return closed


@transaction.atomic
def mark_spam(*, enquiries: Iterable[Enquiry], by: AbstractBaseUser | None) -> list[Enquiry]:
    """Put open ``enquiries`` apart as spam, which expires sooner. Returns those marked."""
    marked = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.OPEN]
    for enquiry in marked:
        enquiry.status, enquiry.spam_signs = Enquiry.Status.SPAM, ["marked by an adviser"]
        enquiry.delete_on = delete_date(enquiry.status, timezone.localdate())
        enquiry.save()
    return marked


@transaction.atomic
def release(*, enquiries: Iterable[Enquiry], by: AbstractBaseUser | None) -> list[Enquiry]:
    """Take ``enquiries`` out of spam; the mails held back go out now. Returns those released."""
    released = [enquiry for enquiry in _locked(enquiries) if enquiry.status == Enquiry.Status.SPAM]
    for enquiry in released:
        was_announced = enquiry.spam_signs == ["marked by an adviser"]
        enquiry.status, enquiry.spam_signs = Enquiry.Status.OPEN, []
        enquiry.delete_on = delete_date(enquiry.status, timezone.localdate())
        enquiry.save()
        if not was_announced:
            intake.announce(enquiry)
    return released


@transaction.atomic
def purge(*, enquiries: EnquiryQuerySet, by: AbstractBaseUser | None) -> int:
    """Delete ``enquiries`` with every mail about them, and stale rate counts; return how many enquiries."""
    references = list(enquiries.values_list("reference", flat=True))
    outbox.forget(about=references)
    Enquiry.objects.filter(reference__in=references).delete()
    rate.forget()
    return len(references)


def _locked(enquiries: Iterable[Enquiry]) -> EnquiryQuerySet:
    """The rows as they are now, held until the transaction ends."""
    return Enquiry.objects.select_for_update().filter(pk__in=[enquiry.pk for enquiry in enquiries])
