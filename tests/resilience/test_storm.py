"""A small storm on every test run; the full one is ``python -m tests.resilience.storm``."""

import uuid

import psycopg2
import pytest
from django.db import connection

from tests.resilience.storm import Storm

# Slow, because servers are started, killed and waited for in real time.
pytestmark = pytest.mark.slow


@pytest.fixture
def empty_database(tmp_path):
    """The address of a new database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'storm.sqlite3'}"
        return
    server, name = connection.settings_dict, f"storm_{uuid.uuid4().hex[:8]}"
    login = {part: server[part.upper()] for part in ("host", "port", "user", "password")}
    admin = psycopg2.connect(dbname="postgres", **login)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"postgres://{login['user']}:{login['password']}@{login['host']}:{login['port']}/{name}"
    with admin.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


# The mail server is stopped in the middle of conversations: that its connections stay open is the point.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_enquiry_is_lost_in_a_storm(empty_database):
    storm = Storm(enquiries=30, clients=6, database_url=empty_database, lease_seconds=10)
    try:
        figures = storm.run()
    finally:
        storm.stop()
    assert figures["confirmed"] == figures["stored"] == 30
