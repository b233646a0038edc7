"""Forms of drafts: a colleague's words are not lost unseen, and words that cannot stand are refused.

What may be wrong for a while (a step too few, an answer to an outcome that is still to come) is no matter of
the form: the check names it beside the graph, and stops the draft from being published.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from guidance.admin.saving import ChangesForm
from guidance.routes import wording
from guidance.routes.book import Book
from guidance.services import route_checks
from lesas_portal.core.normalisation import unix_line_ends


class DraftForm(ChangesForm):
    """Refuses to write over what a colleague saved in the same field since the form was opened.

    It says what stands there now and keeps what was typed; sent again, it is taken.
    """

    lines: tuple[str, ...] = ()
    """Fields that are printed as they stand."""
    texts: tuple[str, ...] = ()
    """Fields in Markdown, or lists of it."""

    def clean(self) -> dict:
        for name in list(self.cleaned_data):
            if isinstance(self.cleaned_data[name], str):
                self.cleaned_data[name] = unix_line_ends(self.cleaned_data[name])
        cleaned = super().clean()
        for name in self.changed_data:
            if name in cleaned:
                self._keep_a_colleagues_words(name, cleaned[name])
        for name in set(self.changed_data) & cleaned.keys():
            for fault in dict.fromkeys(self.faults(name, cleaned[name])):
                self.add_error(name, fault)
        return cleaned

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what cannot stand in the field ``name``, in sentences."""
        if name in self.lines:
            yield from wording.in_line(value)
        if name in self.texts:
            for text in value if isinstance(value, list) else [value]:
                words = text if isinstance(text, str) else text["text"]
                yield from wording.in_text(self.book, words, self.route_slug)

    @property
    def route_slug(self) -> str:
        """The route to which links in its texts belong, if any."""
        return ""

    @cached_property
    def book(self) -> Book:
        """What texts may name: all that readers could get now."""
        return route_checks.book_with()

    @cached_property
    def _plain(self) -> set[str]:
        """Its fields that one value is kept of."""
        return {field.name for field in self.instance._meta.fields if not field.is_relation}

    def _keep_a_colleagues_words(self, name: str, typed: Any) -> None:
        field, opened_with = self.fields[name], self.add_initial_prefix(name)
        if not field.show_hidden_initial or opened_with not in self.data or name not in self._plain:
            return
        now = getattr(self.instance, name)
        seen = field.to_python(unix_line_ends(self.data[opened_with]))
        if now == typed or not field.has_changed(seen, _as_sent(field, now)):
            return
        self.data = with_answer(self.data, opened_with, _as_sent(field, now))
        self.add_error(
            name,
            "A colleague changed this after you opened the form. It now says: "
            f"“{_as_sent(field, now)}”. What you typed is still here: save again to replace theirs.",
        )


def with_answer(data: Any, name: str, value: str) -> QueryDict:
    """Return what was sent with another value in one field."""
    changed: QueryDict = data.copy()
    changed[name] = value
    return changed


def _as_sent(field: forms.Field, value: Any) -> Any:
    """Return ``value`` as a browser would send it."""
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(getattr(prepared, "pk", prepared))


def unknown(what: str, keys: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of ``keys`` that is not ``known``."""
    there = set(known)
    yield from (f"There is no {what} “{key}”." for key in keys if key not in there)
