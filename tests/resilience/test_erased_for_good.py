"""What is erased is in no table, no file of the database, no log and no backup made afterwards."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.db import connection

from tests.conftest import IN_CI
from tests.traces import new_marker

DATABASE = "lesas_erased"


def run(folder: Path, database_url: str) -> tuple[dict[str, list[str]], str, tuple[str, ...]]:
    """Do it in a process of its own; return what it found at each step, what it logged, and the markers."""
    markers = (new_marker(), new_marker(), new_marker())
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "SERVED_FROM": str(folder),
        "DATABASE_URL": database_url,
        "EMAIL_URL": "memory://",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.resilience.erased", str(folder), *markers],
        cwd=project_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr, markers


def check(found: dict[str, list[str]], log: str, markers: tuple[str, ...]) -> None:
    # The search can find it: it stood in these tables, and in files.
    tables = {line for line in found["filled"] if line.startswith("table")}
    names = ("enquiries_enquiry", "enquiries_event", "core_queuedemail")
    address = markers[2]
    everywhere = {f"table {name}: {marker}" for name in names for marker in markers}
    assert tables == everywhere - {f"table enquiries_event: {address}"}
    assert any(line.startswith("file") for line in found["filled"])
    assert found["backup before"]
    # The address alone stays, in the mail that says who to ring, until that is sent.
    assert found["before the signpost went"] == [f"table core_queuedemail: {address}"]
    for step in ("words, at once", "tables after", "after", "backup after", "restored", "safety copy"):
        assert found[step] == [], step
    assert [marker for marker in markers if marker in log.lower()] == []


@pytest.mark.slow  # A process of its own backs a database up three times and restores it.
@pytest.mark.sqlite
def test_what_is_erased_is_in_no_file_of_sqlite_and_comes_back_with_no_backup(tables, tmp_path):
    database = shutil.copy(tables, tmp_path / "erased.sqlite3")
    check(*run(tmp_path, f"sqlite:///{database}"))


@pytest.fixture
def database_url(db):
    """An empty database on the server of DATABASE_URL."""
    given = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
        cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
        folder = cursor.fetchone()
    if not folder or not os.access(folder[0], os.R_OK):
        assert not IN_CI, "PostgreSQL's files are to be looked at in CI"
        pytest.skip("PostgreSQL’s files are on another machine, or not ours to read")
    secret = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    yield f"postgres://{given['USER']}{secret}@{given['HOST']}:{given['PORT']}/{DATABASE}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


# The same on PostgreSQL, where the purge waits for others at work on the server: minutes, beside other tests.
@pytest.mark.proof
@pytest.mark.postgresql
def test_what_is_erased_is_in_no_file_of_postgresql_and_comes_back_with_no_backup(tmp_path, database_url):
    check(*run(tmp_path, database_url))
