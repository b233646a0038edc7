"""Say that pages were read and are right and current; take it back on the same day.

Each function is one transaction and takes ``by=``, a person: no command checks anything. Search and the copy
of the Front Door's contacts hold nothing about checks, so neither is written, and the cost does not grow
with the number of pages but by the number of kinds.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance.models import ContentCheck, Publishable, Revision
from guidance.models.content_check import FIELDS
from guidance.services import life
from lesas_portal.core import audit, working_days

Keys = Mapping[type[Publishable], Collection[int]]


def mark_checked(
    *, obj: Publishable, by: User, on: date | None = None, next_check_on: date | None = None
) -> None:
    """Record that ``by`` checked ``obj`` on a day (default: today), and when it is due again.

    By default that is after settings.REVIEW_INTERVAL_MONTHS. Raises ValidationError as ``mark`` does, and
    for what is not public.
    """
    rows = mark(keys={type(obj): [obj.pk]}, by=by, on=on, next_check_on=next_check_on)
    if not rows:
        raise ValidationError("It is not public now, so nobody can say that it is right and current.")
    life.bring_up_to_date(obj, rows[0], ("checked_on", "checked_by", "next_check_on"))


@transaction.atomic
def mark(
    *, keys: Keys, by: User, on: date | None = None, next_check_on: date | None = None
) -> list[Publishable]:
    """Record a check of every public row of ``keys`` (primary keys by model); return the rows marked.

    Raises ValidationError for a day of the check that is to come or on which a page was not public yet, and
    for a next one outside settings.CHECK_AGAIN_MONTHS. Nothing is marked then.
    """
    on = on or timezone.localdate()
    due = next_check_on or next_check_day(on)
    _refuse_wrong_days(on, due)
    said: dict[str, Any] = {
        "batch": uuid.uuid4(),
        "by": by,
        "at": timezone.now(),
        "checked_on": on,
        "next_check_on": due,
    }
    models = sorted(keys, key=lambda model: model._meta.label)
    marked = [row for model in models for row in _mark_those_of(model, keys[model], said)]
    _write_history(marked, by=by, at=said["at"], note="Checked.", action="check")
    return marked


@transaction.atomic
def undo(*, batch: uuid.UUID, by: User) -> list[Publishable]:
    """Take back what ``by`` marked in one go today: each page gets back what was said of it before.

    Returns the rows put back; a page that somebody checked again since, or deleted, stays as it is, and what
    was said before comes back only where it was not undone itself. Raises ValidationError when there is
    nothing of this person's, or not of today.
    """
    now = timezone.now()
    checks = list(
        ContentCheck.objects.undoable(by=by, at=now).filter(batch=batch).select_for_update().order_by("pk")
    )
    if not checks:
        raise ValidationError("There is nothing to undo: only your own checks of today can be undone.")
    restored: list[Publishable] = []
    for model, its_checks in _by_model(checks):
        rows = [row for row in model.objects.locked(its_checks) if _said(row) == its_checks[row.pk].said]
        undone = _undone(its_checks.values())
        for row in rows:
            _put_back(row, its_checks[row.pk].said_before, undone)
        model.objects.bulk_update(rows, FIELDS)
        restored += rows
    ContentCheck.objects.filter(pk__in=[check.pk for check in checks]).update(undone_at=now)
    _write_history(restored, by=by, at=now, note="The check was undone.", action="undo check")
    return restored


def next_check_day(checked_on: date) -> date:
    """Return the day on which something checked on ``checked_on`` is due again."""
    return working_days.add_months(checked_on, settings.REVIEW_INTERVAL_MONTHS)


def _mark_those_of(model: type[Publishable], keys: Collection[int], said: dict) -> list[Publishable]:
    rows = [row for row in model.objects.locked(keys) if row.is_published(said["at"])]
    _refuse_before_it_was_there(rows, said["checked_on"])
    ContentCheck.objects.bulk_create([ContentCheck.of(row, **said) for row in rows])
    days = {
        "checked_on": said["checked_on"],
        "checked_by": said["by"],
        "next_check_on": said["next_check_on"],
    }
    model.objects.filter(pk__in=[row.pk for row in rows]).update(**days)
    for row in rows:
        for name, value in days.items():
            setattr(row, name, value)
    return rows


def _refuse_wrong_days(on: date, due: date) -> None:
    if on > timezone.localdate():
        raise ValidationError("The day of the check is still to come.")
    soonest, latest = settings.CHECK_AGAIN_MONTHS
    if not working_days.add_months(on, soonest) <= due <= working_days.add_months(on, latest):
        raise ValidationError(f"The next check must come {soonest} to {latest} months after this one.")


def _refuse_before_it_was_there(rows: Iterable[Publishable], on: date) -> None:
    for row in rows:
        if row.first_public_at and on < (day := timezone.localdate(row.first_public_at)):
            raise ValidationError(
                f"“{row}” has been public since {day:%-d %B %Y}: it cannot have been checked before."
            )


def _by_model(checks: Iterable[ContentCheck]) -> Iterable[tuple[type[Publishable], dict[int, ContentCheck]]]:
    found: dict[type[Publishable], dict[int, ContentCheck]] = {}
    for check in checks:
        model = cast(type[Publishable], check.content_type.model_class())
        found.setdefault(model, {})[check.object_id] = check
    return sorted(found.items(), key=lambda pair: pair[0]._meta.label)


def _said(row: Publishable) -> tuple:
    return tuple(getattr(row, name) for name in FIELDS)


def _put_back(row: Publishable, said: tuple, undone: dict[tuple[int, tuple], tuple]) -> None:
    while (row.pk, said) in undone:
        said = undone.pop((row.pk, said))
    for name, value in zip(FIELDS, said, strict=True):
        setattr(row, name, value)


def _undone(checks: Collection[ContentCheck]) -> dict[tuple[int, tuple], tuple]:
    """What was said of the pages of ``checks`` (one kind) and is undone, each with what was said before."""
    kind = next(iter(checks)).content_type
    pages = [check.object_id for check in checks]
    of_them = list(ContentCheck.objects.filter(content_type=kind, object_id__in=pages))
    standing = {(check.object_id, check.said) for check in of_them if check.undone_at is None}
    undone = {(check.object_id, check.said): check.said_before for check in of_them if check.undone_at}
    return {said: before for said, before in undone.items() if said not in standing}


def _write_history(rows: list[Publishable], *, by: User, at: datetime, note: str, action: str) -> None:
    Revision.objects.bulk_create(Revision(content_object=row, by=by, at=at, note=note) for row in rows)
    audit.record(action, by=by, about=rows)
