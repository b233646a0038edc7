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
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, QuerySet, Value


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


@dataclass(frozen=True)
class Counted:
    """How many rows of one kind wait: all lines of this sort together cost one query.

    ``rows`` gives the rows that the person should know of, or None where they may see none; ``say`` takes how
    many there are, which is never 0.
    """

    rows: Callable[[User | AnonymousUser], QuerySet | None]
    say: Callable[[int], Line]

    def __call__(self, user: User | AnonymousUser) -> list[Line]:
        """Return the line alone, as any other source does."""
        rows = self.rows(user)
        count = 0 if rows is None else rows.count()
        return [self.say(count)] if count else []


Source = Callable[[User | AnonymousUser], list[Line]]

_sources: list[tuple[int, Source]] = []


def register(source: Source, *, order: int) -> None:
    """Show the lines of ``source`` on the first page, in the place that the table above gives ``order``.

    A source gives only what the person may see, in at most two queries.
    """
    _sources.append((order, source))


def lines(user: User | AnonymousUser) -> list[Line]:
    """Return what the person should know now, in the order of the table above."""
    sources = sorted(_sources, key=lambda pair: pair[0])
    counts = _counts(user)
    found = []
    for _, source in sources:
        if not isinstance(source, Counted):
            found += source(user)
        elif count := counts.get(source, 0):
            found.append(source.say(count))
    return found


def _counts(user: User | AnonymousUser) -> dict[Source, int]:
    """How many rows each counted source has, in one query."""
    counted = [source for _, source in _sources if isinstance(source, Counted)]
    asked = [(source, rows) for source in counted if (rows := source.rows(user)) is not None]
    if not asked:
        return {}
    numbers = [
        rows.order_by().values(which=Value(which)).annotate(count=Count("pk"))
        for which, (_, rows) in enumerate(asked)
    ]
    found = numbers[0].union(*numbers[1:], all=True)
    return {asked[row["which"]][0]: row["count"] for row in found}
