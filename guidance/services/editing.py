"""Save what a person wrote in a form, and bring up to date what follows from it.

Only the fields that differ are written, so that a colleague's other fields stay.
"""

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from guidance import search
from guidance.links import table
from guidance.models import (
    Audience,
    Duty,
    GuidedRoute,
    Helpline,
    Phase,
    Publishable,
    Publisher,
    RouteAnswer,
    RouteStep,
)
from guidance.services import front_door, included, links, proxy_pages, routes, versions
from lesas_portal.core import audit


@transaction.atomic
def add(*, obj: Model, by: audit.Actor) -> None:
    """Save a new row."""
    obj.save()
    audit.record("add", by=by, about=obj)
    refresh_uses(obj)


@transaction.atomic
def save_changes(
    *,
    obj: Model,
    by: audit.Actor,
    with_details: bool = False,
    is_shipped: bool = False,
    is_noted: bool = True,
) -> bool:
    """Write those fields of ``obj`` that differ from its row, which is held; return whether any did.

    Nothing is noted where none does. Raises DoesNotExist. Contact details that the Front Door page stands on
    are written ``with_details`` only, which is for the step that asks twice; else they raise ValidationError.
    ``is_shipped``: the words came with the portal. ``is_noted`` is false for a caller that notes the act.
    """
    row = type(obj)._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
    if isinstance(row, Helpline) and isinstance(obj, Helpline) and not with_details:
        row.refuse_slip(obj, is_shipped=is_shipped)
    if changed := _differing(row, obj):
        changed += _dated(obj, changed)
        versions.keep_state_before(obj=row)
        obj.save(update_fields=changed)
        if is_noted:
            audit.record("change", by=by, about=obj)
        _follow(obj, changed)
    return bool(changed)


def _dated(obj: Model, changed: list[str]) -> list[str]:
    """Date a duty of which calendars see something new; return the names of the fields that this writes."""
    if not isinstance(obj, Duty) or Duty.NOT_IN_CALENDARS.issuperset(changed):
        return []
    obj.changed_at = timezone.now()
    return ["changed_at"]


def _follow(obj: Model, changed: list[str]) -> None:
    refresh_uses(obj)
    if isinstance(obj, Audience | Phase | Publisher) and "name" in changed:
        search.refresh_carriers(obj)


def _differing(row: Model, obj: Model) -> list[str]:
    """The fields, but for lists, in which two states of a row differ."""
    names = [field.attname for field in obj._meta.concrete_fields]
    return [name for name in names if getattr(row, name) != getattr(obj, name)]


@transaction.atomic
def note_change_of_parts(*, obj: Model, by: audit.Actor) -> None:
    """Note that lists or inline rows of ``obj`` were written, where none of its own fields changed."""
    audit.record("change", by=by, about=obj)
    refresh_uses(obj)


def refresh_uses(obj: Model) -> None:
    """Bring up to date what ``obj`` is known to lead to; a step counts with its outcome.

    Of a page that is done last of all, when its lists are saved: see ``update_derived``.
    """
    if isinstance(obj, Publishable):
        return
    holder = obj.outcome if isinstance(obj, RouteStep) else obj
    holder = obj.question if isinstance(obj, RouteAnswer) else holder
    table.refresh([holder])
    links.check_own_of(holder)


def update_derived(obj: Publishable) -> None:
    """Bring search, where things are used, and the last-known copies without a database, up to date."""
    search.refresh(obj)
    table.refresh([obj])
    links.check_own_of(obj)
    if isinstance(obj, Helpline) and obj.slug in front_door.SLUGS:
        transaction.on_commit(front_door.write_snapshot)
        transaction.on_commit(proxy_pages.write, robust=True)
    if isinstance(obj, Helpline):
        included.refresh_search(obj.slug)
    if isinstance(obj, Helpline | GuidedRoute):
        transaction.on_commit(routes.write_snapshot)
