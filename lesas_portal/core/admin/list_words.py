"""What lists of the admin say in words: yes and no, moments, and what their search looks in."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from lesas_portal.core.clock import moment_in_full, time_words

Column = str | Callable[[Any], str]
SAID: list[tuple[type[models.Field], Callable[[Any], str]]] = [
    # A red cross for "no" looks like a fault, and is read out as "False".
    (models.BooleanField, lambda value: "Yes" if value else "No"),
    (models.DateTimeField, moment_in_full),
    (models.TimeField, time_words),
]
SHORTER = {"slug": "address"}


class MarkedList(ChangeList):
    """A list that marks the columns that it is sorted by, and no other."""

    def get_ordering_field_columns(self) -> dict[int, Literal["desc", "asc"]]:
        """Return those columns; none where the rows first follow what no column shows, as their place.

        Django would mark the title, which only settles what is equal.
        """
        marked = super().get_ordering_field_columns()
        first = str(next(iter(self.model_admin.ordering or self.lookup_opts.ordering or ()), "")).lstrip("-")
        shown = {self.get_ordering_field(column) for column in self.list_display}
        return marked if ORDER_VAR in self.params or first in shown else {}


def columns(model: type[models.Model], names: Iterable[Any]) -> list[Any]:
    """Return ``names`` of a list, those of fields that Django would show as an icon or a code in words."""
    return [_column(model, name) for name in names]


def search_help(model: type[models.Model], paths: Iterable[str]) -> str:
    """Return "Looks in title, summary and publisher." for the paths that a list searches; empty for none."""
    names = dict.fromkeys(filter(None, (_name(model, path.lstrip("^=@")) for path in paths)))
    *most, last = names or [""]
    if not last:
        return ""
    return f"Looks in {', '.join(most)} and {last}." if most else f"Looks in {last}."


def _column(model: type[models.Model], name: Any) -> Any:
    try:
        field = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        field = None
    said = next((say for kind, say in SAID if isinstance(field, kind)), None)
    if said is None or not isinstance(field, models.Field):
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def in_words(row: models.Model) -> str:
        value = getattr(row, name)
        return said(value) if value is not None else ""

    in_words.__name__ = name
    return in_words


def _name(model: type[models.Model], path: str) -> str:
    """Return what a person calls the field at the end of ``path``, or the rows that it leads to."""
    first = path.split("__")[0]
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return ""
    if isinstance(field, models.Field):
        return SHORTER.get(first, str(field.verbose_name))
    related = field.related_model
    return str(related._meta.verbose_name_plural) if isinstance(related, type) else ""
