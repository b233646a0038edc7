"""Worried about a child: what comes first follows the clock, and the page stands without the database."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, InterfaceError, connection

from guidance import front_door
from guidance.models import Helpline
from tests.document import Document

pytestmark = pytest.mark.usefixtures("portal")
LONDON = ZoneInfo("Europe/London")
OFFICE, OUT_OF_HOURS = "03000 41 11 11", "03000 41 91 91"
UNCONFIRMED_LADO = ("03000 41 08 88", "kentchildrenslado")


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "first", "says"),
    [
        (london(2027, 1, 8, 16, 59), OFFICE, "It is a weekday in office hours"),
        (london(2027, 1, 8, 17, 1), OUT_OF_HOURS, "It is evening now"),
        (london(2027, 1, 11, 8, 59), OUT_OF_HOURS, "It is early morning now"),
        (london(2027, 1, 11, 9), OFFICE, "It is a weekday in office hours"),
        (london(2027, 1, 9, 12), OUT_OF_HOURS, "It is the weekend now"),
        (london(2026, 12, 31, 11), OFFICE, "It is a weekday in office hours"),
        (london(2027, 1, 1, 11), OUT_OF_HOURS, "It is a bank holiday today"),
        (london(2027, 3, 29, 11), OUT_OF_HOURS, "It is a bank holiday today"),
        (london(2026, 12, 25, 11), OUT_OF_HOURS, "It is a bank holiday today"),
        (datetime(2027, 3, 25, 16, 30, tzinfo=UTC), OFFICE, "It is a weekday in office hours"),
        (datetime(2027, 3, 30, 16, 30, tzinfo=UTC), OUT_OF_HOURS, "It is evening now"),
        (datetime(2027, 10, 29, 16, 30, tzinfo=UTC), OUT_OF_HOURS, "It is evening now"),
        (datetime(2027, 11, 1, 16, 30, tzinfo=UTC), OFFICE, "It is a weekday in office hours"),
    ],
)
def test_the_number_to_try_first_follows_the_clock(client, freeze, at, first, says):
    freeze(at)
    page = client.get("/front-door/").content.decode()
    second = OFFICE if first == OUT_OF_HOURS else OUT_OF_HOURS
    assert says in page
    assert page.index(f">{first}<") < page.index(f">{second}<")
    assert page.index(">999<") < page.index(f">{first}<")


def test_no_opening_times_are_claimed_that_nobody_confirmed(client, freeze):
    freeze(london(2027, 1, 8, 10))
    main = Document(client.get("/front-door/").content.decode()).main
    assert "office hours" in main
    assert "9am" not in main
    assert "5pm" not in main
    assert "Open now" not in main


def test_the_steps_come_in_the_order_of_action(client):
    document = Document(client.get("/front-door/").content.decode())
    headings = [heading.text for heading in document.all("h1", "h2")]
    assert [heading.split()[0] for heading in headings] == [
        *("Worried", "If", "Tell", "In", "Write", "To", "Worried", "Someone")
    ]
    assert "lado" in document.ids
    assert "keeps nothing" in document.main


def test_every_number_can_be_tapped(client):
    document = Document(client.get("/front-door/").content.decode())
    numbers = {link.attributes["href"] for link in document.links if ":" in link.attributes["href"][:5]}
    assert numbers >= {"tel:999", "tel:101", "tel:03000411111", "tel:03000419191"}


def test_the_lado_s_number_is_shown_only_once_someone_confirmed_it(client):
    page = client.get("/front-door/").content.decode()
    assert not any(detail in page for detail in UNCONFIRMED_LADO)
    assert "Refer to the LADO through Kent’s children’s portal" in page
    Helpline.objects.filter(slug="lado").update(phone_confirmed=True)
    page = client.get("/front-door/").content.decode()
    assert UNCONFIRMED_LADO[0] in page
    assert UNCONFIRMED_LADO[1] not in page


def test_an_adviser_s_correction_shows_at_once(client):
    Helpline.objects.filter(slug="front-door").update(phone="03000 00 00 00")
    assert "03000 00 00 00" in client.get("/front-door/").content.decode()


def test_a_contact_that_was_withdrawn_by_mistake_is_still_there(client):
    Helpline.objects.filter(slug__in=front_door.SLUGS).delete()
    page = client.get("/front-door/").content.decode()
    assert OFFICE in page
    assert OUT_OF_HOURS in page


def test_no_copy_of_the_page_may_be_kept(client):
    assert client.get("/front-door/").headers["Cache-Control"] == "no-store"


@pytest.fixture(params=[DatabaseError, InterfaceError])
def database_down(request):
    """Every query fails, as when the server does not answer or has hung up."""

    def refuse(*arguments):
        raise request.param("The database is down.")

    with connection.execute_wrapper(refuse):
        yield


def test_without_a_database_the_copy_that_ships_answers(client, database_down):
    response = client.get("/front-door/")
    assert response.status_code == 200
    page = response.content.decode()
    assert OFFICE in page
    assert OUT_OF_HOURS in page
    assert "tel:999" in page
    assert not any(detail in page for detail in UNCONFIRMED_LADO)


@pytest.fixture
def remembered():
    """A number that an adviser changed since the content was shipped."""
    Helpline.objects.filter(slug="front-door").update(phone="03000 00 00 00")
    front_door.remember()


def test_without_a_database_the_last_known_numbers_answer(client, remembered, database_down):
    page = client.get("/front-door/").content.decode()
    assert "03000 00 00 00" in page
    assert OFFICE not in page
    assert OUT_OF_HOURS in page


@pytest.mark.parametrize("broken", ["", "{", "[1]", '[{"slug": "front-door"}]', "null", "\x00"])
def test_a_broken_copy_is_as_good_as_none(client, settings, database_down, broken):
    settings.LAST_KNOWN_DIR.mkdir(exist_ok=True)
    (settings.LAST_KNOWN_DIR / "front-door.json").write_text(broken)
    response = client.get("/front-door/")
    assert response.status_code == 200
    assert OFFICE in response.content.decode()


def test_what_is_remembered_is_only_what_is_public(settings):
    front_door.remember()
    kept = (settings.LAST_KNOWN_DIR / "front-door.json").read_text()
    assert {row["slug"] for row in json.loads(kept)} == set(front_door.SLUGS)
    assert not any(detail in kept for detail in UNCONFIRMED_LADO)
    assert [path.name for path in settings.LAST_KNOWN_DIR.iterdir()] == ["front-door.json"]


ASK = """
import django
django.setup()
from django.test import Client
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
client = Client(raise_request_exception=False)
for address in ("/front-door/", "/health/", "/about/", "/nothing-here/", "/", "/guidance/"):
    response = client.get(address)
    print(address, response.status_code, "03000 41 11 11" in response.content.decode(),
        'href="/front-door/"' in response.content.decode())
"""


@pytest.mark.parametrize(
    "database",
    ["postgres://nobody@127.0.0.1:1/nothing?connect_timeout=2", "sqlite:////nowhere/at/all.sqlite3"],
)
def test_a_server_whose_database_is_gone_still_shows_the_way(database):
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "lesas_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        cwd=project_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "/front-door/ 200 True True",
        "/health/ 503 False False",
        "/about/ 200 False True",
        "/nothing-here/ 404 False True",
        "/ 500 False True",
        "/guidance/ 500 False True",
    ], done.stderr
