"""Pages from memory for the server's loop: answered there and then, without a thread, or not at all.

To hand a request to a thread and back costs more than to answer it from memory. The loop may do so only where
nothing holds it up, for all connections wait meanwhile: the page is there as it will be sent, and short, and
one read of the content version, on a connection that another thread has opened, tells of all requests that
had arrived before it. Everything else is ``NotAtHandError``, and a thread's to answer as ever.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import connections

from lesas_portal.core.content_version import Version
from lesas_portal.core.page_answer import answer, is_ready
from lesas_portal.core.page_cache import OUTCOME, PageCache
from lesas_portal.core.version_reader import TRY_AGAIN_SECONDS, Connection, connect

ROUND = "lesas.at_hand"
"""In a request's environ: the round of the loop that asks for a page at hand."""
MARK = "answers_at_hand"
"""The attribute of a WSGI application that knows of rounds."""
ANSWER_SECONDS = 0.05


class NotAtHandError(BaseException):
    """This request is for a thread. Nothing was answered or counted, and no handler of errors is asked."""


class VersionAtHand:
    """Reads the content version on one connection, for one thread that must not wait."""

    def __init__(self, using: str = "default") -> None:
        self._using = using
        self.connection: Connection | None = None
        self.opening: Thread | None = None
        self._not_before = 0.0

    def read(self) -> Version:
        """Return the version as it is now. Raises NotAtHandError where it is not to be had at once."""
        if self.connection is None:
            self._open_aside()
            raise NotAtHandError
        try:
            return self.connection.version()
        except Exception:
            # Whatever it is: threads go on, and say so if the database is away.
            self._not_before = time.monotonic() + TRY_AGAIN_SECONDS
            self.close()
            raise NotAtHandError from None

    def close(self) -> None:
        """Close the connection, if there is one."""
        broken, self.connection = self.connection, None
        if broken is not None:
            with suppress(Exception):
                broken.close()

    def _open_aside(self) -> None:
        """Let another thread open the connection, unless one does: the name of a server may take long."""
        if time.monotonic() < self._not_before or (self.opening and self.opening.is_alive()):
            return
        self.opening = Thread(target=self._open, daemon=True)
        self.opening.start()

    def _open(self) -> None:
        try:
            opened = connect(connections[self._using], answer_seconds=ANSWER_SECONDS)
            opened.version()
        except Exception:
            self._not_before = time.monotonic() + TRY_AGAIN_SECONDS
        else:
            self.connection = opened


class Round:
    """One round of the loop: the version is read once in it, after the requests came that it is read for."""

    def __init__(self) -> None:
        self._is_read = False
        self._known: tuple[Version] | None = None

    def version(self, reader: VersionAtHand) -> Version:
        """Return the version. Raises NotAtHandError, for each request of the round if for the first."""
        if not self._is_read:
            self._is_read = True
            self._known = (reader.read(),)
        if self._known is None:
            raise NotAtHandError
        return self._known[0]


class AtHand:
    """A page cache, and what of it is at hand for a request that names a round."""

    def __init__(self, kept: PageCache, reader: VersionAtHand) -> None:
        self._kept, self._reader = kept, reader

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer. Raises NotAtHandError where a round is named and the page is not at hand."""
        asks: Round | None = environ.get(ROUND)
        if asks is None:
            return self._kept(environ, start_response)
        key, _ = self._kept.asked(environ)
        entry = self._kept.store.get(key) if key else None
        if entry is None or not is_ready(entry, environ):
            raise NotAtHandError
        now = time.time()
        if not entry.is_good(asks.version(self._reader), now):
            raise NotAtHandError
        environ[OUTCOME] = "hit"
        return answer(entry, environ, start_response)


def mark(application: WSGIApplication, *, answers: bool) -> WSGIApplication:
    """Return ``application``, which says whether it knows of rounds."""
    setattr(application, MARK, answers)
    return application
