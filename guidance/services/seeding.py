"""Write many rows at once, as fixtures state them: what ``guidance.loading`` calls.

The loader reads, compares and decides; every row it makes or changes is written here. ``write_rows`` leaves
an audit entry for each row. The links of these rows to others, and what hangs on them, are part of the same
change, so they are written in the same transaction and leave no entry of their own.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Model

from guidance.models import Helpline, OpeningPeriod, SpecialDay
from guidance.models.fields import many_to_many
from guidance.opening_hours import Period
from guidance.opening_hours import SpecialDay as DayHours
from lesas_portal.core import audit


@transaction.atomic
def write_rows(
    *,
    model: type[Model],
    new: Iterable[Model] = (),
    updated: Iterable[Model] = (),
    fields: Sequence[str] = (),
    by: audit.Actor,
) -> list[Model]:
    """Create ``new`` whole, write ``fields`` of ``updated``, note both, and return them.

    Raises IntegrityError when a new row has a name or number that must be unique and is taken.
    """
    new, updated = list(new), list(updated)
    _hold(model, updated)
    model._base_manager.bulk_create(new)
    if updated:
        model._base_manager.bulk_update(updated, fields)
    audit.record("load", by=by, about=[*new, *updated])
    return [*new, *updated]


@transaction.atomic
def write_foreign_key(*, model: type[Model], rows: Sequence[Model], name: str) -> None:
    """Write where the foreign key ``name`` of ``rows`` points now."""
    _hold(model, rows)
    model._base_manager.bulk_update(rows, [name])


@transaction.atomic
def replace_links(*, model: type[Model], name: str, keys: dict[int, list[int]]) -> None:
    """Let the many-to-many field ``name`` of each row lead to these rows and no others, by primary key."""
    field, through = many_to_many(model, name)
    near, far = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through._default_manager.filter(**{f"{near}__in": list(keys)}).delete()
    through._default_manager.bulk_create(
        through(**{near: key, far: other}) for key, others in keys.items() for other in others
    )


@transaction.atomic
def replace_opening_periods(*, periods: Mapping[Helpline, Iterable[tuple[str, Period]]]) -> None:
    """Give each helpline these periods, each of a way of contact, and no others."""
    OpeningPeriod.objects.filter(helpline__in=list(periods)).delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(helpline=helpline, way=way, **vars(period))
        for helpline, rows in periods.items()
        for way, period in rows
    )


@transaction.atomic
def replace_special_days(*, days: Mapping[Helpline, Iterable[tuple[str, DayHours]]]) -> None:
    """Give each helpline these special days, each of a way of contact, and no others."""
    SpecialDay.objects.filter(helpline__in=list(days)).delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(helpline=helpline, way=way, **vars(day))
        for helpline, rows in days.items()
        for way, day in rows
    )


def _hold(model: type[Model], rows: Iterable[Model]) -> None:
    keys = [row.pk for row in rows]
    if keys:
        list(model._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
