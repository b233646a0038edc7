"""The lines of the admin's first page: what needs somebody now. Each app registers its own.

They stand in one order, the first to do first, so that a person finds each in the same place every day:

==== ============================================== ==== ================================================
 10  enquiries: read first, late, today, mine, …     80  changes ready for an adviser
 20  suspected spam                                  90  checks of content that are due
 30  exported files to delete                       100  searches that found nothing
 40  mail that was given up or waits                105  corrected texts that came with an update
 50  contacts that nobody confirmed                 110  the list of bank holidays ends
 60  broken links                                   120  when daily tasks last ran: purge, links, backup
 70  scheduled
==== ============================================== ==== ================================================
"""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, User


class Line(NamedTuple):
    """Something that needs somebody: "3 enquiries are late", with the page where they are."""

    text: str
    url: str
    is_urgent: bool = False
    is_news: bool = False
    """Whether it only says how things stand, as when a task last ran, and asks nothing of anybody."""

    @property
    def number(self) -> str:
        """The number that the text begins with; empty when it begins with a word."""
        first = self.text.partition(" ")[0]
        return first if first.isdigit() else ""

    @property
    def words(self) -> str:
        """The text behind the number."""
        return self.text.removeprefix(self.number)


Source = Callable[[User | AnonymousUser], list[Line]]

_sources: list[tuple[int, Source]] = []


def register(source: Source, *, order: int) -> None:
    """Show the lines of ``source`` on the first page, in the place that the table above gives ``order``.

    A source gives only what the person may see, in at most two queries.
    """
    _sources.append((order, source))


def lines(user: User | AnonymousUser) -> list[Line]:
    """Return what the person should know now, in the order of the table above."""
    return [line for _, source in sorted(_sources, key=lambda pair: pair[0]) for line in source(user)]
