"""The test database in two states, each made once a run: as migrated, and with everything in fixtures/.

A test that rolls back leaves the state as it was. After one that commits, and where the next test asks
for the other state, the database is put back from a copy: pages of memory on SQLite, a template
database on PostgreSQL. Either takes a few hundredths of a second; loading the content takes seconds.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from pytest_django import DjangoDbBlocker

EMPTY, CONTENT = "empty", "content"


class States:
    """The states of the test database, and the one that it is in: "" when a test may have changed it.

    Reaches the database also where pytest-django keeps tests from it.
    """

    def __init__(self, blocker: DjangoDbBlocker, load_content: Callable[[], object]) -> None:
        self._unblock = blocker.unblock
        self._load_content = load_content
        self._copies = MemoryCopies() if connection.vendor == "sqlite" else TemplateCopies()
        with self._unblock():
            self._copies.keep(EMPTY)
        self._current = EMPTY
        self._has_content = False

    def use(self, state: str) -> None:
        """Bring the database into ``state``. Not within a transaction."""
        if state == self._current:
            return
        with self._unblock():
            if state == CONTENT and not self._has_content:
                self._make_content()
            else:
                self._restore(state)
        self._current = state

    def spoil(self) -> None:
        """Say that the database may hold what a test committed, so that no later test is given it."""
        self._current = ""

    def write_tables(self, file: Path) -> None:
        """Write the empty state into a new file of SQLite, for a process of its own. Only on SQLite."""
        self._copies.write(EMPTY, file)

    def close(self) -> None:
        """Throw the copies away."""
        with self._unblock():
            self._copies.close()

    def _make_content(self) -> None:
        self._restore(EMPTY)
        self._load_content()
        self._copies.keep(CONTENT)
        self._has_content = True

    def _restore(self, state: str) -> None:
        self._copies.restore(state)
        # A test that commits has the types of content written anew, with other keys. They are known to a
        # process that has answered a while, so that no test counts a query for them.
        ContentType.objects.clear_cache()
        ContentType.objects.get_for_models(*apps.get_models())


class MemoryCopies:
    """Copies of SQLite's database in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, sqlite3.Connection] = {}

    def keep(self, state: str) -> None:
        connection.ensure_connection()
        self._kept[state] = sqlite3.connect(":memory:")
        connection.connection.backup(self._kept[state])

    def restore(self, state: str) -> None:
        connection.ensure_connection()
        self._kept[state].backup(connection.connection)

    def write(self, state: str, file: Path) -> None:
        with closing(sqlite3.connect(file)) as written:
            self._kept[state].backup(written)

    def close(self) -> None:
        for kept in self._kept.values():
            kept.close()


class TemplateCopies:
    """Copies of PostgreSQL's database, each a database beside it, named after its state."""

    def __init__(self) -> None:
        self._name = connection.settings_dict["NAME"]
        self._kept: list[str] = []

    def keep(self, state: str) -> None:
        self._copy(self._name, f"{self._name}_{state}")
        self._kept.append(state)

    def restore(self, state: str) -> None:
        self._copy(f"{self._name}_{state}", self._name)

    def close(self) -> None:
        # Django drops the database itself, and not by force.
        leave = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self._name}' AND pid <> pg_backend_pid()"
        )
        connection.close()
        self._run(*(self._drop(f"{self._name}_{state}") for state in self._kept), leave)

    def _copy(self, template: str, name: str) -> None:
        # The server copies a database only while nobody is connected to it.
        connection.close()
        self._run(self._drop(name), f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _drop(self, name: str) -> str:
        # By force: a thread of a test that is over may still hold its connection.
        return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'

    def _run(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
