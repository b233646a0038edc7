"""Undo the tidying of pasted text: put back exactly what was pasted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from guidance import pasted_text
from guidance.models import Publishable
from guidance.pasted_text import TidiedLines
from guidance.services import editing, versions
from lesas_portal.core import audit

SAVED_SINCE = (
    "Somebody saved this text after it was tidied, so nothing was put back. "
    "What you pasted is still below: copy what you need from there."
)


@dataclass(frozen=True)
class Tidied:
    """A text, or a list of texts, as it was pasted and as it was stored."""

    pasted: Any
    stored: Any

    @property
    def changes(self) -> list[TidiedLines]:
        """Where the two differ, line by line."""
        return pasted_text.changes(_lines(self.pasted), _lines(self.stored))


def _lines(value: Any) -> str:
    if isinstance(value, str):
        return value
    items = value.values() if isinstance(value, dict) else value
    bar = " | " if isinstance(value, dict) and all(isinstance(item, str) for item in items) else "\n"
    return bar.join(_lines(item) for item in items)


@transaction.atomic
def undo(*, obj: Model, texts: Mapping[str, Tidied], by: audit.Actor) -> None:
    """Put the pasted ``texts`` back, by field.

    Raises ValidationError when one of them was saved since, DoesNotExist when the row is gone.
    """
    row = type(obj)._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
    for name, text in texts.items():
        if getattr(row, name) != text.stored:
            raise ValidationError(SAVED_SINCE)
        setattr(row, name, text.pasted)
    editing.save_changes(obj=row, by=by, is_noted=False)
    audit.record("undo tidying", by=by, about=row)
    versions.keep(obj=row, by=by, words="Put back as it was pasted")
    if isinstance(row, Publishable):
        editing.update_derived(row)
    editing.refresh_uses(row)
