"""A consistent copy of the database as one file, and back: by SQLite itself, or by PostgreSQL's programs."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from lesas_portal.core import database_traces

REFERENCES = """
    SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND pg_table_is_visible(conrelid)
"""
FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class CopyError(Exception):
    """No copy was made, or none was put back. The words say why, for whoever runs the command."""


def tables() -> list[str]:
    """Return the names of the tables that there are."""
    return connection.introspection.table_names()


def write(folder: Path) -> Path:
    """Write a copy of the database into ``folder``, for its owner only; return the file. Raises CopyError."""
    file = folder / FILES[connection.vendor]
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if connection.vendor == "sqlite":
        _write_sqlite(file)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")
    return file


def put_back(folder: Path, had: list[str]) -> None:
    """Replace the database by the copy in ``folder``, which ``had`` these tables. Raises CopyError.

    Either all of it is replaced, or what the copy holds nothing of. Stop the site first on PostgreSQL: tables
    that are in use are waited for.
    """
    file = folder / FILES[connection.vendor]
    if not file.is_file():
        raise CopyError(f"This backup has no {file.name}: it was made on another kind of database.")
    if connection.vendor == "sqlite":
        _put_back_sqlite(file)
    else:
        _drop(sorted(set(tables()) - set(had)))
        _untie(_run("pg_restore", "--list", str(file)))
        connection.close()
        how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
        _run("pg_restore", *how, "--exit-on-error", str(file))
    ContentType.objects.clear_cache()


def _write_sqlite(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        # One file, without the journals of a database in use.
        copy.execute("PRAGMA journal_mode=DELETE")
        if (found := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise CopyError(f"The copy is damaged: {found[:200]}")


def _put_back_sqlite(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    database_traces.truncate_journal()


def _drop(extra: list[str]) -> None:
    """Drop tables of a later release: they would hold on to those that are put back."""
    with connection.cursor() as cursor:
        for table in extra:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


def _untie(contents: str) -> None:
    """Drop the references between tables that are not in ``contents``, the list of a copy: of a later release
    too, and in the way of a table that goes before it is put back."""
    known = set(re.findall(r" FK CONSTRAINT \S+ (\S+) (\S+) ", contents))
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES)
        for table, name in sorted(set(cursor.fetchall()) - known):
            quoted = map(connection.ops.quote_name, (table, name))
            cursor.execute("ALTER TABLE {} DROP CONSTRAINT {}".format(*quoted))


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on the database; return what it prints.

    Raises CopyError with its first line of complaint.
    """
    found = shutil.which(program)
    if not found:
        raise CopyError(
            f"{program} is not on the PATH. Install PostgreSQL's client programs (postgresql-client)."
        )
    with _address() as address:
        done = subprocess.run(
            [found, "--no-password", f"--dbname={address}", *arguments], capture_output=True, check=False
        )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CopyError(f"{program} failed. {said[0] if said else ''}")
    return done.stdout.decode()


@contextmanager
def _address() -> Iterator[str]:
    """The address of the database as libpq reads it; the password in a file, not in the list of processes."""
    chosen = connection.get_connection_params()
    password = chosen.pop("password", "")
    known = {"host", "port", "user", "dbname", "database", "sslmode", "sslrootcert", "sslcert", "sslkey"}
    parts = {("dbname" if key == "database" else key): str(chosen[key]) for key in known & chosen.keys()}
    with tempfile.TemporaryDirectory() as folder:
        passes = Path(folder) / "passes"
        passes.touch(mode=0o600)
        passes.write_text(f"*:*:*:*:{_escaped(password, ':')}\n", encoding="utf-8")
        parts["passfile"] = str(passes)
        yield " ".join(f"{key}='{_escaped(value, chr(39))}'" for key, value in sorted(parts.items()))


def _escaped(text: str, mark: str) -> str:
    return text.replace("\\", "\\\\").replace(mark, f"\\{mark}")
