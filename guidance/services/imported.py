"""Save a row of the inventory as a spreadsheet states it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model

from guidance.models import Resource
from guidance.services import editing, versions
from lesas_portal.core import audit


def hold(slugs: Iterable[str]) -> None:
    """Let nobody else change the resources with these slugs until the transaction ends."""
    held = Resource.objects.select_for_update(no_key=True).filter(slug__in=[*slugs])
    list(held.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def save(*, obj: Resource, links: Mapping[str, Iterable[Model]], by: audit.Actor) -> None:
    """Write ``obj`` and where its many-to-many fields lead; search follows.

    A new row is a draft: its state is whatever ``obj`` has, and a spreadsheet states none.
    """
    if obj.pk is None:
        editing.add(obj=obj, by=by)
    else:
        versions.keep_state_before(obj=obj)
        if not editing.save_changes(obj=obj, by=by):
            editing.note_change_of_parts(obj=obj, by=by)
    for name, rows in links.items():
        getattr(obj, name).set(rows)
    versions.keep(obj=obj, by=by, words="Imported from a spreadsheet")
    editing.update_derived(obj)
