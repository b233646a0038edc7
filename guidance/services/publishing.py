"""Publish and withdraw what people read, and tell readers what changed.

Each function is one transaction and takes ``by=``: the person who acts, or the name of a command. It reads
the row again under a lock, judges the state there, writes no fields but its own, and leaves an audit entry.
The instance it is given then has these fields as they were written; the rest of it may be old.
What happens by the clock is decided in ``scheduling``, and who checked what in ``checking``.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import search
from guidance.models import PolicyEdition, Publishable, Revision, RouteEdition
from guidance.services import editing, life, route_checks
from lesas_portal.core import audit

State = Publishable.State


@transaction.atomic
def publish(*, obj: Publishable, by: audit.Actor, note: str = "") -> None:
    """Make ``obj`` public now.

    An end date to come stays, and so does the day on which it first became public. With a ``note``, readers
    see it under Updates, in the feeds and in the history; what was scheduled with a note loses that one.
    Raises ValidationError when the page is incomplete, or no longer in the state that ``obj`` shows.
    """
    now = timezone.now()
    row = life.locked_as_seen(obj, *route_checks.others(obj))
    if not row.is_published(now):
        forget_what_was_to_come(row, now)
        first = row.first_public_at
        row.first_public_at = first if first and first <= now else now
        row.publish_at = row.first_public_at
        row.withdraw_at = row.withdraw_at if row.withdraw_at and row.withdraw_at > now else None
    row.status, row.withdrawn_reason = Publishable.Status.PUBLISHED, ""
    replaced_by, row.successor = row.successor, None
    life.refuse_incomplete(row)
    life.save(row, obj, life.START + life.END)
    life.tell(row, by=by, at=now, note=note.strip() or "Published.", notable=bool(note.strip()))
    audit.record("publish", by=by, about=row)
    if replaced_by:
        search.refresh(replaced_by)


@transaction.atomic
def withdraw(
    *,
    obj: Publishable,
    by: audit.Actor,
    reason: str,
    successor: Publishable | None = None,
    at: datetime | None = None,
) -> None:
    """Take ``obj`` off the site; its address then answers 410 with ``reason`` and the successor.

    Raises ValidationError without a reason, for what is a draft, scheduled or withdrawn, when the successor
    is not public, or when ``obj`` is no longer in the state that it shows.
    """
    if not reason.strip():
        raise ValidationError("Say in one sentence why it is withdrawn. Readers of the old address see it.")
    if successor == obj:
        raise ValidationError("A page cannot replace itself.")
    # The successor is held too, so that nobody withdraws it between the look at it and the end.
    row = life.locked_as_seen(obj, successor, *route_checks.others(obj))
    _refuse_what_is_not_there(row)
    if successor and not type(successor).objects.published().filter(pk=successor.pk).exists():
        raise ValidationError("The page that replaces it must be published first.")
    row.status, row.withdrawn_reason, row.successor = Publishable.Status.WITHDRAWN, reason.strip(), successor
    row.clean()
    route_checks.refuse_unsound_without(row)
    life.save(row, obj, ("status", *life.END))
    note = f"Withdrawn. {row.withdrawn_reason}"
    life.tell(row, by=by, at=at or timezone.now(), note=note, notable=True)
    audit.record("withdraw", by=by, about=row)


@transaction.atomic
def note_change(*, obj: Publishable, by: audit.Actor, note: str, at: datetime | None = None) -> None:
    """Tell readers of ``obj`` what changed. Raises ValidationError for an empty note."""
    if not note.strip():
        raise ValidationError("Say what changed.")
    row = life.held(obj)
    life.tell(row, by=by, at=at or timezone.now(), note=note.strip(), notable=True)
    audit.record("note_change", by=by, about=row)


def tell_of_edition(
    *, obj: Publishable, edition: PolicyEdition | RouteEdition, by: audit.Actor, is_told: bool
) -> None:
    """Let what follows from a new edition follow; readers are told, but not of a small correction."""
    if obj.is_published() and is_told:
        note_change(obj=obj, by=by, note=f"Edition {edition.number}: {edition.note}")
    elif obj.is_published():
        editing.update_derived(obj)


def forget_what_was_to_come(row: Publishable, now: datetime) -> None:
    """Delete what its history says of a day to come, if it is scheduled: that day will not come."""
    if row.publish_at and row.state(now) is State.SCHEDULED:
        Revision.objects.of(row).filter(at=row.publish_at).delete()


def _refuse_what_is_not_there(row: Publishable) -> None:
    match row.state():
        case State.DRAFT:
            raise ValidationError("A draft was never public, so it cannot be withdrawn.")
        case State.SCHEDULED:
            raise ValidationError("It is not public yet. Cancel its schedule instead.")
        case State.WITHDRAWN:
            raise ValidationError("It is withdrawn already.")
