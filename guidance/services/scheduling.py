"""What becomes public, and stops being public, by the clock: set, moved, cancelled.

Each function keeps to what ``publishing`` says of its own. Nothing is ever dated back.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import clock_words
from guidance.models import Publishable, Revision
from guidance.services import life, publishing, route_checks
from lesas_portal.core import audit

State = Publishable.State
UNEXPLAINED = "This page has been withdrawn."


@transaction.atomic
def schedule(*, obj: Publishable, by: audit.Actor, at: datetime, note: str = "") -> None:
    """Make ``obj``, which readers do not see now, public from ``at``.

    What was public once goes on answering 410 until then, with its reason and its successor. With a
    ``note``, readers see it from that day on. Raises ValidationError for a moment that is past, for what is
    public or scheduled, incomplete, or no longer in the state that ``obj`` shows.
    """
    now = timezone.now()
    _refuse_past(at, now)
    row = life.locked_as_seen(obj, *route_checks.others(obj))
    before = row.state(now)
    _start_at(row, at, now)
    life.refuse_incomplete(row)
    if before in {State.PUBLIC, State.SCHEDULED}:
        raise ValidationError(f"It is {before.predicate} already, so it cannot be scheduled.")
    if before is State.ENDED and row.withdraw_at:
        row.withdrawn_reason = f"It was here until {clock_words.dated_moment_words(row.withdraw_at)}."
    row.withdraw_at = row.withdraw_at if row.withdraw_at and row.withdraw_at > at else None
    life.save(row, obj, life.START + life.END)
    act = f"Scheduled for {clock_words.dated_moment_words(at)}."
    life.tell(row, by=by, at=at, note=note.strip() or "Published.", notable=bool(note.strip()), act=act)
    audit.record("schedule", by=by, about=row)


@transaction.atomic
def move(*, obj: Publishable, by: audit.Actor, at: datetime) -> None:
    """Let ``obj``, which is scheduled, become public at another moment.

    Raises ValidationError for a moment that is past or after its end date, for what is not scheduled, or no
    longer as ``obj`` shows it.
    """
    now = timezone.now()
    _refuse_past(at, now)
    row = _scheduled(obj, now)
    if row.publish_at == at:
        raise ValidationError("It is scheduled for that moment already.")
    Revision.objects.of(row).filter(at__gt=now).update(at=at)
    _start_at(row, at, now)
    _refuse_end_before_start(row)
    row.clean()
    life.save(row, obj, life.START)
    life.tell(row, by=by, at=now, note=f"Moved to {clock_words.dated_moment_words(at)}.")
    audit.record("move schedule", by=by, about=row)


@transaction.atomic
def cancel(*, obj: Publishable, by: audit.Actor) -> None:
    """Take back that ``obj`` will become public: it is a draft again, or withdrawn if it was public once.

    Raises ValidationError for what is not scheduled, or no longer as ``obj`` shows it.
    """
    now = timezone.now()
    row = _scheduled(obj, now)
    publishing.forget_what_was_to_come(row, now)
    row.withdraw_at = None
    if row.was_published(now):
        row.status, row.publish_at = Publishable.Status.WITHDRAWN, row.first_public_at
        row.withdrawn_reason = row.withdrawn_reason or UNEXPLAINED
    else:
        row.status, row.publish_at, row.first_public_at = Publishable.Status.DRAFT, None, None
        row.withdrawn_reason, row.successor = "", None
    life.save(row, obj, life.START + life.END)
    life.tell(row, by=by, at=now, note="Schedule cancelled.")
    audit.record("cancel schedule", by=by, about=row)


@transaction.atomic
def set_end(*, obj: Publishable, by: audit.Actor, until: datetime | None) -> None:
    """Let ``obj`` stop being public at ``until``, or never by the clock; nothing else changes.

    Raises ValidationError for a moment that is past or before it becomes public, for what is neither public
    nor scheduled, what other pages stand on, or what is no longer as ``obj`` shows it.
    """
    now = timezone.now()
    row = life.locked_as_seen(obj)
    if row.state(now) not in {State.PUBLIC, State.SCHEDULED}:
        raise ValidationError(f"It is {row.state(now).predicate}, so it needs no end date.")
    if until and until <= now:
        raise ValidationError("That moment is past. To take it off the site now, withdraw it.")
    if row.withdraw_at == until:
        raise ValidationError("Nothing to do: that is how it is already.")
    row.withdraw_at = until
    _refuse_end_before_start(row)
    row.clean()
    life.save(row, obj, ("withdraw_at",))
    said = f"End date set: {clock_words.dated_moment_words(until)}." if until else "End date taken away."
    life.tell(row, by=by, at=now, note=said)
    audit.record("set end", by=by, about=row)


def _scheduled(obj: Publishable, now: datetime) -> Publishable:
    row = life.locked_as_seen(obj, *route_checks.others(obj))
    if row.state(now) is not State.SCHEDULED:
        raise ValidationError(f"It is {row.state(now).predicate}, not scheduled.")
    return row


def _start_at(row: Publishable, at: datetime, now: datetime) -> None:
    if not row.was_published(now):
        row.first_public_at = at
    row.status, row.publish_at = Publishable.Status.PUBLISHED, at


def _refuse_past(at: datetime, now: datetime) -> None:
    if at <= now:
        raise ValidationError("That moment is past. Choose one to come, or publish it now.")


def _refuse_end_before_start(row: Publishable) -> None:
    if row.withdraw_at and row.publish_at and row.withdraw_at <= row.publish_at:
        end = clock_words.dated_moment_words(row.withdraw_at)
        raise ValidationError(f"It would stop being public before it starts: its end date is {end}.")
