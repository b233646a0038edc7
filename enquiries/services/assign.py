"""Who answers an enquiry: it is taken, given to somebody, or put back for anybody."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from enquiries.models import Enquiry, Event
from enquiries.services import events, lock
from lesas_portal.core import audit, mail_queue
from lesas_portal.core.person_names import name_of

NOBODY = "nobody"


def advisers() -> QuerySet[User]:
    """Return who may answer enquiries and can sign in, by name."""
    backend = "django.contrib.auth.backends.ModelBackend"
    allowed = User.objects.with_perm("enquiries.change_enquiry", backend=backend).filter(is_staff=True)
    return allowed.order_by("first_name", "last_name", "username")


@transaction.atomic
def give(*, enquiry: Enquiry, to: User | None, by: audit.Actor, seen: int) -> bool:
    """Make ``to`` the owner of an open enquiry, or nobody; return whether they get a mail.

    Whoever takes it themselves gets none. Raises TooLateError if it is not open, or if it was given to
    somebody after the event ``seen``.
    """
    row = lock.open_one(enquiry)
    lock.refuse_news(row, Event.Kind.GIVEN, seen=seen)
    change_owner(row, to=to, by=by)
    if to is None or to == by or not to.email:
        return False
    context = {"enquiry": row, "owner": name_of(to)}
    mail_queue.queue("given", to=to.email, about=row.reference, context=context)
    return True


def change_owner(row: Enquiry, *, to: User | None, by: audit.Actor) -> None:
    """Write the new owner of a row that is held, and note it."""
    row.owner = to
    row.save(update_fields=["owner"])
    events.record(Event.Kind.GIVEN, enquiry=row, by=by, about=name_of(to) if to else NOBODY)
    audit.record("take" if to == by else "give", by=by, about=row)
