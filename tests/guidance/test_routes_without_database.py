"""The guided routes when the database is away: the last published words, else those that ship."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, InterfaceError, connection

from guidance.models import GuidedRoute, RouteEdition, RouteOutcome, SharedBlock
from guidance.services import editing, publishing, route_drafts, route_editions, routes, shared_blocks
from tests.factories import make_adviser

SHIPPED = "Is anyone in danger right now?"
COPY = "guided-routes.json"


@pytest.fixture(params=[DatabaseError, InterfaceError])
def database_down(request):
    """The database is away for the whole test."""

    def refuse(*arguments):
        raise request.param("The database is down.")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def published(loaded):
    """Words that an adviser published, with a number, so that nobody takes them for those that ship."""
    adviser = make_adviser()
    outcome = RouteOutcome.objects.get(key="p2")
    outcome.title = "Words published last"
    route_drafts.save_draft(obj=outcome, by=adviser)
    route = GuidedRoute.objects.get(slug="pictures")
    route_editions.issue(route=route, note="Clearer.", reviewed_by="Ann Other", by=adviser)
    block = SharedBlock.objects.get(key="never")
    block.text = "A block published last."
    editing.save_changes(obj=block, by=adviser)
    shared_blocks.publish_block(block=block, reviewed_by="Ann Other", by=adviser)
    routes.public_book()


def test_the_words_published_last_are_read(published, client, database_down):
    page = client.get("/what-has-happened/pictures/do/p2/").content.decode()
    assert "Words published last" in page
    assert "A block published last." in page
    assert "tel:08001111" in page


def test_the_copy_is_the_book(published):
    book = routes.public_book()
    assert routes.without_database() == book
    assert book.routes["pictures"].reviewed_by == "Ann Other"


@pytest.mark.parametrize("broken", ["", "{", "[1]", "null", '{"routes": {}}', "\x00"])
def test_a_broken_copy_is_as_good_as_none(client, settings, db, database_down, broken):
    (settings.LAST_KNOWN_DIR / COPY).write_text(broken)
    assert SHIPPED in client.get("/what-has-happened/nudes/").content.decode()


@pytest.mark.parametrize("folder", ["file", "x" * 300])
def test_a_copy_that_cannot_be_written_stops_nobody(loaded, client, settings, tmp_path, folder):
    (tmp_path / "file").write_text("in the way")
    settings.LAST_KNOWN_DIR = tmp_path / folder
    assert client.get("/what-has-happened/pictures/").status_code == 200


def test_a_database_that_was_not_loaded_yet_does_not_empty_the_copy(db, settings):
    (settings.LAST_KNOWN_DIR / COPY).write_text(json.dumps(routes.without_database().as_data()))
    before = (settings.LAST_KNOWN_DIR / COPY).read_text()
    assert "nudes" in routes.public_book().routes
    assert (settings.LAST_KNOWN_DIR / COPY).read_text() == before


def test_a_withdrawn_route_leaves_the_copy_too(published):
    route = GuidedRoute.objects.get(slug="pictures")
    publishing.withdraw(obj=route, by=make_adviser(), reason="It is old.")
    assert "pictures" not in routes.public_book().routes
    assert "pictures" not in routes.without_database().routes


ASK = """
import sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.LAST_KNOWN_DIR = Path(sys.argv[1])
client = Client(raise_request_exception=False)
for address in sys.argv[2:]:
    answer = client.get(address)
    page = answer.content.decode()
    print(answer.status_code, "Words published last" in page, "tel:999" in page)
"""
UNREACHABLE = ["postgres://nobody@127.0.0.1:1/nothing?connect_timeout=2", "sqlite:////nowhere/at/all.sqlite3"]


def ask(*arguments: str, database: str) -> list[str]:
    """What a process of its own answers, whose database is at ``database``."""
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "lesas_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        env=environment,
        cwd=project_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("database", UNREACHABLE)
def test_a_fresh_process_on_a_new_disk_shows_what_ships(tmp_path, database):
    addresses = ("/what-has-happened/", "/what-has-happened/nudes/", "/what-has-happened/nudes/do/n5/")
    assert ask(str(tmp_path), *addresses, "/what-has-happened/x/", database=database) == [
        *["200 False True"] * 3,
        "404 False True",
    ]


@pytest.mark.parametrize("database", UNREACHABLE)
def test_a_fresh_process_shows_the_words_published_last(published, settings, database):
    asked = (str(settings.LAST_KNOWN_DIR), "/what-has-happened/pictures/do/p2/")
    assert ask(*asked, database=database) == ["200 True True"]


def test_what_another_process_wrote_is_read_by_the_next_request(loaded, client):
    """Another process does not tell this one: it finds the other audit entry."""
    page = "/what-has-happened/pictures/do/p2/"
    assert "Words of another process" not in client.get(page).content.decode()
    edition = RouteEdition.objects.get(route__slug="pictures")
    content = json.loads(
        json.dumps(edition.content).replace("An adult is involved", "Words of another process")
    )
    RouteEdition.objects.create(route=edition.route, number=2, issued_on=edition.issued_on, content=content)
    publishing.note_change(obj=edition.route, by="another process", note="New words.")
    assert "Words of another process" in client.get(page).content.decode()
