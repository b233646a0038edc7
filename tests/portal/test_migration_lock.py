"""Two servers that start at once: one prepares the database, the other waits for it."""

import os
import stat
import subprocess
import sys
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.core import management
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from lesas_portal.core import migration_lock

WAITS = "Another process prepares this database"


def start_migrating(address):
    return subprocess.Popen(
        # Two small migrations that need no others.
        [sys.executable, "manage.py", "migrate", "contenttypes", "-v1", "--skip-checks"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check_that_two_take_turns(own, address):
    """While ``own`` holds the lock both wait; then one migrates, and the other finds nothing left to do."""
    with migration_lock.held(own, tell_waiting=lambda: pytest.fail("nobody else is there")):
        processes = [start_migrating(address) for _ in range(2)]
        said = [process.stderr.readline() for process in processes]
        assert all(WAITS in line for line in said), said
        assert [process.poll() for process in processes] == [None, None]
    outs = [process.communicate(timeout=200)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted("Applying contenttypes.0001_initial" in out for out in outs) == [False, True]
    assert sum("No migrations to apply" in out for out in outs) == 1


def test_migrate_is_the_command_that_waits():
    assert management.get_commands()["migrate"] == "lesas_portal"


@pytest.mark.sqlite
@pytest.mark.slow  # starts two processes
def test_two_on_one_file_of_sqlite_take_turns_and_close_it_to_others(tmp_path):
    file = tmp_path / "one.sqlite3"
    own = DatabaseWrapper({**connection.settings_dict, "NAME": file})
    check_that_two_take_turns(own, f"sqlite:///{file}")
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("one.sqlite3*")} == {0o640}


@pytest.mark.postgresql
@pytest.mark.slow  # starts two processes
def test_two_on_one_database_of_postgresql_take_turns(db):
    name, place = f"locked_{os.getpid()}", connection.settings_dict
    host = f"{place['HOST']}:{place['PORT']}"
    address = f"postgres://{place['USER']}:{place['PASSWORD']}@{host}/{name}"
    own = type(connections["default"])({**place, "NAME": name}, alias="locked")
    with closing(psycopg2.connect(**{**connection.get_connection_params(), "dbname": "postgres"})) as admin:
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            connections["locked"] = own
            try:
                check_that_two_take_turns(own, address)
            finally:
                del connections["locked"]
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
