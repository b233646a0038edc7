"""Takes what was deleted out of the database's own files, where it stays until something overwrites it."""

import time
from collections.abc import Iterable

from django.db import Error, connection
from django.db.models import Model

# A web worker waits no longer for others who read; what then stays goes with the nightly purge.
PATIENCE_MS = 2000
# The nightly purge waits so long for transactions that began before it; a backup may take minutes.
WAIT_S = 60
# Who may still see what was deleted: who writes on this server, in any database, and who reads in this one.
# VACUUM FULL keeps their rows in the new table (PostgreSQL, "Routine Vacuuming": it reclaims what no
# transaction can see).
MAY_SEE = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::numeric < %s::numeric OR EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND backend_xmin IS NOT NULL AND xact_start <= %s)
"""


def truncate_journal() -> bool:
    """Empty SQLite's write-ahead log, which holds pages as they were before; return whether it is empty.

    True for another database: what its server keeps is its own affair. False while somebody reads, and
    inside a transaction, where it cannot be done.
    """
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout={before}")
    return not is_busy


def rewrite(models: Iterable[type[Model]]) -> bool:
    """Write the tables of ``models`` anew without what was deleted from them; return whether it was done.

    SQLite is written anew as a whole, in memory and not in a temporary file. On PostgreSQL each table is
    locked while it is written (VACUUM FULL: a plain VACUUM leaves the old bytes in their pages); a table that
    somebody holds for longer than ten seconds is left for the next time, and so is what a transaction that
    runs for more than a minute beside it may see. False inside a transaction.
    """
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store=MEMORY")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA temp_store=DEFAULT")
        return truncate_journal()
    is_seen = _may_be_seen()
    done = [_rewrite_table(model._meta.db_table) for model in models]
    return all(done) and not is_seen


def _may_be_seen() -> bool:
    """Whether a transaction that began before now still runs on the server after a minute."""
    until = time.monotonic() + WAIT_S
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text, now()")
        started = cursor.fetchone()
        while True:
            cursor.execute(MAY_SEE, started)
            (is_seen,) = cursor.fetchone()
            if not is_seen or time.monotonic() > until:
                return is_seen
            time.sleep(0.2)


def _rewrite_table(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
        try:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        except Error:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True
