"""Fills a database of its own with a marker wherever an enquiry goes, erases it and looks for it everywhere.

``python -m tests.resilience.erased FOLDER CHILD OTHER ADDRESS`` prints JSON: for each step the places with
one of these three.
Run with a DATABASE_URL and tests.served_settings, so that every file it writes is in FOLDER.
"""

import io
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import django

NIGHTS_AT_MOST = 3


def main(folder: Path, child: str, other: str, address: str) -> None:
    """Do it step by step."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from enquiries.models import Enquiry
    from tests.factories import make_adviser, make_mail

    call_command("migrate", verbosity=0)
    backups, found = folder / "backups", {}
    markers = (child, other, address)
    _fill(child, address)
    _fill(other, other)
    # Of another thread, to the same person.
    make_mail(about="Y", recipient=f"{other}@EXAMPLE.ORG", body=other)
    look, look_for_words = _looking(folder, markers), _looking(folder, (child, other))
    found["filled"] = look()
    call_command("backup", str(backups), stdout=sys.stderr)
    before = next(backups.glob("lesas-*"))
    found["backup before"] = _in_backup(before, markers)
    enquiry = Enquiry.objects.get(subject=child)
    browser = Client()
    browser.force_login(make_adviser())
    page = f"/admin/enquiries/enquiry/{enquiry.pk}/about-a-child/"
    assert browser.post(page, {"reference": enquiry.reference}).status_code == 302
    call_command("erase_person", f"{other.upper()}@EXAMPLE.org", stdout=sys.stderr)
    found["before the signpost went"] = look(files=False)
    found["words, at once"] = look_for_words(files=connection.vendor == "sqlite")
    call_command("send_queued_mail", stdout=sys.stderr)
    found["tables after"] = look(files=False)
    _purge_until_done()
    found["after"] = look()
    call_command("backup", str(backups), stdout=sys.stderr)
    after = max(backups.glob("lesas-*"), key=lambda made: made.stat().st_mtime_ns)
    found["backup after"] = _in_backup(after, markers)
    call_command("restore", str(before), stdout=sys.stderr)
    found["restored"] = look()
    safety = next(backups.glob("before-restore-*"))
    found["safety copy"] = _in_backup(safety, markers)
    sys.stdout.write(json.dumps(found))


def _purge_until_done() -> None:
    """Purge; where others were at work, once more, as in the next night."""
    from django.core.management import call_command

    for _ in range(NIGHTS_AT_MOST):
        said = io.StringIO()
        call_command("purge_enquiries", stdout=sys.stderr, stderr=said)
        if not said.getvalue():
            return


def _fill(marker: str, address: str) -> None:
    from django.utils import timezone

    from enquiries.models import Event
    from tests.factories import make_enquiry, make_mail

    texts = ("name", "role", "setting_name", "phone", "subject", "message", "preferred_dates", "attendees")
    more = ("order_number", "outcome_missing", "outcome_page", "token", "submission")
    enquiry = make_enquiry(
        **dict.fromkeys((*texts, *more), marker),
        email=f"{address}@example.org",
        screen_signals=[marker],
        spam_signs=[marker],
        declared_general=True,
    )
    for kind in Event.Kind:
        Event.objects.create(enquiry=enquiry, kind=kind, by_name="Sam Lee", text=marker, about=marker)
    now = timezone.now()
    for state in ({}, {"sent_at": now}, {"failed_at": now}, {"lease_until": now + timedelta(minutes=9)}):
        make_mail(about=enquiry.reference, recipient=enquiry.email, subject=marker, body=marker, **state)


def _looking(folder: Path, markers: tuple[str, ...]):
    from django.db import connection

    def look(*, files: bool = True) -> list[str]:
        found = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = repr(cursor.fetchall()).lower()
                found += [f"table {table}: {marker}" for marker in markers if marker in rows]
        if files:
            found += [f"file {path}" for path in _database_files(folder) if _holds(path, markers)]
        return found

    return look


def _database_files(folder: Path) -> list[Path]:
    """The files of the database and of var/; of PostgreSQL those of its tables and indexes."""
    from django.db import connection

    found = [path for path in folder.rglob("*") if path.is_file() and "backups" not in path.parts]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
            data = Path(cursor.fetchone()[0])
            cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            files = data / "base" / str(cursor.fetchone()[0])
        found += [path for path in files.rglob("*") if path.is_file()]
    return found


def _in_backup(folder: Path, markers: tuple[str, ...]) -> list[str]:
    """The files of a backup with a marker; PostgreSQL's, which is compressed, as the text that it is."""
    found = [str(path) for path in folder.rglob("*") if path.is_file() and _holds(path, markers)]
    dump = folder / "database.dump"
    if dump.exists():
        text = subprocess.run(["pg_restore", "-f", "-", str(dump)], capture_output=True, check=True).stdout
        found += [f"{dump}: {marker}" for marker in markers if marker.encode() in text.lower()]
    return found


def _holds(path: Path, markers: tuple[str, ...]) -> bool:
    try:
        content = path.read_bytes().lower()
    except FileNotFoundError:
        return False
    return any(marker.encode() in content for marker in markers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
