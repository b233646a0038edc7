"""The guided routes as readers get them now: one ``Book``, which stands without a database too.

Like the Front Door: while the database answers, only it speaks. What is public is also kept as a file, the
last-known copy, written whenever a change shows in it; the routes that ship with the content speak only where
there is neither. The book is kept in the process until something is written, or something becomes public or
ends by the clock.
"""

import json
import logging
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils import timezone

from guidance import directory
from guidance.fixture_reader import FixtureError
from guidance.models import RouteEdition
from guidance.routes import shipped
from guidance.routes.book import Book
from guidance.routes.schema import COMMON, Route
from guidance.search import static_pages
from guidance.services import next_change, route_text, snapshot_file
from guidance.services.next_change import Stretch
from lesas_portal.core import copy_notice
from lesas_portal.core.copy_notice import CopiedAt

logger = logging.getLogger(__name__)
COPY = "guided-routes.json"

_held: tuple[Stretch, Book] | None = None
_texts: dict[tuple[Path, int], Route] = {}


def public_book(at: datetime | None = None) -> Book:
    """Return what is public at ``at`` (default: now): one query, five more after a change, where
    ``next_change`` asks too. For another moment than now nothing is kept.

    A database without any edition has not been loaded yet: then its routes are the last known or shipped.
    """
    global _held
    try:
        if at is not None:
            return _read_and_keep(at, None)
        # Before anything is read, so that what is older can only be kept under an older version.
        version, now, held = next_change.version_here(), timezone.now(), _held
        if held is None or not held[0].holds(version, now):
            held = _held = (next_change.stretch(version, now), _read_and_keep(None, held))
    except Error:
        book, copied_at = _without_database()
        copy_notice.uses(copied_at)
        return book
    return held[1]


def without_database() -> Book:
    """Return the book as it was last known, or as it was shipped. Asks no database."""
    return _without_database()[0]


def write_snapshot() -> None:
    """Bring the last-known copy up to date with what is public now."""
    _read_and_keep(None, None)


def renew() -> None:
    """Bring the book of this process and the copy up to date: somebody, anywhere, has changed something.

    Raises Error while the database is away, for then the copy may be behind.
    """
    global _held
    version, now = next_change.version_here(), timezone.now()
    _held = (next_change.stretch(version, now), _read_and_keep(None, None))


def book_of(routes: dict[str, Route], listed: directory.Directory) -> Book:
    """Return the book of these routes, the one that all have among them, and of what their texts may name."""
    return Book(
        common=routes.get(COMMON, shipped.NO_COMMON),
        routes={slug: route for slug, route in routes.items() if slug != COMMON},
        blocks=listed.blocks,
        helplines=listed.helplines,
        resources=listed.resources,
        pages={**listed.pages, **static_pages.names()},
        facts=listed.facts,
    )


def public_routes(at: datetime | None = None) -> dict[str, Route]:
    """Return the newest edition of every public route, by slug, the one that all have among them.

    An edition never changes, so its words are read and parsed once in a process.
    """
    global _texts
    place = settings.LAST_KNOWN_DIR  # another database, in which numbers are given anew, has another place
    editions = RouteEdition.objects.public(at).defer("content").select_related("route")
    slugs = {(place, edition.pk): edition.route.slug for edition in editions}
    texts = {key: text for key, text in _texts.items() if key in slugs}
    missing = [pk for place, pk in slugs.keys() - texts.keys()]
    for edition in RouteEdition.objects.filter(pk__in=missing) if missing else ():
        texts[place, edition.pk] = route_text.of_edition(edition)
    _texts = texts
    return {slug: texts[key] for key, slug in slugs.items()}


def _read_and_keep(at: datetime | None, held: tuple[Stretch, Book] | None) -> Book:
    """Read the book; write the copy unless it is there and the book says what ``held`` says.

    What is public at another moment (``at``) is in no copy.
    """
    routes, listed = public_routes(at), directory.read(at)
    if not routes and not RouteEdition.objects.exists():
        return _not_loaded_yet(listed)
    book = book_of(routes, listed)
    is_new = not held or held[1] != book or not snapshot_file.is_there(COPY)
    if is_new and at is None:
        snapshot_file.keep(COPY, json.dumps(book.as_data(), ensure_ascii=False))
    return book


def _not_loaded_yet(listed: directory.Directory) -> Book:
    """The routes that are known otherwise, with whatever the database has for their texts."""
    book = without_database()
    parts = {name: getattr(listed, name) for name in ("blocks", "helplines", "resources", "pages", "facts")}
    return replace(book, **{name: rows for name, rows in parts.items() if rows})


def _without_database() -> tuple[Book, CopiedAt]:
    """The book, and the time of the copy that it is from."""
    copy = snapshot_file.read(COPY)
    if copy:
        try:
            return _parsed(copy.text), copy.at
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            logger.error("The last-known copy of the guided routes cannot be read: %r", error)
    return _shipped(settings.FIXTURES_DIR), None


@lru_cache(maxsize=2)
def _parsed(text: str) -> Book:
    """Read a copy, once for as long as it says the same."""
    return Book.from_data(json.loads(text))


@cache
def _shipped(folder: Path) -> Book:
    try:
        return shipped.read_book(folder, static_pages.names())
    except (OSError, FixtureError) as error:
        logger.error("The guided routes that ship with the content cannot be read: %s", error)
        return Book(routes={}, common=shipped.NO_COMMON)
