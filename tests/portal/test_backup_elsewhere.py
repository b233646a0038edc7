"""A backup of a site that people write to: whole at one moment, and the same on another database."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.server import ROOT, environment_for

# Slow, because it makes databases of its own, as processes of their own.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Each transaction writes two rows that belong together, and a file beside them does not matter.
WRITER = """
import django; django.setup()
from django.db import transaction
from lesas_portal.core.models import AuditEntry
from tests.factories import make_enquiry, make_mail
number = 0
while True:
    with transaction.atomic():
        enquiry = make_enquiry(message=f"Number {number}")
        make_mail(about=enquiry.reference)
    number += 1
    print(number, flush=True)
"""
PAIRS = """
import django; django.setup()
from enquiries.models import Enquiry
from lesas_portal.core.models import QueuedEmail
references = set(Enquiry.objects.values_list("reference", flat=True))
assert references == set(QueuedEmail.objects.values_list("about", flat=True)), "halves of a transaction"
print(len(references))
"""
# Written by the backup and the restore themselves.
BY_ITSELF = {"core_taskrun", "core_auditentry"}


@pytest.fixture
def databases(tmp_path) -> Iterator[dict[str, str]]:
    """The addresses of two new databases of the kind of this run: the site's, and another."""
    if connection.vendor == "sqlite":
        yield {name: f"sqlite:///{tmp_path / name}.sqlite3" for name in ("site", "elsewhere")}
        return
    chosen = connection.settings_dict
    user = ":".join(quote(chosen[key], safe="") for key in ("USER", "PASSWORD") if chosen[key])
    names = {name: f"{chosen['NAME']}_{name}" for name in ("site", "elsewhere")}
    with connection._nodb_cursor() as cursor:
        for name in names.values():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
    yield {
        name: f"postgres://{user}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{called}"
        for name, called in names.items()
    }
    with connection._nodb_cursor() as cursor:
        for name in names.values():
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def somebody_writes(environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def sums(environment: dict[str, str]) -> dict[str, str]:
    """What each table holds, in short."""
    lines = [line.rsplit(" ", 1) for line in run(environment, "manage.py", "table_sums").splitlines()]
    return {table: found for found, table in lines}


def newest(folder: Path) -> Path:
    return max(folder.glob("lesas-*"), key=os.path.getmtime)


# A proof, because two databases are made and written to; that a backup comes back is in test_backup.
@pytest.mark.proof
def test_it_is_of_one_moment_and_the_same_elsewhere(databases, tmp_path):
    site, elsewhere = (
        environment_for(tmp_path / name) | {"DATABASE_URL": databases[name]} for name in ("site", "elsewhere")
    )
    for name in ("site", "elsewhere"):
        (tmp_path / name / "static").mkdir(parents=True)
    run(site, "manage.py", "migrate", "-v0")
    kept = str(tmp_path / "kept")
    with somebody_writes(site):
        time.sleep(0.5)
        run(site, "manage.py", "backup", kept)
    run(elsewhere, "manage.py", "restore", kept)
    first = int(run(elsewhere, "-c", PAIRS))
    assert 0 < first <= int(run(site, "-c", PAIRS))

    # Now nobody writes: every table is the same.
    run(site, "manage.py", "backup", kept)
    run(elsewhere, "manage.py", "restore", str(newest(tmp_path / "kept")), "--no-safety-copy")
    here, there = sums(site), sums(elsewhere)
    assert {table for table in here if here[table] != there[table]} <= BY_ITSELF
    assert int(run(elsewhere, "-c", PAIRS)) >= first
