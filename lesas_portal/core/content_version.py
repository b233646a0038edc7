"""Which content the database holds: a value that is another one after any write that a page could show.

The database keeps it, by triggers on every table that pages may show, in the transaction of the writer:
``update()``, bulk operations, plain SQL and a load of fixtures cannot forget it, and what is rolled back was
never counted. The marks are drawn at random, so that a database that was put back from a copy has the version
that it had then, and none that came later.

Only ``settings.NOT_ON_PAGES`` is not watched. The triggers are looked for after each migration, for SQLite
loses those of a table that a migration makes anew. A migration that makes the table of marks itself anew must
call ``remove`` first: SQLite renames no table while a trigger names one that is away.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

MARKS = "core_contentmark"
VERSION_SQL = {
    "sqlite": f"SELECT sum(mark) FROM {MARKS}",
    "postgresql": f"SELECT sum(mark)::text FROM {MARKS}",
}
NEW_MARK = {
    # No OR REPLACE and no upsert: what fires a trigger decides how its statements meet a conflict.
    "sqlite": f"DELETE FROM {MARKS}; INSERT INTO {MARKS} (mark) VALUES (random());",
    "postgresql": f"INSERT INTO {MARKS} (mark) VALUES ((random() * 9e15)::bigint);",
}
NAME = "content_version"
# A note of PostgreSQL's that lasts as long as the transaction, and is another one after each of its writes.
NOTE = "lesas.content_marked"
IN_TRANSACTION_SQL = {
    "sqlite": VERSION_SQL["sqlite"],
    "postgresql": f"SELECT concat(sum(mark)::text, ' ', current_setting('{NOTE}', true)) FROM {MARKS}",
}
# The first write of a transaction leaves a mark, and a note of it that ends with the transaction; where that
# write is rolled back to a savepoint, so are both. Written in full, for pg_restore sets no search path.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('{NOTE}', true), '') = '' THEN
    EXECUTE format('INSERT INTO %I.{MARKS} (mark) VALUES ((random() * 9e15)::bigint)', TG_TABLE_SCHEMA);
  END IF;
  PERFORM set_config('{NOTE}', random()::text, true);
  RETURN NULL;
END $$
"""
COMPACT = f"""
WITH gone AS (DELETE FROM {MARKS} WHERE (SELECT count(*) FROM {MARKS}) > 1 RETURNING mark)
INSERT INTO {MARKS} (mark) SELECT (random() * 9e15)::bigint WHERE EXISTS (SELECT FROM gone)
"""

Version = int | str | None
"""To compare, and for nothing else. None where nothing was ever written."""


def current(using: str = "default") -> Version:
    """Return the version as the connection ``using`` sees it: within a transaction another one after each of
    its writes. Raises django.db.Error."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(IN_TRANSACTION_SQL[connection.vendor])
        return cursor.fetchone()[0]


def watched() -> list[str]:
    """Return the names of the tables that pages may show."""
    unwatched = {name.lower() for name in settings.NOT_ON_PAGES}
    models = apps.get_models(include_auto_created=True)
    return sorted(
        {
            model._meta.db_table
            for model in models
            if not unwatched & {model._meta.app_label.lower(), model._meta.label_lower}
        }
    )


def install(using: str = "default", **_: object) -> None:
    """Make the triggers that are missing, and begin a new version: a migration may have changed anything.

    A receiver of ``post_migrate``. Needs no right beyond that to make tables. Nothing is done where the table
    of marks is not there, as before its migration.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if connection.vendor not in NEW_MARK or MARKS not in tables:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        there = _triggers(cursor, connection)
        for table in (one for one in watched() if one in tables):
            for name, statement in _wanted(connection, table):
                if (table, name) not in there:
                    cursor.execute(statement)
        for statement in NEW_MARK[connection.vendor].split(";")[:-1]:
            cursor.execute(statement)


def unwatched(using: str = "default") -> list[str]:
    """Return the tables that pages may show and whose writes would go unnoticed: a migration that made one
    anew has not come to its end. One query. Raises django.db.Error."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = _triggers(cursor, connection)
    return [
        table
        for table in watched()
        if any((table, name) not in there for name, _ in _wanted(connection, table))
    ]


def remove(using: str = "default") -> None:
    """Take the triggers away: before the table of marks goes or is made anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, name in _triggers(cursor, connection):
            on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}{on}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {NAME}()")


def compact() -> None:
    """Leave one mark in place of many, in one transaction. The nightly purge does it."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(COMPACT)


def _wanted(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    """The triggers that ``table`` must have: their names, and the statements that make them."""
    on = connection.ops.quote_name(table)
    if connection.vendor == "postgresql":
        events = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
        yield (
            NAME,
            f"CREATE TRIGGER {NAME} AFTER {events} ON {on} FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()",
        )
        return
    for event in ("INSERT", "UPDATE", "DELETE"):
        name = f"{NAME}_{table}_{event.lower()}"
        yield name, f'CREATE TRIGGER "{name}" AFTER {event} ON {on} BEGIN {NEW_MARK["sqlite"]} END'


def _triggers(cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """The tables and names of the triggers of ours that there are."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgname = %s AND pg_table_is_visible(pg_class.oid)",
            [NAME],
        )
    else:
        cursor.execute(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s", [f"{NAME}_*"]
        )
    return set(cursor.fetchall())
