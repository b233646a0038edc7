"""Bring back a draft that was deleted, from the version that was kept when it went."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from reversion.models import Version

from guidance.models import Publishable, Synonym
from guidance.services import editing, overlay, versions
from lesas_portal.core import audit

DAYS = 30
DELETED = "Deleted"


def deleted(model: type[Model], at: datetime | None = None) -> list[Version]:
    """Return the last version of each row of ``model`` deleted within DAYS, newest first."""
    since = (at or timezone.now()) - timedelta(days=DAYS)
    kept = versions.of_kind(model).filter(revision__comment=DELETED, revision__date_created__gte=since)
    rows = list(kept)
    keys = [version.object_id for version in rows]
    there = set(map(str, model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)))
    newest = {version.object_id: version for version in reversed(rows) if version.object_id not in there}
    return list(reversed(newest.values()))


@transaction.atomic
def recover(*, version: Version, by: audit.Actor) -> Model:
    """Make the row again that ``version`` kept, as a draft with its number, links and opening hours.

    Raises ValidationError when it is there already, its time is over, or its name was taken meanwhile.
    """
    # Of two people who bring back the same row, the second finds it there.
    Version.objects.select_for_update().get(pk=version.pk)
    model = version.content_type.model_class()
    if model is None or version not in deleted(model):
        raise ValidationError(f"It is there already, or it was deleted more than {DAYS} days ago.")
    obj = _made_again(version, model)
    _restore_parts(obj, version)
    audit.record("recover", by=by, about=obj)
    versions.keep(obj=obj, by=by, words="Recovered: it was deleted")
    if isinstance(obj, Publishable):
        editing.update_derived(obj)
    else:
        editing.refresh_uses(obj)
    return obj


def _made_again(version: Version, model: type[Model]) -> Model:
    obj = overlay.of_version(version)
    links = {field.name: list(getattr(obj, field.name).all()) for field in model._meta.many_to_many}
    overlay.bare(obj)
    if isinstance(obj, Synonym):
        # It has no state beside this tick, and search would follow it at once.
        obj.published = False
    obj.full_clean()
    obj.save(force_insert=True)
    for name, rows in links.items():
        getattr(obj, name).set(rows)
    return obj


def _restore_parts(obj: Model, version: Version) -> None:
    for model, kept in versions.parts_in(version):
        part = model()
        for field in model._meta.concrete_fields:
            if field.related_model is type(obj):
                setattr(part, field.name, obj)
            elif field.name in kept and not field.primary_key and not field.is_relation:
                setattr(part, field.name, field.to_python(kept[field.name]))
        part.save()
