"""Save what a person wrote in a form: the fields that differ, so that a colleague's other fields stay."""

from django.db import transaction
from django.db.models import Model

from lesas_portal.core import audit


@transaction.atomic
def add(*, obj: Model, by: audit.Actor) -> None:
    """Save a new row."""
    obj.save()
    audit.record("add", by=by, about=obj)


@transaction.atomic
def save_changes(*, obj: Model, by: audit.Actor) -> None:
    """Write those fields of ``obj`` that differ from its row, which is held. Raises DoesNotExist."""
    row = type(obj)._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
    names = [field.attname for field in obj._meta.concrete_fields]
    obj.save(update_fields=[name for name in names if getattr(row, name) != getattr(obj, name)])
    audit.record("change", by=by, about=obj)
