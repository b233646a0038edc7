"""The only writers of status, publication dates, checks and revisions.

Each function is one transaction, takes ``by=`` (the person who acts, or None for the loader) and
saves the thing it is given. Editing the text of a page is the admin form's own business.
"""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import front_door, search
from guidance.models import Helpline, Publishable, Revision
from lesas_portal.foundation import clock


@transaction.atomic
def publish(
    *,
    thing: Publishable,
    by: AbstractBaseUser | None,
    note: str = "",
    at: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Make ``thing`` public from ``at`` (default: now), for good or until ``until``.

    An ``at`` to come schedules it; else the day on which it first became public stays. With a ``note``,
    readers see it in the history of the page. Raises ValidationError when the thing is incomplete or
    would stop being public before it starts.
    """
    now = timezone.now()
    at = at or now
    if until and until <= max(at, now):
        raise ValidationError("The day it stops being public must come after it is published.")
    was_public_before = thing.publish_at is not None and thing.publish_at <= now
    thing.status = Publishable.Status.PUBLISHED
    if at > now or not was_public_before:
        thing.publish_at = at
    thing.withdraw_at = until
    thing.withdrawn_reason = ""
    replaced_by, thing.successor = thing.successor, None
    thing.full_clean()
    thing.save()
    _record(thing, by=by, at=at, note=note or "Published.", notable=bool(note))
    if replaced_by:
        search.refresh(replaced_by)


@transaction.atomic
def withdraw(
    *,
    thing: Publishable,
    by: AbstractBaseUser | None,
    reason: str,
    successor: Publishable | None = None,
    at: datetime | None = None,
) -> None:
    """Take ``thing`` off the site; its address then answers 410 with ``reason`` and the successor.

    Raises ValidationError without a reason, for a draft, or when the successor is not public.
    """
    if not reason.strip():
        raise ValidationError("Say in one sentence why it is withdrawn. Readers of the old address see it.")
    if thing.status == Publishable.Status.DRAFT:
        raise ValidationError("A draft was never public, so it cannot be withdrawn.")
    if successor == thing:
        raise ValidationError("A page cannot replace itself.")
    if successor and not successor.is_published():
        raise ValidationError("The page that replaces it must be published first.")
    thing.status = Publishable.Status.WITHDRAWN
    thing.withdrawn_reason = reason.strip()
    thing.successor = successor
    thing.full_clean()
    thing.save()
    _record(thing, by=by, at=at or timezone.now(), note=f"Withdrawn. {thing.withdrawn_reason}", notable=True)


@transaction.atomic
def mark_checked(
    *, thing: Publishable, by: AbstractBaseUser, on: date | None = None, next_check_on: date | None = None
) -> None:
    """Record that ``by`` checked ``thing`` on a day (default: today), and when it is due again.

    By default that is after settings.REVIEW_INTERVAL_MONTHS. Raises ValidationError for a check in the
    future, or one that is due again before it was made.
    """
    thing.checked_on = on or timezone.localdate()
    thing.checked_by = by
    thing.next_check_on = next_check_on or next_check_day(thing.checked_on)
    if thing.checked_on > timezone.localdate():
        raise ValidationError("The day of the check is still to come.")
    if thing.next_check_on <= thing.checked_on:
        raise ValidationError("The next check must come after this one.")
    thing.full_clean()
    thing.save()
    _record(thing, by=by, at=timezone.now(), note="Checked.", notable=False)


def next_check_day(checked_on: date) -> date:
    """Return the day on which something checked on ``checked_on`` is due again."""
    return clock.add_months(checked_on, settings.REVIEW_INTERVAL_MONTHS)


@transaction.atomic
def note_change(
    *, thing: Publishable, by: AbstractBaseUser | None, note: str, at: datetime | None = None
) -> None:
    """Tell readers of ``thing`` what changed. Raises ValidationError for an empty note."""
    if not note.strip():
        raise ValidationError("Say what changed.")
    _record(thing, by=by, at=at or timezone.now(), note=note.strip(), notable=True)


def _record(thing: Publishable, *, by, at: datetime, note: str, notable: bool) -> None:
    Revision.objects.create(thing=thing, by=by, at=at, note=note, notable=notable)
    after_change(thing)


def after_change(thing: Publishable) -> None:
    """Bring what is derived from ``thing`` up to date; the admin calls it after saving an edit too."""
    search.refresh(thing)
    if isinstance(thing, Helpline):
        transaction.on_commit(front_door.remember)
