"""What every decision about a page stands on: hold its row, judge its state there, write it, tell of it."""

from datetime import datetime

from django.core.exceptions import ValidationError

from guidance.models import PolicyTemplate, Publishable, Revision
from guidance.policies import rows, validation
from guidance.services import decided, editing, route_checks, versions
from lesas_portal.core import audit

LIFE = ("status", "publish_at", "withdraw_at")
"""What two people who decide at once may see differently."""
START = ("status", "publish_at", "first_public_at", "withdraw_at")
END = ("withdrawn_reason", "successor")


def locked_as_seen(obj: Publishable, *others: Publishable | None) -> Publishable:
    """Hold ``obj`` (and ``others``) and return its row.

    Raises ValidationError, with who did what, when a colleague meanwhile changed the state it shows.
    """
    row = held(obj, *filter(None, others))
    if any(getattr(row, name) != getattr(obj, name) for name in LIFE):
        raise ValidationError(f"{decided.already(row)} Nothing was done: look at it again.")
    return row


def held(obj: Publishable, *others: Publishable) -> Publishable:
    """Hold ``obj`` and ``others``; return the row of ``obj``. Raises ValidationError if it was deleted."""
    for row in type(obj).objects.locked([obj.pk, *(other.pk for other in others)]):
        if row == obj:
            return row
    raise ValidationError("It is no longer there: somebody deleted it meanwhile.")


def refuse_incomplete(row: Publishable) -> None:
    """Raise ValidationError for what a reader would miss: the rest is the database's own business."""
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    row.clean()
    # Lists such as the setting types may have changed since the edition was issued.
    edition = row.edition if isinstance(row, PolicyTemplate) else None
    if edition and (errors := validation.errors(rows.text_of(edition))):
        raise ValidationError(list(errors))
    route_checks.refuse_unsound_with(row)


def save(row: Publishable, obj: Publishable, fields: tuple[str, ...]) -> None:
    """Write these fields of ``row``, and give them to ``obj``."""
    row.save(update_fields=fields)
    bring_up_to_date(obj, row, fields)


def bring_up_to_date(obj: Publishable, row: Publishable, fields: tuple[str, ...]) -> None:
    """Give ``obj`` these fields as ``row`` has them."""
    for name in fields:
        setattr(obj, name, getattr(row, name))


def tell(
    row: Publishable, *, by: audit.Actor, at: datetime, note: str, notable: bool = False, act: str = ""
) -> None:
    """Write the history, of which readers see what is notable, and bring what follows up to date.

    ``act``: what the list of versions says, where what the note says is still to come.
    """
    Revision.objects.create(content_object=row, by=audit.person(by), at=at, note=note, notable=notable)
    versions.keep(obj=row, by=by, words=act or note)
    editing.update_derived(row)
