"""The content version is read on a connection of its own, and never waited for long."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from guidance.models import Helpline
from lesas_portal.core import version_reader
from lesas_portal.core.version_reader import VersionReader, VersionUnknownError


@pytest.fixture
def reader():
    reader = VersionReader()
    yield reader
    reader.close()


@pytest.mark.django_db(transaction=True)
def test_it_sees_what_was_committed(content, reader):
    before = reader.read()
    assert reader.read() == before
    Helpline.objects.filter(slug="lado").update(about="Another")
    assert reader.read() != before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_opened_again_unnoticed(content, reader):
    before = reader.read()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert reader.read() == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_frozen_is_waited_for_a_second_or_two_and_then_not_at_all(content, reader):
    reader.read()
    pid = reader._thread.connection._connection.info.backend_pid
    if not os.path.exists(f"/proc/{pid}"):
        pytest.skip("the server is on another machine")
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        reader.read()
        assert time.monotonic() - began < version_reader.ANSWER_SECONDS + version_reader.CONNECT_SECONDS + 2
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.sqlite
def test_a_file_that_is_away_is_not_made_and_one_that_took_its_place_is_read(tmp_path, monkeypatch, reader):
    """As when somebody moves a copy to where the database was."""
    import sqlite3

    def make(path, mark):
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE core_contentmark (mark)")
            made.execute("INSERT INTO core_contentmark VALUES (?)", [mark])
        made.close()

    database = tmp_path / "database.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", database)
    monkeypatch.setattr(version_reader, "TRY_AGAIN_SECONDS", 0)
    with pytest.raises(VersionUnknownError):
        reader.read()
    assert not database.exists()
    make(database, 1)
    assert reader.read() == 1
    make(tmp_path / "copy", 2)
    (tmp_path / "copy").replace(database)
    assert reader.read() == 2


@pytest.mark.sqlite
def test_while_one_thread_tries_however_long_the_others_are_told_at_once(tmp_path, monkeypatch, reader):
    """As when the name of the server cannot be looked up: nothing bounds how long the system tries that."""
    monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "nothing.sqlite3")
    monkeypatch.setattr(version_reader, "TRY_AGAIN_SECONDS", 0)
    monkeypatch.setattr(version_reader, "CONNECT_SECONDS", 0)
    with pytest.raises(VersionUnknownError):
        reader.read()
    tries, ends = Event(), Event()

    def try_for_long(_):
        tries.set()
        ends.wait(10)
        raise OSError

    monkeypatch.setattr(version_reader, "connect", try_for_long)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(reader.read)
        tries.wait(10)
        began = time.monotonic()
        with pytest.raises(VersionUnknownError):
            reader.read()
        assert time.monotonic() - began < 5
        ends.set()
        assert isinstance(first.exception(), VersionUnknownError)


@pytest.mark.sqlite
def test_while_the_database_is_away_nobody_waits_for_it_again_and_again(tmp_path, monkeypatch, reader):
    monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "nothing.sqlite3")
    tried = []
    connect = version_reader.connect
    monkeypatch.setattr(version_reader, "connect", lambda found: tried.append(1) or connect(found))
    for _ in range(5):
        with pytest.raises(VersionUnknownError):
            reader.read()
    assert len(tried) == 1
