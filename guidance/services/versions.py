"""Keep a version of content whenever somebody writes it, with who and what in words (django-reversion).

Only what is listed here is kept, and never an enquiry: a version would outlive its erasure. A version holds
the words of a row, its links and its opening hours; not its state, dates and checks, which the audit tells.
The first one is made before the first change that somebody makes here, so nothing needs to run at loading.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import transaction
from django.db.models import Model, QuerySet
from reversion.models import Version

from guidance.models import (
    GuidancePage,
    Handout,
    Helpline,
    PolicyTemplate,
    Resource,
    RiskArea,
    Role,
    Service,
    Synonym,
    Update,
)
from lesas_portal.core import audit

KINDS: tuple[type[Model], ...] = (
    *(GuidancePage, Handout, Helpline, PolicyTemplate, Resource, RiskArea, Role),
    *(Service, Synonym, Update),
)
PARTS: dict[type[Model], tuple[str, ...]] = {Helpline: ("periods", "special_days")}
"""Rows that belong to one of the kinds, by the name under which it knows them."""
LIFE = {
    *("status", "publish_at", "withdraw_at", "withdrawn_reason", "successor"),
    *("checked_on", "checked_by", "next_check_on", "first_public_at", "seed_state"),
}
"""What is no content. Publishing, withdrawing and checking change it, and the audit tells who did."""
BEFORE = "As it stood before the next change"
SET_ASIDE = "Working copy set aside"
"""How the words of versions begin that never were the page's own."""


def register() -> None:
    """Tell django-reversion what is kept. Called once, when the apps are ready."""
    for model in KINDS:
        names = parts_of(model)
        reversion.register(model, fields=content_fields(model), follow=names)
        for name in names:
            reversion.register(model._meta.get_field(name).related_model)


def parts_of(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the rows that belong to ``model`` and go with its versions."""
    there = {field.name for field in model._meta.get_fields()}
    return tuple(name for name in PARTS.get(model, ()) if name in there)


def content_fields(model: type[Model]) -> list[str]:
    """Return the names of the fields that a version keeps, in the order of the model."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return [field.name for field in fields if field.name not in LIFE]


def of(obj: Model) -> QuerySet[Version]:
    """Return the versions of ``obj``, newest first, each with its revision and who made it."""
    return of_kind(type(obj)).filter(object_id=str(obj.pk))


def of_kind(model: type[Model]) -> QuerySet[Version]:
    """Return the versions of every row of ``model``, newest first."""
    kind = ContentType.objects.get_for_model(model)
    rows = Version.objects.filter(content_type=kind).select_related("revision__user")
    return rows.order_by("-revision__date_created", "-pk")


@transaction.atomic
def keep(*, obj: Model, by: audit.Actor, words: str) -> None:
    """Keep a version of ``obj`` as the database has it now. Does nothing for what has no versions."""
    if type(obj) in KINDS and (row := type(obj)._base_manager.filter(pk=obj.pk).first()):
        keep_as_shown(obj=row, by=by, words=words)


@transaction.atomic
def keep_as_shown(*, obj: Model, by: audit.Actor, words: str) -> None:
    """Keep a version of ``obj`` as the instance is, saved or not: so a working copy that is given up."""
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(obj)
        _sign(by, words)


@contextmanager
def as_one(*, obj: Model, by: audit.Actor, words: str) -> Iterator[None]:
    """Keep one version of ``obj`` for all that is written to it within, whatever services are called."""
    with transaction.atomic(), reversion.create_revision(manage_manually=True):
        yield
        keep(obj=obj, by=by, words=words)
        # What was called within has signed too, and the last to sign is kept.
        _sign(by, words)


def _sign(by: audit.Actor, words: str) -> None:
    if person := audit.person(by):
        reversion.set_user(person)
    reversion.set_comment(words)


@transaction.atomic
def keep_state_before(*, obj: Model) -> None:
    """Keep ``obj`` as the database has it, unless its newest version says the same.

    Called before a change: so the state that came with the portal, or that was loaded since, is kept too.
    """
    if type(obj) not in KINDS or not (row := type(obj)._base_manager.filter(pk=obj.pk).first()):
        return
    newest = of(obj).exclude(revision__comment__startswith=SET_ASIDE).first()
    if newest is None or fields_of(newest) != _fields(row):
        keep_as_shown(obj=row, by="", words=BEFORE)


def fields_of(version: Version) -> dict[str, Any]:
    """Return what a version keeps, by field: lists of links by primary key, in order."""
    return _in_order(json.loads(version.serialized_data)[0]["fields"])


def parts_in(version: Version) -> Iterator[tuple[type[Model], dict[str, Any]]]:
    """Yield what a version keeps of the rows that belong to its own: the model of each, and its fields."""
    for part in version.revision.version_set.exclude(pk=version.pk).order_by("pk"):
        model = part.content_type.model_class()
        if model is not None and model is not version.content_type.model_class():
            yield model, json.loads(part.serialized_data)[0]["fields"]


def _fields(row: Model) -> dict[str, Any]:
    return _in_order(
        json.loads(serializers.serialize("json", [row], fields=content_fields(type(row))))[0]["fields"]
    )


def _in_order(fields: dict[str, Any]) -> dict[str, Any]:
    """With lists of links in one order, whatever order the database gave them in."""
    return {
        name: sorted(value)
        if isinstance(value, list) and all(isinstance(one, int) for one in value)
        else value
        for name, value in fields.items()
    }
