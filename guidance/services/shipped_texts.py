"""Corrections that came with the portal for what an adviser made their own: reported, compared, settled."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from guidance.models import GuidedRoute, Publishable, ShippedText
from guidance.services import publishing, route_editions, shipped_values, shipped_writing
from lesas_portal.core import audit

Part = ShippedText.Part
LIFE = ("status", "publish_at", "withdrawn_reason", "successor")
"""What only Publish and Withdraw change: it is shown, and not taken from here."""


@dataclass(frozen=True)
class Correction:
    """What the files say of ``obj``, which the loader left as an adviser has it."""

    obj: Model
    part: ShippedText.Part
    values: dict[str, Any]
    fingerprint: str


@dataclass(frozen=True)
class Difference:
    """One field in which a row and the files differ."""

    name: str
    label: str
    ours: Any
    shipped: Any
    is_takeable: bool


@transaction.atomic
def report(*, corrections: Iterable[Correction], by: audit.Actor) -> None:
    """Let each of these wait for an adviser, unless one has settled that very text; forget older ones."""
    known = {_key(row): row for row in ShippedText.objects.select_for_update(no_key=True).order_by("pk")}
    waiting = [row for row in (_row(one, known) for one in corrections) if row]
    for row in waiting:
        row.save()
    audit.record("load", by=by, about=waiting)
    ShippedText.objects.waiting().exclude(pk__in=[row.pk for row in waiting]).delete()


def _row(one: Correction, known: dict[tuple[int, int, str], ShippedText]) -> ShippedText | None:
    """What is kept of a correction; None where it was settled or says nothing else than the row."""
    row = ShippedText(content_object=one.obj, part=one.part)
    row = known.get(_key(row), row)
    if row.fingerprint != one.fingerprint:
        row.values, row.fingerprint = shipped_values.plain(one.values), one.fingerprint
        row.waiting_since, row.settled_at, row.settled_by = timezone.now(), None, None
    return None if row.settled_at or not differences(row, one.obj) else row


@transaction.atomic
def settle(
    *, shipped: ShippedText, take: Collection[str], by: audit.Actor, seen: str, note: str = ""
) -> None:
    """Write the fields ``take`` of the shipped text into what it is about, keep the others, and be done.

    ``seen`` is the ``fingerprint_of`` the differences that the adviser saw. With a ``note``, readers are
    told. Raises ValidationError when something changed meanwhile, or the text cannot stand.
    """
    row, obj = _held(shipped)
    found = differences(row, obj)
    if seen != fingerprint_of(found):
        raise ValidationError("Something changed after you opened this page. Look at both texts again.")
    if not set(take) <= {one.name for one in found if one.is_takeable}:
        raise ValidationError("Only what differs and is not changed elsewhere can be taken.")
    if take:
        shipped_writing.write(obj=obj, values={name: row.values[name] for name in take}, by=by)
    if row.part == Part.ROW:
        # The loader now takes it for what the files say, with an adviser's edits where any are left.
        type(obj)._base_manager.filter(pk=obj.pk).update(seed_state=row.fingerprint)
    row.settled_at, row.settled_by = timezone.now(), audit.person(by)
    row.save(update_fields=["settled_at", "settled_by"])
    audit.record("take shipped text" if take else "keep own text", by=by, about=obj)
    if note.strip() and isinstance(obj, Publishable):
        publishing.note_change(obj=obj, by=by, note=note)


def differences(row: ShippedText, obj: Model | None) -> list[Difference]:
    """Return the fields in which ``obj`` as it is now and what the files say differ."""
    if obj is None:
        return []
    is_row = row.part == Part.ROW
    ours = shipped_values.of_row(obj, row.values) if is_row else shipped_values.of_edition(obj)
    return [
        Difference(
            name=name,
            label=_label(obj, name) if is_row else name,
            ours=ours.get(name, ""),
            shipped=row.values.get(name, ""),
            is_takeable=is_row and name not in LIFE,
        )
        for name in _in_order(obj, ours, row.values)
        if ours.get(name, "") != row.values.get(name, "")
    ]


def fingerprint_of(values: Any) -> str:
    """Return a fingerprint of plain data, or of differences as somebody saw them."""
    text = json.dumps(values, sort_keys=True, default=lambda one: [one.name, one.ours, one.shipped])
    return hashlib.sha256(text.encode()).hexdigest()


def hold(shipped: ShippedText) -> tuple[ShippedText | None, Model | None]:
    """Hold what a shipped text is about, then the text itself, and return both as they are now.

    In this order, which is the loader's, so that neither waits for the other in a circle.
    """
    model = shipped.content_type.model_class()
    if model is GuidedRoute:
        route_editions.hold_all()
    rows = model._base_manager.select_for_update(no_key=True) if model else None
    obj = rows.filter(pk=shipped.object_id).first() if rows is not None else None
    return ShippedText.objects.select_for_update(no_key=True).filter(pk=shipped.pk).first(), obj


def _held(shipped: ShippedText) -> tuple[ShippedText, Model]:
    row, obj = hold(shipped)
    if row is None or row.settled_at:
        raise ValidationError("Somebody settled it meanwhile, or the files say something else by now.")
    if obj is None:
        raise ValidationError("What it is about is no longer there: somebody deleted it.")
    return row, obj


def _key(row: ShippedText) -> tuple[int, int, str]:
    return row.content_type_id, row.object_id, row.part


def _in_order(obj: Model, ours: Iterable[str], shipped: Iterable[str]) -> Iterable[str]:
    """Names of fields as forms have them, of texts as they stand: a JSON field keeps no order."""
    fields = [field.name for field in (*obj._meta.fields, *obj._meta.many_to_many)]
    names = dict.fromkeys([*ours, *sorted(shipped)])
    return sorted(names, key=lambda name: fields.index(name) if name in fields else len(fields))


def _label(obj: Model, name: str) -> str:
    try:
        return str(getattr(obj._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name
