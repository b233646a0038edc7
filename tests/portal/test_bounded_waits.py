"""No request waits for PostgreSQL for ever."""

import socket
import time
from contextlib import closing

import psycopg2
import pytest
from django.db import connection
from psycopg2.extensions import set_wait_callback

from lesas_portal.core import bounded_waits

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


@pytest.fixture
def bounded(monkeypatch):
    """The waits of the web server, in a hurry."""
    monkeypatch.setattr(bounded_waits, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(bounded_waits, "CONNECT_SECONDS", 1)
    monkeypatch.setattr(bounded_waits, "_away_until", 0.0)
    set_wait_callback(bounded_waits._wait)
    yield
    set_wait_callback(None)


def connect(**other):
    settings = {**connection.get_connection_params(), **other}
    settings.pop("cursor_factory", None)
    return psycopg2.connect(**settings)


def test_an_answer_that_does_not_come_is_given_up(bounded):
    with closing(connect()) as own, own.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
        began = time.monotonic()
        with pytest.raises(psycopg2.OperationalError, match="does not answer"):
            cursor.execute("SELECT pg_sleep(20)")
        assert time.monotonic() - began < 15
        assert own.closed


def test_a_server_that_let_us_wait_is_not_asked_again_for_a_moment(bounded, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(psycopg2.OperationalError, match="does not answer"):
            connect(host="127.0.0.1", port=port)
        with pytest.raises(psycopg2.OperationalError, match="a moment ago"):
            connect()
        monkeypatch.setattr(bounded_waits, "_away_until", 0.0)
        connect().close()


def test_a_server_that_refuses_is_asked_again_at_once(bounded):
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        connect(host="127.0.0.1", port=1)
    connect().close()


def test_a_statement_is_ended_by_the_server():
    bounded_waits._limit_statements(connection)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("10s",)
        cursor.execute("RESET statement_timeout")
