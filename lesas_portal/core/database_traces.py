"""Takes what was deleted out of the database's own files, where it stays until something overwrites it."""

from collections.abc import Iterable

from django.db import Error, connection
from django.db.models import Model

# A web worker waits no longer for others who read; what then stays goes with the nightly purge.
PATIENCE_MS = 2000


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
    somebody holds for longer than ten seconds is left for the next time. False inside a transaction.
    """
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store=MEMORY")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA temp_store=DEFAULT")
        return truncate_journal()
    done = [_rewrite_table(model._meta.db_table) for model in models]
    return all(done)


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
