"""Save what a person wrote in a form, and bring up to date what follows from it.

Only the fields that differ are written, so that a colleague's other fields stay.
"""

from django.db import transaction
from django.db.models import Model

from guidance import search
from guidance.models import GuidedRoute, Helpline, Publishable
from guidance.services import front_door, included, routes, versions
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
    versions.keep_state_before(obj=row)
    names = [field.attname for field in obj._meta.concrete_fields]
    obj.save(update_fields=[name for name in names if getattr(row, name) != getattr(obj, name)])
    audit.record("change", by=by, about=obj)


def update_derived(obj: Publishable) -> None:
    """Bring search, and the last-known copies of what must stand without a database, up to date."""
    search.refresh(obj)
    if isinstance(obj, Helpline) and obj.slug in front_door.SLUGS:
        transaction.on_commit(front_door.write_snapshot)
    if isinstance(obj, Helpline):
        included.refresh_search(obj.slug)
    if isinstance(obj, Helpline | GuidedRoute):
        transaction.on_commit(routes.write_snapshot)
