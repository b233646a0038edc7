"""Publish, withdraw and check what people read, and tell readers what changed.

Each function is one transaction and takes ``by=``: the person who acts, or the name of a command. It reads
the row again under a lock, judges the state there, writes no fields but its own, and leaves an audit entry.
The instance it is given then has these fields as they were written; the rest of it may be old.
"""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import search
from guidance.models import PolicyTemplate, Publishable, Revision
from guidance.models.publishable import PublishableQuerySet
from guidance.policies import rows, validation
from guidance.services import editing, route_checks, versions
from lesas_portal.core import audit, working_days

LIFE = ("status", "publish_at", "withdraw_at")
END = ("withdrawn_reason", "successor")
CHECK = ("checked_on", "checked_by", "next_check_on")


@transaction.atomic
def publish(
    *,
    obj: Publishable,
    by: audit.Actor,
    note: str = "",
    at: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Make ``obj`` public from ``at`` (default: now), for good or until ``until``.

    An ``at`` to come schedules it; else the day on which it first became public stays. A ``note`` tells
    readers. Raises ValidationError for an incomplete page, an end before the start, or a changed state.
    """
    now = timezone.now()
    at = at or now
    if until and until <= max(at, now):
        raise ValidationError("The day it stops being public must come after it is published.")
    row = _locked_as_seen(obj, *route_checks.others(obj))
    was_published = row.was_published(now)
    row.status, row.withdraw_at, row.withdrawn_reason = Publishable.Status.PUBLISHED, until, ""
    if at > now or not was_published:
        row.publish_at = at
    replaced_by, row.successor = row.successor, None
    _refuse_incomplete(row)
    _save(row, obj, LIFE + END)
    _tell(row, by=by, at=at, note=note or "Published.", notable=bool(note))
    audit.record("schedule" if at > now else "publish", by=by, about=row)
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

    Raises ValidationError without a reason, for what is a draft or withdrawn, when the successor is not
    public, or when ``obj`` is no longer in the state that it shows.
    """
    if not reason.strip():
        raise ValidationError("Say in one sentence why it is withdrawn. Readers of the old address see it.")
    if successor == obj:
        raise ValidationError("A page cannot replace itself.")
    # The successor is held too, so that nobody withdraws it between the look at it and the end.
    row = _locked_as_seen(obj, successor, *route_checks.others(obj))
    if row.status == Publishable.Status.DRAFT:
        raise ValidationError("A draft was never public, so it cannot be withdrawn.")
    if row.status == Publishable.Status.WITHDRAWN:
        raise ValidationError("It is withdrawn already.")
    if successor and not type(successor).objects.published().filter(pk=successor.pk).exists():
        raise ValidationError("The page that replaces it must be published first.")
    row.status, row.withdrawn_reason, row.successor = Publishable.Status.WITHDRAWN, reason.strip(), successor
    row.clean()
    route_checks.refuse_unsound_without(row)
    _save(row, obj, ("status", *END))
    _tell(row, by=by, at=at or timezone.now(), note=f"Withdrawn. {row.withdrawn_reason}", notable=True)
    audit.record("withdraw", by=by, about=row)


@transaction.atomic
def mark_checked(
    *, obj: Publishable, by: User, on: date | None = None, next_check_on: date | None = None
) -> None:
    """Record that ``by`` checked ``obj`` on a day (default: today), and when it is due again.

    By default that is after settings.REVIEW_INTERVAL_MONTHS. Raises ValidationError for a check in the
    future, one that is due again before it was made, or of something that is not public.
    """
    itself = type(obj).objects.filter(pk=obj.pk)
    rows = mark_all_checked(queryset=itself, by=by, on=on, next_check_on=next_check_on)
    if not rows:
        raise ValidationError("It is not public now, so nobody can say that it is right and current.")
    _bring_up_to_date(obj, rows[0], CHECK)


@transaction.atomic
def mark_all_checked(
    *,
    queryset: PublishableQuerySet,
    by: User,
    on: date | None = None,
    next_check_on: date | None = None,
) -> list[Publishable]:
    """Record a check of every public one of ``queryset``; return the rows marked.

    Search and the copy of the Front Door's contacts hold nothing about checks, so neither is written.
    Raises ValidationError for days that cannot be right.
    """
    days = {"checked_by": by, **_check_days(on or timezone.localdate(), next_check_on)}
    model, keys = queryset.model, queryset.values_list("pk", flat=True)
    rows = [row for row in model.objects.locked(keys) if row.is_published()]
    model.objects.filter(pk__in=[row.pk for row in rows]).update(**days)
    for row in rows:
        for name, value in days.items():
            setattr(row, name, value)
    now = timezone.now()
    Revision.objects.bulk_create(Revision(content_object=row, by=by, at=now, note="Checked.") for row in rows)
    audit.record("check", by=by, about=rows)
    return rows


def next_check_day(checked_on: date) -> date:
    """Return the day on which something checked on ``checked_on`` is due again."""
    return working_days.add_months(checked_on, settings.REVIEW_INTERVAL_MONTHS)


@transaction.atomic
def note_change(*, obj: Publishable, by: audit.Actor, note: str, at: datetime | None = None) -> None:
    """Tell readers of ``obj`` what changed. Raises ValidationError for an empty note."""
    if not note.strip():
        raise ValidationError("Say what changed.")
    _tell(row := _held(obj), by=by, at=at or timezone.now(), note=note.strip(), notable=True)
    audit.record("note_change", by=by, about=row)


def _check_days(on: date, next_check_on: date | None) -> dict[str, date]:
    due = next_check_on or next_check_day(on)
    if on > timezone.localdate():
        raise ValidationError("The day of the check is still to come.")
    if due <= on:
        raise ValidationError("The next check must come after this one.")
    return {"checked_on": on, "next_check_on": due}


def _locked_as_seen(obj: Publishable, *others: Publishable | None) -> Publishable:
    """Hold ``obj`` (and ``others``); refuse when a colleague meanwhile changed the state it shows."""
    row = _held(obj, *filter(None, others))
    if any(getattr(row, name) != getattr(obj, name) for name in LIFE):
        found = row.state().predicate
        raise ValidationError(f"Somebody changed its state meanwhile: it is {found} now. Look at it again.")
    return row


def _held(obj: Publishable, *others: Publishable) -> Publishable:
    for row in type(obj).objects.locked([obj.pk, *(other.pk for other in others)]):
        if row == obj:
            return row
    raise ValidationError("It is no longer there: somebody deleted it meanwhile.")


def _refuse_incomplete(row: Publishable) -> None:
    """Only what a reader would miss: links and unique names are the database's own business."""
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    row.clean()
    # Lists such as the setting types may have changed since the edition was issued.
    edition = row.edition if isinstance(row, PolicyTemplate) else None
    if edition and (errors := validation.errors(rows.text_of(edition))):
        raise ValidationError(list(errors))
    route_checks.refuse_unsound_with(row)


def _save(row: Publishable, obj: Publishable, fields: tuple[str, ...]) -> None:
    row.save(update_fields=fields)
    _bring_up_to_date(obj, row, fields)


def _bring_up_to_date(obj: Publishable, row: Publishable, fields: tuple[str, ...]) -> None:
    for name in fields:
        setattr(obj, name, getattr(row, name))


def _tell(row: Publishable, *, by: audit.Actor, at: datetime, note: str, notable: bool) -> None:
    """Write the history that readers see, and bring what follows from the row up to date."""
    Revision.objects.create(content_object=row, by=audit.person(by), at=at, note=note, notable=notable)
    versions.keep(obj=row, by=by, words=note)
    editing.update_derived(row)
