"""Rewriting tables on PostgreSQL waits for those who may still see what was deleted."""

import threading

import psycopg2
import pytest
from django.db import connection

from lesas_portal.core import database_traces
from lesas_portal.core.models import QueuedEmail
from tests.factories import make_mail

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

WRITES = "SELECT pg_current_xact_id()"
READS = "SELECT 1"


@pytest.fixture
def another():
    """Open a connection to a database of this server; the transaction begins with the first statement."""
    opened = []

    def connect(database: str):
        given = connection.get_connection_params() | {"dbname": database}
        given.pop("cursor_factory", None)
        opened.append(psycopg2.connect(**given))
        opened[-1].set_session(isolation_level="REPEATABLE READ")
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


def begin(other, statement: str) -> None:
    other.cursor().execute(statement)


@pytest.mark.parametrize(
    ("database", "statement"),
    [("postgres", WRITES), (None, WRITES), (None, READS)],
    ids=["writes in another database", "writes here", "reads here"],
)
def test_it_says_that_deleted_rows_stayed_while_somebody_may_see_them(
    another, monkeypatch, database, statement
):
    monkeypatch.setattr(database_traces, "WAIT_S", 0.5)
    make_mail()
    other = another(database or connection.settings_dict["NAME"])
    begin(other, statement)
    QueuedEmail.objects.all().delete()
    assert database_traces.rewrite([QueuedEmail]) is False
    assert size_of_file() > 0
    other.rollback()
    monkeypatch.undo()
    assert database_traces.rewrite([QueuedEmail]) is True
    assert size_of_file() == 0


def test_it_waits_for_a_transaction_that_ends_soon(another):
    make_mail()
    other = another("postgres")
    begin(other, WRITES)
    QueuedEmail.objects.all().delete()
    ends = threading.Timer(1, other.rollback)
    ends.start()
    assert database_traces.rewrite([QueuedEmail]) is True
    ends.join()
    assert size_of_file() == 0


def size_of_file() -> int:
    """How many bytes the table has in its file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [QueuedEmail._meta.db_table])
        return cursor.fetchone()[0]
