"""What a document takes from this site on the day it is made: sources, numbers, guided routes, addresses."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from guidance import paper
from guidance.policies.placeholders import long_date
from guidance.routes.book import Book


@dataclass(frozen=True)
class Source:
    """A document that policies rest on.

    ``page`` is its page on this site, ``url`` its own address. ``standing`` is what it is for those whom it
    binds, and ``edition`` the month of the newest one, as "September 2026"; both may be empty.
    """

    key: str
    title: str
    publisher: str
    page: str
    url: str = ""
    standing: str = ""
    edition: str = ""

    @property
    def name(self) -> str:
        """Its title with its edition."""
        return f"{self.title}, edition of {self.edition}" if self.edition else self.title


@dataclass(frozen=True)
class Portal:
    """This site on the day on which a document is made.

    ``page`` is the path of the page where the template is read, ``changes_page`` of the one that shows what
    changed since; ``book`` has every number and guided route that is public.
    """

    page: str
    changes_page: str
    made_on: date
    book: Book
    sources: dict[str, Source] = field(default_factory=dict)
    site_url: str = ""

    @property
    def today(self) -> str:
        """The day in words."""
        return long_date(self.made_on)

    def address(self, href: str) -> str:
        """Return ``href`` as it can be read off a sheet, without what follows a question mark."""
        return paper.address(href, self.site_url).partition("?")[0].rstrip("/")

    def phone(self, slug: str) -> str:
        """Return the number of a helpline, or the one to text; empty where none is confirmed."""
        number = self.book.helplines.get(slug)
        return (number.phone or number.text_number) if number else ""

    def chart_page(self, slug: str) -> str:
        """Return the path of the chart of a guided route."""
        return reverse("guidance:route_chart", args=[slug])

    def outcome_page(self, slug: str, key: str) -> str:
        """Return the path of the outcome ``key`` of a guided route."""
        return reverse("guidance:route_outcome", args=[slug, key])
