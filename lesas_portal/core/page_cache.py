"""The pages of readers from memory, in front of Django.

A page is kept as it is sent, for one content version, which is read from the database at each hit, and until
the next moment at which a page changes by itself. A reader is never shown what an edit has replaced, by
whatever process it was made. Sessions, tokens, typed words and whatever says ``no-store`` are neither kept
nor answered from here.

While the database is away what was kept is still answered, with ``X-Served-Stale`` and the time of the copy.
``environ["lesas.page_cache"]`` then says what became of a request: "hit", "stale", "made" or "passed" on.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from lesas_portal.core import page_life
from lesas_portal.core.content_version import Version
from lesas_portal.core.lost_connection import with_one_retry
from lesas_portal.core.made_page import MadePage
from lesas_portal.core.page_address import (
    Kept,
    Key,
    Pages,
    for_anybody,
    is_anonymous_read,
    normal_query,
    page_at,
    scheme_of,
)
from lesas_portal.core.page_answer import answer
from lesas_portal.core.page_store import Entry, PageStore
from lesas_portal.core.version_reader import VersionUnknownError

logger = logging.getLogger(__name__)
OUTCOME = "lesas.page_cache"
LOOK_SECONDS = 1  # where a table is locked, not all wait in a line, each for as long as a statement may


class Sight(NamedTuple):
    """What is known of one version: until when pages of it hold that are made from ``since`` on, but for
    those that end sooner. Of what is before, as when the clock was put back, nothing is known."""

    version: Version
    since: float
    good_until: float

    def holds(self, version: Version, now: float) -> bool:
        return self.version == version and self.since <= now < self.good_until


class Moment(NamedTuple):
    """Where a page will be kept, and the version and the time (seconds since 1970) before it is made."""

    key: Key
    version: Version
    now: float


class PageCache:
    """A WSGI application in front of another one."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        store: PageStore,
        pages: Pages,
        read_version: Callable[[], Version],
        next_change: Callable[[datetime], datetime],
        renew: Sequence[Callable[[], object]] = (),
    ) -> None:
        """``read_version`` raises VersionUnknownError. ``next_change``: the next moment at which a page
        changes by itself. ``renew``: done before the first page of a version, and when that moment has
        come. Both ask the database."""
        self._application = application
        self.store = store
        self._pages = pages
        self._read_version = read_version
        self._next_change = next_change
        self._renew = renew
        self._sight: Sight | None = None
        self._sighting = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key, page = self.asked(environ)
        if key is None:
            environ[OUTCOME] = "passed"
            return self._application(environ, start_response)
        entry = self.store.get(key)
        page = page or (None if entry else page_at(environ, self._pages))
        if entry is None and page is None:
            environ[OUTCOME] = "passed"
            return self._application(environ, start_response)
        now = time.time()
        try:
            version = self._read_version()
        except VersionUnknownError:
            return self._without_version(environ, start_response, Moment(key, None, now), entry)
        if entry is not None and entry.is_good(version, now):
            environ[OUTCOME] = "hit"
            return answer(entry, environ, start_response)
        return self._make(environ, start_response, Moment(key, version, now), entry)

    def asked(self, environ: WSGIEnvironment) -> tuple[Key | None, Kept | None]:
        """Return where the page would be kept, None for one that never is, and what is known of the page: it
        is looked up only where the address has parameters, for most have none."""
        if not is_anonymous_read(environ):
            return None, None
        page, query = None, environ.get("QUERY_STRING", "")
        if query:
            page = page_at(environ, self._pages)
            normal = normal_query(query, page) if page else None
            if normal is None:
                return None, None
            query = normal
        return Key(scheme_of(environ), environ["HTTP_HOST"], environ.get("PATH_INFO", ""), query), page

    def _without_version(
        self, environ: WSGIEnvironment, start_response: StartResponse, moment: Moment, entry: Entry | None
    ) -> Iterable[bytes]:
        """Answer while the database is away: what is kept, however old, but what the clock has made untrue
        only where Django could not do better."""
        if entry is not None and not (moment.now >= entry.good_until and self._stands_alone(environ)):
            return self._stale(environ, start_response, moment.key, entry)
        environ[OUTCOME] = "passed"
        return self._application(environ, start_response)

    def _stale(
        self, environ: WSGIEnvironment, start_response: StartResponse, key: Key, entry: Entry
    ) -> Iterable[bytes]:
        """Answer with what may be out of date, and which then says so."""
        environ[OUTCOME] = "stale"
        if not entry.is_copy:
            entry = entry.as_copy()
            self.store.put(key, entry)
        return answer(entry, environ, start_response)

    def _stands_alone(self, environ: WSGIEnvironment) -> bool:
        page = page_at(environ, self._pages)
        return page is not None and page.stands_alone

    def _make(
        self, environ: WSGIEnvironment, start_response: StartResponse, moment: Moment, old: Entry | None
    ) -> Iterable[bytes]:
        """Let Django make the page, keep it if it may be kept, and answer as a hit would.

        Where something breaks, as when the database goes away just now, ``old`` is better than nothing.
        """
        environ[OUTCOME] = "made"
        good_until = self._good_until(moment.version, moment.now)
        asked = for_anybody(environ, moment.key)
        made, ends = page_life.noted(lambda: MadePage(self._application, asked))
        if made.is_broken and old is not None:
            return self._stale(environ, start_response, moment.key, old)
        if not made.may_be_kept:
            self.store.drop(moment.key)
            return made.send(environ, start_response)
        until = good_until if ends is None else min(good_until, ends.timestamp())
        entry = made.entry(moment.version, moment.now, until)
        if until > moment.now:
            self.store.put(moment.key, entry)
        return answer(entry, environ, start_response)

    def _good_until(self, version: Version, now: float) -> float:
        """Return until when pages of ``version`` hold; 0, so that nothing is kept, where that cannot be told.
        Worked out once for a version and once more when the moment has passed."""
        sight = self._sight
        if sight is not None and sight.holds(version, now):
            return sight.good_until
        if not self._sighting.acquire(timeout=LOOK_SECONDS):
            return 0.0
        try:
            return with_one_retry(lambda: self._look(version, now)).good_until
        except Exception as error:
            logger.error("Until when pages hold could not be read: %s", type(error).__name__)
            return 0.0
        finally:
            self._sighting.release()

    def _look(self, version: Version, now: float) -> Sight:
        sight = self._sight
        if sight is not None and sight.holds(version, now):
            return sight
        for renew in self._renew:
            renew()
        until = self._next_change(datetime.fromtimestamp(now, tz=UTC)).timestamp()
        self._sight = sight = Sight(version, now, until)
        return sight
