"""Forms of drafts: words that cannot stand are refused.

What may be wrong for a while (a step too few, an answer to an outcome that is still to come) is no matter of
the form: the check names it beside the graph, and stops the draft from being published.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.http import QueryDict

from guidance.admin.tidying_form import TidyingForm
from guidance.routes import wording
from guidance.routes.book import Book
from guidance.services import route_checks


class DraftForm(TidyingForm):
    """Tidies what was pasted, and refuses words that readers could not be shown."""

    lines: tuple[str, ...] = ()
    """Fields that are printed as they stand."""
    texts: tuple[str, ...] = ()
    """Fields in Markdown, or lists of it."""

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in set(self.changed_data) & cleaned.keys():
            for fault in dict.fromkeys(self.faults(name, cleaned[name])):
                self.add_error(name, fault)
        return cleaned

    def markdown_names(self) -> list[str]:
        return [name for name in self.texts if name in self.fields]

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


def with_answer(data: Any, name: str, value: str) -> QueryDict:
    """Return what was sent with another value in one field."""
    changed: QueryDict = data.copy()
    changed[name] = value
    return changed


def unknown(what: str, keys: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of ``keys`` that is not ``known``."""
    there = set(known)
    yield from (f"There is no {what} “{key}”." for key in keys if key not in there)
