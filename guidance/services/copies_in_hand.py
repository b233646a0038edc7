"""The working copies of somebody who leaves go to a colleague, or stay for anybody."""

from django.contrib.auth.models import User
from django.db import transaction

from guidance.models import WorkingCopy
from lesas_portal.core import audit, leavers


def words(person: User) -> str:
    """Return how many working copies are ``person``'s, in words; "" for none."""
    count = WorkingCopy.objects.filter(owner=person).count()
    return f"{count} working cop{'y' if count == 1 else 'ies'} of public pages" if count else ""


@transaction.atomic
def give(*, of: User, to: User | None, by: audit.Actor) -> int:
    """Give the working copies of ``of`` to ``to`` (None: to nobody); return how many.

    They keep the name of who began them: the words are theirs. Every editor and adviser can go on with them.
    """
    copies = WorkingCopy.objects.filter(owner=of).order_by("pk").select_for_update(no_key=True)
    rows = list(copies.prefetch_related("content_object"))
    for copy in rows:
        copy.owner = to
        copy.save(update_fields=["owner"])
        if copy.content_object is not None:
            audit.record("hand over work", by=by, about=copy.content_object)
    return len(rows)


WORKING_COPIES = leavers.InHand(words=words, give=give)
