"""Fields that differ in how they are written and shown, not in what the database keeps."""

from collections.abc import Sequence
from typing import Any, cast

from django.db import models

INCLUDES_HELP = "{childline} puts in a helpline, {block:never} a shared block, (resource:kcsie) its address."


def many_to_many(model: type[models.Model], name: str) -> tuple[models.ManyToManyField, type[models.Model]]:
    """Return the many-to-many field ``name`` of ``model``, and the model of its links."""
    field = cast(models.ManyToManyField, model._meta.get_field(name))
    return field, cast(type[models.Model], field.remote_field.through)


class MarkdownField(models.TextField):
    """A text in Markdown: the admin gives it a tall box. For migrations it is a text like any other."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
