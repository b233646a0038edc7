"""The content version, read on a connection of its own, bounded in time: for the page cache, at each hit.

Django's connection would be looked at before each use and closed at the wrong moments. A thread opens its own
at its first read, never before a fork, and another one after an error, once. While the database is away one
thread tries now and then, and all others are told at once.
"""

import os
import select
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lesas_portal.core.content_version import VERSION_SQL, Version

CONNECT_SECONDS, ANSWER_SECONDS = 2, 1
TRY_AGAIN_SECONDS = 2
POOLED_ELSEWHERE = {"26000", "42P05"}
"""PostgreSQL's codes for a prepared statement that is not there, or is already: a pooler stands between."""


class VersionUnknownError(Exception):
    """The version could not be read: the database is away, does not answer, or has no such table yet."""


class Connection(Protocol):
    """A connection on which the version is read. Both raise whatever the driver does."""

    def version(self) -> Version: ...

    def close(self) -> None: ...


class VersionReader:
    """Reads the version of the database ``using``."""

    def __init__(self, using: str = "default") -> None:
        self._using = using
        self._thread = threading.local()
        self._away_until = 0.0
        self._trying = threading.Lock()

    def read(self) -> Version:
        """Return the version as it is now. Raises VersionUnknownError."""
        kept: Connection | None = getattr(self._thread, "connection", None)
        if kept is not None and not self._away_until:
            try:
                return kept.version()
            except Exception:
                self.close()
        return self._read_anew()

    def close(self) -> None:
        """Close the connection of this thread, if it has one."""
        kept: Connection | None = self._thread.__dict__.pop("connection", None)
        if kept is not None:
            with suppress(Exception):
                kept.close()

    def _read_anew(self) -> Version:
        if not self._away_until:
            return self._try()
        # One thread tries; the others go on without it, however long that takes.
        if time.monotonic() < self._away_until or not self._trying.acquire(blocking=False):
            raise VersionUnknownError
        try:
            self.close()
            return self._try()
        finally:
            self._trying.release()

    def _try(self) -> Version:
        try:
            self._thread.connection = connect(connections[self._using])
            version: Version = self._thread.connection.version()
        except Exception as error:
            # Whatever it is, the page cache goes on with what it has.
            self.close()
            self._away_until = time.monotonic() + TRY_AGAIN_SECONDS
            raise VersionUnknownError(type(error).__name__) from None
        self._away_until = 0.0
        return version


def connect(settings: BaseDatabaseWrapper, *, answer_seconds: float = ANSWER_SECONDS) -> Connection:
    """Open a connection with the settings of Django's, which waits so long for an answer. Any thread may use
    it, one at a time. Raises whatever the driver does."""
    if settings.vendor == "sqlite":
        return _SQLite(str(settings.settings_dict["NAME"]), answer_seconds)
    return _PostgreSQL(settings.get_connection_params(), answer_seconds)


class _SQLite:
    """A file that is not made if it is away, and is opened again if another one has taken its place."""

    def __init__(self, name: str, answer_seconds: float) -> None:
        is_address = name.startswith("file:")
        self._path = None if is_address else Path(name)
        self._file = self._identity()
        self._connection = sqlite3.connect(
            name if is_address else f"file:{quote(name)}?mode=rw",
            uri=True,
            timeout=answer_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        with closing(self._connection.execute("PRAGMA query_only=ON")):
            pass

    def version(self) -> Version:
        if self._identity() != self._file:
            raise Error("The file is another one.")
        # All rows are fetched, so that no read stays open and holds on to the write-ahead log.
        rows: list[tuple[Version]] = self._connection.execute(VERSION_SQL["sqlite"]).fetchall()
        return rows[0][0]

    def close(self) -> None:
        self._connection.close()

    def _identity(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        found = os.stat(self._path)
        return found.st_dev, found.st_ino


class _PostgreSQL:
    """A connection that is waited for here: a server that is frozen would hold the driver for ever."""

    is_pooled_elsewhere = False

    def __init__(self, settings: dict, answer_seconds: float) -> None:
        import psycopg2

        self._answer_seconds = answer_seconds

        settings = {name: value for name, value in settings.items() if name != "cursor_factory"}
        self._connection = psycopg2.connect(**settings, async_=True)
        self._wait(CONNECT_SECONDS)
        self._cursor = self._connection.cursor()
        self._statement = VERSION_SQL["postgresql"]
        if not _PostgreSQL.is_pooled_elsewhere:
            # Planned once: a third of the time of a read.
            self._run(f"PREPARE content_version AS {self._statement}")
            self._statement = "EXECUTE content_version"

    def version(self) -> Version:
        try:
            self._run(self._statement)
        except Exception as error:
            if getattr(error, "pgcode", None) in POOLED_ELSEWHERE:
                _PostgreSQL.is_pooled_elsewhere = True
            raise
        version: str | None = self._cursor.fetchone()[0]
        return version

    def close(self) -> None:
        self._connection.close()

    def _run(self, statement: str) -> None:
        self._cursor.execute(statement)
        self._wait(self._answer_seconds)

    def _wait(self, seconds: float) -> None:
        """Wait until what was asked is done. Raises TimeoutError, or the driver's own errors."""
        while state := self._connection.poll():
            waiting = select.poll()
            waiting.register(self._connection.fileno(), select.POLLIN if state == 1 else select.POLLOUT)
            if not waiting.poll(seconds * 1000):
                raise TimeoutError
