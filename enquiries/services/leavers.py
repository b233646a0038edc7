"""The open enquiries of somebody who leaves go to a colleague, or back to anybody."""

from django.contrib.auth.models import User
from django.db import transaction

from enquiries.models import Enquiry
from enquiries.services import assign
from lesas_portal.core import audit, leavers, mail_queue
from lesas_portal.core.person_names import name_of


def words(person: User) -> str:
    """Return how many open enquiries ``person`` has, in words; "" for none."""
    count = Enquiry.objects.filter(owner=person, status=Enquiry.Status.OPEN).count()
    return f"{count} open enquir{'y' if count == 1 else 'ies'}" if count else ""


@transaction.atomic
def give(*, of: User, to: User | None, by: audit.Actor) -> int:
    """Give the open enquiries of ``of`` to ``to`` (None: nobody); return how many. One mail tells of all."""
    held = Enquiry.objects.filter(owner=of, status=Enquiry.Status.OPEN).order_by("pk").select_for_update()
    rows = list(held)
    for row in rows:
        assign.change_owner(row, to=to, by=by)
    if rows and to and to != by and to.email:
        context = {"count": len(rows), "leaver": name_of(of), "owner": name_of(to)}
        mail_queue.queue("handed_over", to=to.email, about=f"person {to.pk}", context=context)
    return len(rows)


OPEN_ENQUIRIES = leavers.InHand(words=words, give=give)
