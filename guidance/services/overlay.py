"""Show other values on a row in memory, links included: a working copy or an earlier version.

Forms, previews and comparisons then read the row as they always do. Nothing is written, and ``bare`` takes
the links away again before anything is.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from django.db.models import Field, Model
from django.forms.models import model_to_dict
from django.utils import timezone
from reversion.models import Version

from guidance.services import versions


def show_values(obj: Any, values: Mapping[str, Any]) -> None:
    """Put ``values``, plain data by field with related rows by their natural keys, on ``obj`` in memory.

    A related row that is no longer there is left out.
    """
    for name, value in values.items():
        field = obj._meta.get_field(name)
        if field.many_to_many:
            show_rows(obj, name, rows_named(field, value))
        elif field.is_relation:
            setattr(obj, name, rows_named(field, [value]).first() if value else None)
        else:
            setattr(obj, name, field.to_python(value))


def show_version(obj: Any, version: Version) -> None:
    """Put what ``version`` keeps on ``obj`` in memory; fields that it does not know stay."""
    kept = versions.fields_of(version)
    for name in set(versions.content_fields(type(obj))) & kept.keys():
        field, value = obj._meta.get_field(name), kept[name]
        if field.many_to_many:
            show_rows(obj, name, field.related_model._default_manager.filter(pk__in=value))
        elif field.is_relation:
            setattr(obj, name, field.related_model._default_manager.filter(pk=value).first())
        else:
            setattr(obj, name, _read(field, value))


def of_version(version: Version) -> Model:
    """Return a row as ``version`` keeps it, which is not saved."""
    model = version.content_type.model_class()
    obj = model(pk=model._meta.pk.to_python(version.object_id))
    show_version(obj, version)
    return obj


def in_form(version: Version, names: Iterable[str]) -> dict[str, Any]:
    """Return what ``version`` keeps of the fields ``names`` of a form, as the form begins with it."""
    known = versions.fields_of(version).keys()
    return model_to_dict(of_version(version), [name for name in names if name in known])


def bare(obj: Any) -> None:
    """Forget the links that were shown, so that those of the database are written and read again."""
    obj._prefetched_objects_cache = {}


def _read(field: Field, value: Any) -> Any:
    read = field.to_python(value)
    has_time = field.get_internal_type() == "DateTimeField" and read is not None
    return timezone.make_aware(read, UTC) if has_time and timezone.is_naive(read) else read


def rows_named(field: Any, keys: list[str]) -> Any:
    """Return the rows that ``field`` names by their natural keys: by slug, or a publisher by its name."""
    model = field.related_model
    has_slug = any(one.name == "slug" for one in model._meta.fields)
    return model._default_manager.filter(**{f"{'slug' if has_slug else 'name'}__in": keys})


def show_rows(obj: Any, name: str, rows: Any) -> None:
    """Let the links ``name`` lead to ``rows``, a queryset, as if these had been fetched ahead."""
    if not hasattr(obj, "_prefetched_objects_cache"):
        obj._prefetched_objects_cache = {}
    obj._prefetched_objects_cache[name] = rows
