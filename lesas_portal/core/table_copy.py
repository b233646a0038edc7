"""All rows of all tables from one database into another, as they are: for a move from SQLite to PostgreSQL.

Django's dumpdata and loaddata do not do that here: they save rows through their models, which writes dates
anew, and their natural keys do not cover the versions, the second factors and the lists of every app.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import Error, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from lesas_portal.core import table_sums
from lesas_portal.core.table_sums import TableSum


class MoveError(Exception):
    """Nothing was moved. The words say why, for whoever runs the command."""


def copy(*, source: str, target: str) -> dict[str, TableSum]:
    """Replace all rows of ``target`` by those of ``source``; return the sums of the tables, which are equal.

    All of it or nothing. Both databases have the same migrations. Raises MoveError.
    """
    _refuse_other_migrations(source, target)
    with transaction.atomic(using=source), transaction.atomic(using=target):
        empty(target)
        for model in table_sums.models():
            _copy_table(model, source, target)
        _reset_sequences(target)
        sums = _compare(source, target)
    ContentType.objects.clear_cache()
    return sums


def empty(using: str) -> None:
    """Delete all rows of all tables of the database ``using``."""
    connection = connections[using]
    tables = [model._meta.db_table for model in table_sums.models()]
    statements = connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=True)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _refuse_other_migrations(source: str, target: str) -> None:
    had, has = (set(MigrationRecorder(connections[name]).applied_migrations()) for name in (source, target))
    if had != has:
        raise MoveError(
            f"The two databases are not of one release ({len(had)} and {len(has)} migrations). "
            "Run manage.py migrate on each first."
        )


def _copy_table(model: type[Model], source: str, target: str) -> None:
    """Row by row and raw, so that nothing is computed anew. References may point ahead until the end."""
    row = None
    try:
        for row in model._base_manager.using(source).iterator(chunk_size=500):
            row.save_base(raw=True, force_insert=True, using=target)
    except (Error, ValueError) as error:
        # Their own words would quote the row.
        at = f"after row {row.pk}" if row else "at its beginning"
        message = f"{model._meta.db_table} cannot be copied ({type(error).__name__}, {at})."
        raise MoveError(message) from None


def _reset_sequences(target: str) -> None:
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), table_sums.models()):
            cursor.execute(statement)


def _compare(source: str, target: str) -> dict[str, TableSum]:
    before, after = table_sums.every(source), table_sums.every(target)
    if differing := [table for table in before if before[table] != after[table]]:
        raise MoveError(f"Not as they were: {', '.join(differing)}.")
    return after
