"""A connection to SQLite is kept from one request to the next, and left when its file is another one."""

import shutil
import sqlite3

import pytest
from django.db import OperationalError

from lesas_portal.env import KEPT_SECONDS, database

pytestmark = pytest.mark.django_db


def connect(file):
    from django.db import DEFAULT_DB_ALIAS
    from django.db.utils import ConnectionHandler

    entry = database(f"sqlite:///{file}", file.parent)
    return ConnectionHandler({DEFAULT_DB_ALIAS: entry})[DEFAULT_DB_ALIAS]


def ask(connection, statement):
    """Ask as a request does: Django looks at the connection first, once a request."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        return cursor.execute(statement).fetchall()


def test_the_next_request_uses_the_same_connection(tmp_path):
    connection = connect(tmp_path / "a.sqlite3")
    ask(connection, "CREATE TABLE t (n)")
    first = connection.connection
    ask(connection, "SELECT * FROM t")
    assert connection.connection is first
    assert connection.settings_dict["CONN_MAX_AGE"] == KEPT_SECONDS
    connection.close()


def test_after_an_error_the_next_request_uses_another_connection(tmp_path):
    connection = connect(tmp_path / "a.sqlite3")
    ask(connection, "CREATE TABLE t (n)")
    first = connection.connection
    with pytest.raises(OperationalError):
        ask(connection, "SELECT * FROM what_is_not_there")
    assert ask(connection, "SELECT * FROM t") == []
    assert connection.connection is not first
    connection.close()


def test_a_file_that_was_put_in_the_place_of_another_is_read_at_once(tmp_path):
    file, other = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"
    connection = connect(file)
    ask(connection, "CREATE TABLE old (n)")
    made = sqlite3.connect(other)
    made.execute("CREATE TABLE new (n)")
    made.close()
    for name in ("a.sqlite3-wal", "a.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.move(other, file)
    assert ask(connection, "SELECT name FROM sqlite_master") == [("new",)]
    connection.close()


def test_a_file_that_was_moved_away_is_not_written_any_more(tmp_path):
    file = tmp_path / "a.sqlite3"
    connection = connect(file)
    ask(connection, "CREATE TABLE t (n)")
    file.rename(tmp_path / "away.sqlite3")
    ask(connection, "CREATE TABLE later (n)")
    connection.close()
    away = sqlite3.connect(tmp_path / "away.sqlite3")
    assert ("later",) not in away.execute("SELECT name FROM sqlite_master").fetchall()
    away.close()
