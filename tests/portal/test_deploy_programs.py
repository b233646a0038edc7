"""What runs a command of the portal on a server, and what goes into an image."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# What Debian would do as root, for the one user that the test has.
PROGRAMS = {
    "id": "echo 0",
    "getent": "echo 'lesas:x:999:999::/var/lib/lesas:/usr/sbin/nologin'",
    "setpriv": 'while [ "$1" != -- ]; do shift; done; echo "ran $*"; umask; env',
}
SETTINGS = """# A comment
SECRET_KEY=a$b#c"d
SITE_URL="https://portal.example.org"
EMAIL_URL='smtp://mail.example.org'
WEB_CONCURRENCY=2"""


@pytest.fixture
def said(tmp_path) -> list[str]:
    """What a command of the portal would find, started by root."""
    for name, body in PROGRAMS.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
    (tmp_path / "settings").write_text(SETTINGS)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": "/root", "USER": "root", "LOGNAME": "root"}
    done = subprocess.run(
        [ROOT / "deploy" / "manage", "check", "--deploy"],
        env={**environment, "SETTINGS": str(tmp_path / "settings")},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_command_has_the_settings_as_they_are_written(said):
    assert "ran -- .venv/bin/python manage.py check --deploy" in said
    assert "0027" in said
    told = {
        'SECRET_KEY=a$b#c"d',
        "SITE_URL=https://portal.example.org",
        "EMAIL_URL=smtp://mail.example.org",
        "WEB_CONCURRENCY=2",
    }
    assert told <= set(said)


def test_a_command_is_not_at_home_where_only_root_may_look(said):
    """PostgreSQL's library would end there, on its way to a database with TLS."""
    assert {"HOME=/var/lib/lesas", "USER=lesas", "LOGNAME=lesas"} <= set(said)


def test_no_secret_of_a_working_folder_gets_into_an_image_whoever_builds_it():
    """docker reads another file than podman."""
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".env", "environment", "*.sqlite3*", "var"} <= set(ignored)
    assert (ROOT / ".dockerignore").resolve() == ROOT / ".containerignore"
