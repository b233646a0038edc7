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

from guidance.models import Handout, Helpline
from guidance.services import front_door
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


NOT_PUBLIC = [
    {"status": "withdrawn", "withdrawn_reason": "The number changed."},
    {"withdraw_at": london(2027, 1, 8, 9)},
    {"publish_at": london(2027, 2, 1)},
    {"phone_confirmed": False},
]


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_a_number_that_is_no_longer_public_is_gone_and_no_older_one_takes_its_place(client, freeze, fields):
    freeze(london(2027, 1, 8, 10))
    Helpline.objects.filter(slug="front-door").update(phone="03000 77 77 77", **fields)
    main = Document(client.get("/front-door/").content.decode()).main
    assert "03000 77 77 77" not in main
    assert OFFICE not in main
    assert OUT_OF_HOURS in main
    assert "ring the Front Door first" not in main.split("Tell Kent’s Front Door")[1]
    assert "the other number" not in main


def test_before_the_content_is_loaded_the_numbers_are_those_that_ship_with_it(client):
    Helpline.objects.all().delete()
    assert OFFICE in client.get("/front-door/").content.decode()


def test_with_no_public_contact_at_all_the_page_says_where_the_numbers_are(client):
    Helpline.objects.filter(slug__in=front_door.SLUGS).update(status=Helpline.Status.DRAFT)
    document = Document(client.get("/front-door/").content.decode())
    numbers = [link.attributes["href"] for link in document.links if "tel:" in link.attributes["href"]]
    assert set(numbers) == {"tel:999"}
    assert document.faults == []
    assert "We have no confirmed phone number for it now" in document.main
    assert not any(element.text == "" for element in document.all("h2", "h3", "li", "p", "a"))


@pytest.mark.parametrize("slug", front_door.SLUGS)
def test_a_hand_out_names_only_numbers_that_are_public(client, slug):
    Helpline.objects.filter(slug=slug).delete()
    document = Document(client.get(Handout.objects.first().get_absolute_url()).content.decode())
    (callout,) = (p.text for p in document.all("p") if p.text.startswith("Worried about a child in Kent?"))
    assert "In danger now: 999." in callout
    assert (f"In office hours: {OFFICE}." in callout) == (slug != front_door.OFFICE)
    assert (f"At other times: {OUT_OF_HOURS}." in callout) == (slug != front_door.OUT_OF_HOURS)
    assert ": ." not in callout


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
    front_door.write_snapshot()


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
    front_door.write_snapshot()
    kept = (settings.LAST_KNOWN_DIR / "front-door.json").read_text()
    assert {row["slug"] for row in json.loads(kept)} == set(front_door.SLUGS)
    assert not any(detail in kept for detail in UNCONFIRMED_LADO)
    assert [path.name for path in settings.LAST_KNOWN_DIR.iterdir()] == ["front-door.json"]


def test_a_change_whose_hour_has_come_reaches_the_copy_with_the_next_reader(client, freeze, settings):
    Helpline.objects.filter(slug="police-non-emergency").update(publish_at=london(2027, 1, 11, 9))
    freeze(london(2027, 1, 8, 10))
    client.get("/front-door/")
    assert front_door.POLICE not in kept(settings)
    freeze(london(2027, 1, 11, 9))
    client.get("/front-door/")
    assert front_door.POLICE in kept(settings)


def kept(settings) -> set[str]:
    """The contacts in the copy."""
    copy = settings.LAST_KNOWN_DIR / "front-door.json"
    return {row["slug"] for row in json.loads(copy.read_text(encoding="utf-8"))}


def test_readers_write_the_copy_only_when_something_changed(client, settings):
    client.get("/front-door/")
    copy = settings.LAST_KNOWN_DIR / "front-door.json"
    before = copy.stat()
    client.get("/front-door/")
    assert copy.stat().st_ino == before.st_ino


def test_an_empty_database_does_not_empty_the_copy(client, settings):
    client.get("/front-door/")
    Helpline.objects.all().delete()
    client.get("/front-door/")
    assert kept(settings) == set(front_door.SLUGS)


def test_a_copy_that_cannot_be_written_is_logged_and_the_page_stands(client, settings, tmp_path, caplog):
    settings.LAST_KNOWN_DIR = tmp_path / "file"
    settings.LAST_KNOWN_DIR.write_text("A file where the folder should be.")
    assert OFFICE in client.get("/front-door/").content.decode()
    assert "last-known copy" in caplog.text


def test_the_shipped_contacts_are_not_read_for_a_page(client, settings, tmp_path):
    settings.FIXTURES_DIR = tmp_path / "nowhere"
    assert OFFICE in client.get("/front-door/").content.decode()


def test_the_contacts_can_be_had_without_asking_a_database(remembered, django_assert_num_queries):
    with django_assert_num_queries(0):
        door = front_door.without_database(london(2027, 1, 8, 10))
    assert [contact.phone for contact in door.in_order] == ["03000 00 00 00", OUT_OF_HOURS]


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


UNREACHABLE = ["postgres://nobody@127.0.0.1:1/nothing?connect_timeout=2", "sqlite:////nowhere/at/all.sqlite3"]


def ask(script: str, *arguments: str, database: str) -> subprocess.CompletedProcess:
    """Run ``script`` in a Python of its own whose database is at ``database``."""
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "lesas_portal.settings"}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        cwd=project_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("database", UNREACHABLE)
def test_a_server_whose_database_is_gone_still_shows_the_way(database):
    done = ask(ASK, database=database)
    assert done.stdout.splitlines() == [
        "/front-door/ 200 True True",
        "/health/ 503 False False",
        "/about/ 200 True True",
        "/nothing-here/ 404 True True",
        "/ 500 True True",
        "/guidance/ 500 True True",
    ], done.stderr


ASK_FOR_THE_NUMBERS = """
import re, sys
import django
django.setup()
from pathlib import Path
from django.test import Client
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.LAST_KNOWN_DIR = Path(sys.argv[1])
page = Client().get("/front-door/").content.decode()
print(*sorted(set(re.findall(r"tel:([0-9]+)", page))))
"""


@pytest.mark.parametrize("database", UNREACHABLE)
def test_once_the_database_is_gone_the_number_published_last_is_shown(client, settings, tmp_path, database):
    Helpline.objects.filter(slug="front-door").update(phone="03000 77 77 77")
    client.get("/front-door/")
    done = ask(ASK_FOR_THE_NUMBERS, str(settings.LAST_KNOWN_DIR), database=database)
    assert done.stdout.split() == ["03000419191", "03000777777", "101", "999"], done.stderr
    done = ask(ASK_FOR_THE_NUMBERS, str(tmp_path / "no copy here"), database=database)
    assert done.stdout.split() == ["03000411111", "03000419191", "101", "999"], done.stderr


def test_a_number_withdrawn_before_the_database_went_stays_withdrawn(client, settings):
    Helpline.objects.filter(slug="front-door").update(status="withdrawn", withdrawn_reason="It changed.")
    client.get("/front-door/")
    done = ask(ASK_FOR_THE_NUMBERS, str(settings.LAST_KNOWN_DIR), database=UNREACHABLE[0])
    assert done.stdout.split() == ["03000419191", "101", "999"], done.stderr
