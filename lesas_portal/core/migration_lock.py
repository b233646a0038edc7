"""One process at a time changes the tables, when two servers start at once."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

# "lesas" as a number: advisory locks of PostgreSQL have no names, and belong to one database.
NUMBER = int.from_bytes(b"lesas", "big")


@contextmanager
def held(connection: BaseDatabaseWrapper, *, tell_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of the database of ``connection`` for the block; ``tell_waiting`` when another has it.

    It ends with the process that holds it, however that ends. On PostgreSQL it needs a connection that is its
    own until the end, so no pool that gives connections to each transaction may stand between.
    """
    if connection.vendor == "postgresql":
        with _on_postgresql(connection, tell_waiting):
            yield
    elif file := sqlite_file(connection):
        with _on_folder(file.parent, tell_waiting):
            yield
    else:
        yield


def sqlite_file(connection: BaseDatabaseWrapper) -> Path | None:
    """Return the file of SQLite; None for another database, or one in memory."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and name != ":memory:" and "mode=memory" not in name
    return Path(name) if is_file else None


@contextmanager
def _on_postgresql(connection: BaseDatabaseWrapper, tell_waiting: Callable[[], None]) -> Iterator[None]:
    # What migrates may close its connection, and would lose the lock with it.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
            if not cursor.fetchone()[0]:
                tell_waiting()
                cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            yield
    finally:
        own.close()


@contextmanager
def _on_folder(folder: Path, tell_waiting: Callable[[], None]) -> Iterator[None]:
    # Not on the file: closing it would end SQLite's own locks on it (POSIX locks go with any close).
    held_folder = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held_folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell_waiting()
            fcntl.flock(held_folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held_folder)
