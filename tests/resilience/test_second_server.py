"""Two servers on one PostgreSQL that is stopped after an edit on the first: what the second one shows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.resilience.faults import COPIED, is_stale
from tests.server import ROOT, environment_for, serve

# Slow, because a database server and three portals are started.
pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
OLD, NEW = "03000 22 22 22", "03000 33 33 33"
FILL = f"""
from tests.factories import make_helpline
make_helpline(slug="front-door", phone="{OLD}", phone_confirmed=True)
"""
EDIT = f"""
from django.contrib.auth.models import User
from guidance.models import Helpline
from guidance.services import publishing
Helpline.objects.filter(slug="front-door").update(phone="{NEW}")
publishing.note_change(
    obj=Helpline.objects.get(slug="front-door"), by=User.objects.create(username="robin"), note="New number"
)
"""


def on(folder: Path, url: str, program: str) -> None:
    """Run ``program`` on the server whose files are in ``folder``."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", program],
        cwd=ROOT,
        env={**environment_for(folder), "DATABASE_URL": url},
        check=True,
    )


def link(number: str) -> str:
    return f'href="tel:{number.replace(" ", "")}"'


def test_an_edit_on_the_first_is_on_the_front_door_of_the_second(cluster, own_database, tmp_path):
    url = cluster.url(own_database)
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    on(one, url, FILL)
    with serve(one, DATABASE_URL=url) as first, serve(two, DATABASE_URL=url) as second:
        assert all(link(OLD) in server.get("/front-door/").text for server in (first, second))
        on(one, url, EDIT)
        # Not the Front Door: any page makes a server look at what has changed.
        assert second.get("/cookies/").status == 200
        cluster.stop()
        try:
            door = second.get("/front-door/")
            assert (door.status, is_stale(door)) == (200, True)
            assert (link(NEW) in door.text, link(OLD) in door.text) == (True, False)
            with serve(two, DATABASE_URL=url) as fresh:
                pages = {path: fresh.get(path) for path in COPIED[:4]}
            assert {page.status for page in pages.values()} == {200}
            assert [path for path, page in pages.items() if link(NEW) not in page.text] == []
            assert [path for path, page in pages.items() if link(OLD) in page.text] == []
        finally:
            cluster.start()
