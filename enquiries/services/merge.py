"""Two enquiries about the same: the thread of one moves to the other, and the first is closed with a link."""

from django.db import transaction
from django.db.models import Q

from enquiries.models import Enquiry, Event
from enquiries.services import close, events, lock
from lesas_portal.core import audit


class DifferentSenderError(ValueError):
    """The two came from different addresses, and nobody has said that they are the same all the same."""


@transaction.atomic
def merge(
    *, enquiry: Enquiry, original: Enquiry, by: audit.Actor, is_confirmed: bool = False
) -> tuple[Enquiry, Enquiry]:
    """Move the thread of an open ``enquiry`` to ``original`` and close it with a link; return both rows.

    Raises ValueError for one and the same, or for an ``original`` that is spam or was itself merged,
    DifferentSenderError unless the addresses match or it ``is_confirmed``, and TooLateError.
    """
    kept = _held_original(enquiry, original)
    row = lock.open_one(enquiry)
    if not is_confirmed and not is_same_sender(row, kept):
        raise DifferentSenderError
    row.events.update(enquiry=kept)
    # Those that were joined with it before: their thread goes along.
    Enquiry.objects.filter(same_as=row).update(same_as=kept)
    row.same_as = kept
    close.finish(row, closed_with=None, by=by, kind=Event.Kind.MERGED)
    events.record(Event.Kind.MERGED, enquiry=kept, by=by, about=row.reference)
    audit.record("merge", by=by, about=kept)
    if kept.status == Enquiry.Status.OPEN and kept.awaiting_sender:
        # They have written again, so it is for us.
        kept.awaiting_sender, kept.reply_by = False, row.reply_by
        kept.save(update_fields=["awaiting_sender", "reply_by"])
    return row, kept


def _held_original(enquiry: Enquiry, original: Enquiry) -> Enquiry:
    """Hold both, and those that were joined with ``enquiry`` before, in one order; return ``original``."""
    chosen = Q(pk__in=[enquiry.pk, original.pk]) | Q(same_as=enquiry.pk)
    rows = {row.pk: row for row in Enquiry.objects.select_for_update().filter(chosen).order_by("pk")}
    kept = rows.get(original.pk)
    if kept is None or kept.pk == enquiry.pk or kept.same_as_id or kept.status == Enquiry.Status.SPAM:
        raise ValueError("It cannot be merged with that one.")
    return kept


def is_same_sender(one: Enquiry, other: Enquiry) -> bool:
    """Whether both came from one address; two without an address are not known to."""
    return bool(one.email) and one.email.casefold() == other.email.casefold()
