"""Two servers that start at once: one prepares the database, the other waits for it."""

import os
import stat
import subprocess
import sys
import time

import psycopg2
import pytest
from django.conf import settings
from django.core import management
from django.db import connection

from lesas_portal.core import migration_lock

WAITS = "Another process prepares this database"


def start_migrating(address):
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "-v1"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def migrate_twice(address):
    """What two processes said that began together."""
    processes = [start_migrating(address), start_migrating(address)]
    said = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    return said


def check(said):
    did = [out for out, _ in said if "Applying guidance.0001" in out]
    assert len(did) == 1
    assert sum("No migrations to apply" in out for out, _ in said) == 1


def test_migrate_is_the_command_that_waits():
    assert management.get_commands()["migrate"] == "lesas_portal"


@pytest.mark.sqlite
@pytest.mark.slow  # migrates a database of its own
def test_two_on_one_file_of_sqlite(tmp_path):
    check(migrate_twice(f"sqlite:///{tmp_path}/one.sqlite3"))
    # SEC-22: whatever the umask, others of the machine may not read it.
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("one.sqlite3*")} == {0o640}


@pytest.mark.postgresql
@pytest.mark.slow  # migrates a database of its own
def test_two_on_one_database_of_postgresql(db):
    name = f"locked_{os.getpid()}"
    parameters = connection.get_connection_params()
    admin = psycopg2.connect(**{**parameters, "dbname": "postgres"})
    admin.autocommit = True
    place = connection.settings_dict
    address = f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}/{name}"
    with admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            check(migrate_twice(address))
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


@pytest.mark.sqlite
def test_who_finds_it_taken_says_so_and_waits(tmp_path):
    from django.db.backends.sqlite3.base import DatabaseWrapper

    first = DatabaseWrapper({**connection.settings_dict, "NAME": tmp_path / "one.sqlite3"})
    with migration_lock.held(first, tell_waiting=lambda: pytest.fail("nobody else is there")):
        waiting = start_migrating(f"sqlite:///{tmp_path}/one.sqlite3")
        said = waiting.stderr.readline()
        time.sleep(0.2)
        assert WAITS in said
        assert waiting.poll() is None
    waiting.kill()
    waiting.communicate()
