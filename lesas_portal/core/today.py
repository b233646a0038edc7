"""The lines of the admin's first page: what needs somebody now. Each app registers its own."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, User


class Line(NamedTuple):
    """Something that needs somebody: "3 enquiries are late", with the page where they are."""

    text: str
    url: str
    is_urgent: bool = False


Source = Callable[[User | AnonymousUser], list[Line]]

_sources: list[tuple[int, Source]] = []


def register(source: Source, *, order: int) -> None:
    """Show the lines of ``source`` on the first page, those of a lower ``order`` first.

    A source gives only what the person may see, in at most two queries.
    """
    _sources.append((order, source))


def lines(user: User | AnonymousUser) -> list[Line]:
    """Return what needs somebody now, in the order of harm."""
    return [line for _, source in sorted(_sources, key=lambda pair: pair[0]) for line in source(user)]
