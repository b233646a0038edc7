"""What `make run` says: a taken port, each long step, where to look, how to sign in, an old database."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lesas_portal.core import checks

ROOT = Path(settings.BASE_DIR)
# Stands for pip, Python and the server: says what it was called with, and does nothing.
ECHO = '#!/usr/bin/env bash\necho "> $(basename "$0") $*"\n'


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of this machine on which something listens, with a free one after it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run make in ``folder`` as a person would, with no make around it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", "--no-print-directory", f"PYTHON={sys.executable}", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def clone(tmp_path) -> Path:
    """As much of a fresh clone as make looks at, with nothing installed."""
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    (tmp_path / "static").mkdir()
    return tmp_path


@pytest.fixture
def pretended(clone) -> Path:
    """A clone in which every program that make would call only says that it was called."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / "staticfiles").mkdir()
    for path in (".venv/bin/python", ".venv/bin/pip", "deploy/serve"):
        (clone / path).write_text(ECHO, encoding="utf-8")
        (clone / path).chmod(0o755)
    return clone


def test_a_taken_port_is_refused_before_anything_is_installed(clone, taken):
    done = make(clone, "run", f"PORT={taken}")
    assert done.returncode != 0
    advice, of_make = done.stderr.splitlines()
    assert advice.startswith(f"Port {taken} is taken. Try: PORT=")
    assert advice.endswith(" make run")
    assert of_make.startswith("make: ***")
    assert done.stdout == ""
    assert not (clone / ".venv").exists()


def test_the_port_that_is_advised_is_free(clone, taken):
    advice = make(clone, "port-is-free", f"PORT={taken}").stderr
    advised = int(advice.partition("PORT=")[2].split()[0])
    assert make(clone, "port-is-free", f"PORT={advised}").returncode == 0


def test_what_is_no_port_is_said_in_a_line(clone):
    for wrong in ("eighty", "0", "70000", "-1"):
        done = make(clone, "port-is-free", f"PORT={wrong}")
        assert done.stderr.splitlines()[0] == f"PORT must be a number from 1 to 65535, not {wrong}."
        assert done.returncode != 0


def test_a_line_before_each_long_step_says_what_happens(pretended):
    lines = make(pretended, "run", f"PORT={free_port()}").stdout.splitlines()
    steps = [
        ("Installing", "> pip install"),
        ("Preparing styles and images", "> python manage.py collectstatic"),
        ("Preparing the database", "> python manage.py migrate"),
        ("Loading the content", "> python manage.py load_content"),
    ]
    for said, done in steps:
        after = next(number for number, line in enumerate(lines) if line.startswith(done))
        assert lines[after - 1].startswith(said), lines
    assert [line.split()[1:4] for line in lines[-2:]] == [
        ["python", "manage.py", "create_demo_adviser"],
        ["serve"],
    ]


def test_a_second_start_does_not_say_that_it_installs(pretended):
    make(pretended, "run", f"PORT={free_port()}")
    again = make(pretended, "run", f"PORT={free_port()}").stdout
    assert "Installing" not in again
    assert "Loading the content" in again


def test_the_last_line_of_a_start_is_the_address_and_it_answers(tmp_path):
    """gunicorn itself, as `make run` starts it: nothing is printed after the address to open."""
    port = free_port()
    environment = os.environ | {
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
        "DEBUG": "1",
        "WEB_CONCURRENCY": "1",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = [server.stdout.readline().rstrip()]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=30) as answer:
            assert answer.status == 200
    finally:
        server.send_signal(signal.SIGTERM)
        # Not communicate(): it leaves out what the first reading took from the pipe beyond its line.
        with server.stdout as rest:
            said += rest.read().splitlines()
        server.wait(timeout=30)
    trial, address = said
    assert trial.startswith("For trial on this machine only")
    assert address == f"Open http://127.0.0.1:{port}/ in a browser. Ctrl+C stops the portal."


def test_a_database_of_an_earlier_development_version_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        database.execute(
            "INSERT INTO django_migrations VALUES (1, 'guidance', '0001_first_try', '2026-01-01')"
        )
        database.commit()
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "This database was made by an earlier development version." in done.stderr
    assert "Move db.sqlite3 away and run make run again." in done.stderr
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone() == (1,)


def test_the_database_that_this_version_makes_is_accepted(db):
    assert checks.database_fits(databases=["default"]) == []


def test_a_migration_that_only_newer_code_has_is_not_taken_for_an_old_database(db):
    """Code put back to an older release: nobody is told to move a database of real use away."""
    MigrationRecorder(connection).record_applied("guidance", "0999_later")
    assert checks.database_fits(databases=["default"]) == []


def test_what_it_writes_is_for_its_own_user_and_group_only(pretended):
    python = pretended / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "> python $2 $(umask)"\n', encoding="utf-8")
    lines = make(pretended, "run", f"PORT={free_port()}").stdout.splitlines()
    said = dict(line.split()[2:] for line in lines if line.startswith("> python"))
    assert {said[command] for command in ("migrate", "load_content", "create_demo_adviser")} == {"0027"}
    assert "umask 027" in (ROOT / "deploy" / "serve").read_text(encoding="utf-8")
