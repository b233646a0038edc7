"""A small storm on every test run; the full one is ``python -m tests.resilience.storm``."""

import shutil

import pytest
from django.db import connection

from tests.resilience.storm import Storm

# Slow, because servers are started, killed and waited for in real time.
pytestmark = pytest.mark.slow


@pytest.fixture
def place(request, tmp_path) -> dict:
    """An empty database of the kind that the tests run on; a server of PostgreSQL is broken as well."""
    if connection.vendor == "sqlite":
        database = shutil.copy(request.getfixturevalue("tables"), tmp_path / "storm.sqlite3")
        return {"database_url": f"sqlite:///{database}"}
    cluster = request.getfixturevalue("cluster")
    return {"database_url": cluster.url(request.getfixturevalue("own_database")), "cluster": cluster}


# The mail server is stopped in the middle of conversations: that its connections stay open is the point.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_enquiry_is_lost_in_a_storm(place):
    storm = Storm(enquiries=30, clients=6, lease_seconds=10, **place)
    try:
        figures = storm.run()
    finally:
        storm.stop()
    assert figures["confirmed"] == figures["stored"] == 30
