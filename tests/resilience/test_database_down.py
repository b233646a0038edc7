"""PostgreSQL stopped and started under the portal: one process that runs, and one that starts meanwhile.

The other faults of docs/faults.md are caused by ``python -m tests.resilience.faults``.
"""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings as project_settings

from tests.resilience.faults import COPIED, is_stale
from tests.server import serve

# Slow, because a database server and gunicorn are started, stopped and started again.
pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
NUMBER = "03000 22 22 22"
FILL = f"""
from tests.factories import make_helpline
make_helpline(slug="front-door", phone="{NUMBER}", phone_confirmed=True)
"""


@pytest.fixture
def url(cluster, own_database) -> str:
    """A database with one number that no release ships."""
    address = cluster.url(own_database)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", FILL],
        cwd=project_settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address},
        check=True,
    )
    yield address
    if not cluster.runs:
        cluster.start()


def test_readers_are_served_while_it_is_stopped_and_everything_heals(cluster, url, tmp_path):
    with serve(tmp_path, DATABASE_URL=url) as first:
        paths = (*COPIED[:5], "/resources/", "/training/")
        assert {first.get(path).status for path in paths[:-1]} == {200}
        cluster.stop()
        kept = {path: first.get(path) for path in paths[:-1]}
        assert {path for path, one in kept.items() if not (one.status == 200 and is_stale(one))} == set()
        other = first.get(paths[-1])
        assert (other.status, "tel:03000222222" in other.text) == (503, True)
        with serve(tmp_path, DATABASE_URL=url) as second:
            fresh = {path: second.get(path) for path in COPIED[:5]}
            assert {one.status for one in fresh.values()} == {200}
            # The routes are those that ship: this database has none.
            assert {"x-served-stale" in one.head.lower() for one in fresh.values()} == {True}
            assert is_stale(fresh["/front-door/"])
            assert is_stale(fresh["/helplines/"])
            assert "tel:03000222222" in fresh["/front-door/"].text
            cluster.start()
            # As long as nobody asks for the version again.
            time.sleep(3)
            for server in (first, second):
                after = [server.get(path) for path in paths]
                assert {(one.status, is_stale(one)) for one in after} == {(200, False)}
        assert "Traceback" not in first.log
