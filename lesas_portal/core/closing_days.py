"""The days on which the council's offices are closed although they are working days: read, added, removed."""

from collections.abc import Iterable
from datetime import date

from django.db import Error, transaction

from lesas_portal.core import audit
from lesas_portal.core.models import ClosingDay


def days() -> frozenset[date]:
    """Return every closing day. One query; raises django.db.Error where the database is away."""
    return frozenset(ClosingDay.objects.values_list("day", flat=True))


def known_days() -> frozenset[date]:
    """Return every closing day; none where the database is away, for a page that stands without it."""
    try:
        return days()
    except Error:
        return frozenset()


@transaction.atomic
def save(*, closing_day: ClosingDay, by: audit.Actor) -> ClosingDay:
    """Store a closing day, new or changed. Dates that senders were promised before stay as they are."""
    if closing_day.pk:
        row = ClosingDay.objects.select_for_update().get(pk=closing_day.pk)
        if (row.day, row.reason) == (closing_day.day, closing_day.reason):
            return closing_day
        closing_day.save(update_fields=["day", "reason"])
        audit.record("change", by=by, about=closing_day)
        return closing_day
    closing_day.save(force_insert=True)
    audit.record("add", by=by, about=closing_day)
    return closing_day


@transaction.atomic
def delete(*, closing_days: Iterable[ClosingDay], by: audit.Actor) -> None:
    """Take closing days out again."""
    chosen = [closing_day.pk for closing_day in closing_days]
    rows = list(ClosingDay.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    audit.record("delete", by=by, about=rows)
    ClosingDay.objects.filter(pk__in=[row.pk for row in rows]).delete()
