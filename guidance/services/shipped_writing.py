"""Write fields of a shipped text into a row, checked as a form would check them."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from guidance import directory, includes
from guidance.models import Helpline, Publishable
from guidance.models.including import INCLUDING
from guidance.models.load_bearing import ON_ITS_OWN_PAGE
from guidance.services import editing, seeding, shipped_values, versions
from guidance.services.shipped_values import HOURS, PERIODS, SPECIAL_DAYS
from lesas_portal.core import audit


def write(*, obj: Model, values: dict[str, Any], by: audit.Actor, is_noted: bool = True) -> None:
    """Write ``values``, plain data by field, into ``obj``, which is held.

    ``is_noted`` is false for a caller that leaves the audit entry itself.
    Raises ValidationError for a value that cannot stand, and for a related row that is not there.
    """
    lists = _set(obj, {name: value for name, value in values.items() if name not in HOURS})
    obj.full_clean()
    _refuse_unknown(obj, values)
    editing.save_changes(obj=obj, by=by, is_shipped=True, is_noted=is_noted)
    for name, rows in lists.items():
        getattr(obj, name).set(rows)
    if isinstance(obj, Helpline) and any(name in values for name in HOURS):
        _write_hours(obj, values)
    versions.keep(obj=obj, by=by, words="Took the text that came with the portal")
    if isinstance(obj, Publishable):
        editing.update_derived(obj)


def _set(obj: Model, values: dict[str, Any]) -> dict[str, list[Model]]:
    """Set the fields of ``obj``, which is not saved; return the rows that its lists of links lead to."""
    lists = {}
    for name, value in values.items():
        field = obj._meta.get_field(name)
        if field.many_to_many:
            lists[name] = [_related(field, key) for key in value]
        elif field.is_relation:
            setattr(obj, name, _related(field, value) if value else None)
        else:
            setattr(obj, name, cast(Field, field).to_python(value))
    return lists


def _write_hours(helpline: Helpline, values: dict[str, Any]) -> None:
    if helpline.is_load_bearing:
        raise ValidationError(ON_ITS_OWN_PAGE)
    if PERIODS in values:
        periods = [shipped_values.period(kept) for kept in values[PERIODS]]
        seeding.replace_opening_periods(periods={helpline: periods})
    if SPECIAL_DAYS in values:
        days = [shipped_values.special_day(kept) for kept in values[SPECIAL_DAYS]]
        seeding.replace_special_days(days={helpline: days})


def _related(field: Any, key: str) -> Model:
    """The row that ``field`` names by ``key``: by its slug, or a publisher by its name."""
    model = field.related_model
    has_slug = any(one.name == "slug" for one in model._meta.fields)
    row = model._default_manager.filter(**{"slug" if has_slug else "name": key}).first()
    if row is None:
        raise ValidationError(f"There is no {model._meta.verbose_name} {key}, so it cannot be named here.")
    return row


def _refuse_unknown(obj: Model, values: dict[str, Any]) -> None:
    """Refuse a text that names what readers could not get."""
    names = INCLUDING.get(type(obj), ()) if isinstance(obj, Publishable) else ()
    text = "\n".join(str(values.get(name, "")) for name in names)
    if faults := [*includes.unknown(text, directory.read())] if text.strip() else []:
        raise ValidationError(faults)
