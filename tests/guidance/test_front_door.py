"""Worried about a child: what comes first follows the clock, and the page stands without the database."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, InterfaceError, connection

from guidance.models import Fact, Handout, Helpline, OpeningPeriod, load_bearing
from guidance.models.load_bearing import LOAD_BEARING, ON_FRONT_DOOR
from guidance.services import front_door, last_known, snapshot_file
from tests.document import Document
from tests.guidance.test_contact_changes import sent

pytestmark = pytest.mark.usefixtures("portal")
LONDON = ZoneInfo("Europe/London")
OFFICE, OUT_OF_HOURS = "03000 41 11 11", "03000 41 91 91"
UNCONFIRMED_LADO = ("03000 41 08 88", "kentchildrenslado")


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


def confirm_hours(slug="front-door", *, opens=time(8, 30), closes=time(17), on_bank_holidays=None):
    """An adviser has confirmed that a contact works Monday to Friday from ``opens`` until ``closes``."""
    row = Helpline.objects.get(slug=slug)
    row.periods.all().delete()
    for weekday in range(5):
        row.periods.create(weekday=weekday, opens=opens, closes=closes)
    row.hours_confirmed, row.open_on_bank_holidays = True, on_bank_holidays
    row.save()


def front_door_page(client) -> Document:
    return Document(client.get("/front-door/").content.decode())


def plates(document: Document) -> list[str]:
    """The numbers of the plates, in order, and what the last one says."""
    return [plate.text for plate in document.select(".plates .num")]


def as_of(document: Document) -> str:
    """What the clock decided, with the moment; empty where it decided nothing."""
    return " ".join(element.text for element in document.select(".asof"))


SEVEN_HOURS = [
    (london(2027, 1, 8, 10), OFFICE, "The Front Door is open until 5pm. Ring it now."),
    (london(2027, 1, 8, 17, 30), OUT_OF_HOURS, "It is Friday evening. Ring the out of hours team."),
    (london(2027, 1, 9, 1), OUT_OF_HOURS, "It is Friday night. Ring the out of hours team."),
    (london(2027, 1, 10, 12), OUT_OF_HOURS, "It is Sunday afternoon. Ring the out of hours team."),
    (
        london(2027, 1, 11, 6, 30),
        OUT_OF_HOURS,
        "The Front Door opens at 8.30am. Until then, ring the out of hours team.",
    ),
    (london(2027, 1, 11, 8, 35), OFFICE, "The Front Door is open until 5pm. Ring it now."),
    (london(2027, 3, 29, 11), OUT_OF_HOURS, "It is a bank holiday. Ring the out of hours team."),
]
EDGES = [
    (london(2027, 1, 8, 16, 59), OFFICE, "The Front Door is open until 5pm."),
    (london(2027, 1, 8, 17), OUT_OF_HOURS, "It is Friday evening."),
    (london(2027, 1, 11, 8, 29), OUT_OF_HOURS, "The Front Door opens at 8.30am."),
    (london(2027, 1, 11, 8, 30), OFFICE, "The Front Door is open until 5pm."),
    (london(2026, 12, 25, 11), OUT_OF_HOURS, "It is a bank holiday."),
    (datetime(2027, 3, 25, 16, 30, tzinfo=UTC), OFFICE, "The Front Door is open until 5pm."),
    (datetime(2027, 3, 30, 16, 30, tzinfo=UTC), OUT_OF_HOURS, "It is Tuesday evening."),
    (datetime(2027, 10, 29, 16, 30, tzinfo=UTC), OUT_OF_HOURS, "It is Friday evening."),
    (datetime(2027, 11, 1, 16, 30, tzinfo=UTC), OFFICE, "The Front Door is open until 5pm."),
]


@pytest.mark.parametrize(("at", "first", "says"), [*SEVEN_HOURS, *EDGES])
def test_confirmed_hours_decide_which_number_comes_first(client, freeze, at, first, says):
    confirm_hours()
    freeze(at)
    page = front_door_page(client)
    assert says in as_of(page)
    assert plates(page) == ["999", first, OFFICE if first == OUT_OF_HOURS else OUT_OF_HOURS]


def test_the_moment_stands_beside_what_the_clock_decided(client, freeze):
    confirm_hours()
    freeze(london(2026, 11, 26, 8, 35))
    assert as_of(front_door_page(client)).endswith("As of 8.35am, Thursday 26 November.")


def test_an_office_that_never_closes_is_simply_open(client, freeze):
    Helpline.objects.filter(slug="front-door").update(hours_confirmed=True, always_open=True)
    freeze(london(2027, 1, 10, 3))
    assert "The Front Door is open. Ring it now." in as_of(front_door_page(client))


def test_an_office_without_an_opening_in_sight_leaves_the_other_team(client, freeze):
    confirm_hours()
    OpeningPeriod.objects.filter(helpline__slug="front-door").exclude(weekday=0).delete()
    freeze(london(2027, 1, 8, 10))
    assert "It is Friday morning. Ring the out of hours team." in as_of(front_door_page(client))


@pytest.mark.parametrize("at", [hour for hour, _, _ in SEVEN_HOURS])
def test_while_nobody_confirmed_the_hours_the_page_is_the_same_at_every_hour(client, freeze, at):
    freeze(london(2027, 1, 8, 10))
    (first,) = front_door_page(client).select(".help")
    freeze(at)
    page = front_door_page(client)
    assert [part.text for part in page.select(".help")] == [first.text]
    assert plates(page) == ["999", OFFICE, OUT_OF_HOURS]
    assert "In office hours" in page.main
    assert "At any other time" in page.main


def test_no_opening_times_are_claimed_that_nobody_confirmed(client, freeze):
    OpeningPeriod.objects.create(
        helpline=Helpline.objects.get(slug="front-door"), weekday=4, opens=time(8, 15), closes=time(16, 45)
    )
    freeze(london(2027, 1, 8, 10))
    page = front_door_page(client)
    assert as_of(page) == ""
    for claim in ("8.15am", "4.45pm", "Open now", "morning", "evening", "opens"):
        assert claim not in page.main, claim


def test_confirmed_hours_stand_in_words_that_are_true_at_any_hour(client):
    confirm_hours()
    assert "Monday to Friday, 8.30am to 5pm" in front_door_page(client).main


def test_the_numbers_come_before_everything_else(client):
    document = front_door_page(client)
    (main,) = document.select("main")
    first, second = main.select("h1, .plates, p, h2")[:2]
    assert (first.tag, first.text) == ("h1", "Worried about a child?")
    assert second.attributes["class"] == "plates"
    (after, *_) = document.select(".help__ring > p")
    assert after.text == (
        "Work in a school or setting? Tell your designated safeguarding lead (DSL) first, if that is quick."
    )


def test_the_steps_come_in_the_order_of_action(client):
    document = front_door_page(client)
    assert [heading.text for heading in document.select("main h2")] == [
        *("Who are you?", "Then, in this order", "If it is different", "Someone to talk to")
    ]
    assert [heading.text for heading in document.select(".way h3")] == [
        *("Stay with the child", "Do not look, and do not question"),
        *("Write it down today", "Check that somebody has it"),
    ]
    assert "keeps nothing" in document.main


def test_staff_go_to_their_lead_and_nobody_waits_for_one(client):
    staff, everyone_else = front_door_page(client).select(".split section")
    assert "Tell your DSL or their deputy now" in staff.text
    assert "You cannot reach them? Ring yourself." in staff.text
    assert "Never wait if a child may be in danger." in staff.text
    assert "DSL" not in everyone_else.text


def test_the_front_door_is_explained_where_it_is_first_named(client):
    main = front_door_page(client).main
    assert main.index("Front Door, children’s services") == main.index("Front Door")


def test_a_child_who_lives_elsewhere_is_one_tap_away(client):
    targets = {link.attributes["href"] for link in front_door_page(client).links}
    assert {"tel:01634334466", "https://www.gov.uk/report-child-abuse-to-local-council"} <= targets
    main = front_door_page(client).main
    assert "Monday to Friday, 9am to 5pm" in main
    Helpline.objects.filter(slug="medway").update(status="draft")
    page = client.get("/front-door/").content.decode()
    assert "01634" not in page
    assert "report-child-abuse-to-local-council" in page


def test_what_we_have_not_seen_of_other_councils_is_on_the_list_of_checks_not_on_the_page(client):
    shown = front_door_page(client).main
    assert "public copies" not in shown
    assert "Check due" not in shown
    assert Fact.objects.get(key="any-council").next_check_on


def test_an_adult_who_works_with_children_is_led_to_the_page_about_it(client):
    (row,) = front_door_page(client).select("#lado")
    assert [link.attributes["href"] for link in row.select("a")] == ["/allegations/"]
    assert "local authority designated officer (LADO)" in row.text


@pytest.mark.parametrize("path", ["/front-door/", "/allegations/"])
def test_a_page_that_is_the_answer_has_no_strip_and_no_crumbs(client, path):
    document = Document(client.get(path).content.decode())
    assert document.select(".strip, .safety, .crumbs") == []


def test_every_number_can_be_tapped(client):
    document = Document(client.get("/front-door/").content.decode())
    numbers = {link.attributes["href"] for link in document.links if ":" in link.attributes["href"][:5]}
    assert numbers >= {"tel:999", "tel:101", "tel:03000411111", "tel:03000419191"}


def test_the_lado_s_number_is_shown_only_once_someone_confirmed_it(client):
    page = client.get("/allegations/").content.decode()
    assert not any(detail in page for detail in UNCONFIRMED_LADO)
    Helpline.objects.filter(slug="lado").update(phone_confirmed=True)
    page = client.get("/allegations/").content.decode()
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
    assert "This is the only number of children’s services that we have confirmed." in main
    assert "the other number" not in main


def test_a_clock_that_was_set_back_takes_no_number_away(client, freeze):
    freeze(london(2019, 1, 8, 10))
    main = Document(client.get("/front-door/").content.decode()).main
    assert OFFICE in main
    assert OUT_OF_HOURS in main
    assert OFFICE in client.get("/guidance/no-such-page/").content.decode()


def test_before_the_content_is_loaded_the_numbers_are_those_that_ship_with_it(client):
    Helpline.objects.all().delete()
    assert OFFICE in client.get("/front-door/").content.decode()


def test_with_no_public_contact_at_all_the_page_says_where_the_numbers_are(client):
    Helpline.objects.filter(slug__in=front_door.SLUGS).update(status=Helpline.Status.DRAFT)
    document = Document(client.get("/front-door/").content.decode())
    numbers = [link.attributes["href"] for link in document.links if "tel:" in link.attributes["href"]]
    assert set(numbers) == {"tel:999"}
    assert document.faults == []
    assert "We have no confirmed phone number of children’s services now." in document.main
    assert not any(element.text == "" for element in document.all("h2", "h3", "li", "p", "a"))


@pytest.mark.parametrize("slug", LOAD_BEARING)
def test_a_hand_out_names_only_numbers_that_are_public(client, slug):
    Helpline.objects.filter(slug=slug).delete()
    document = Document(client.get(Handout.objects.first().get_absolute_url()).content.decode())
    (box,) = document.select(".sheet .numbers")
    named = [number.text for number in box.select("dt")]
    assert named[0] == "999"
    assert (OFFICE in named) == (slug != load_bearing.OFFICE)
    assert (OUT_OF_HOURS in named) == (slug != load_bearing.OUT_OF_HOURS)
    assert all(named)


@pytest.mark.parametrize("path", ["/front-door/", "/allegations/"])
def test_no_copy_of_the_page_may_be_kept(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.fixture
def database_refuses():
    """Within it every query fails, as when the server does not answer or has hung up."""

    def failing(error):
        def refuse(*arguments):
            raise error("The database is down.")

        return connection.execute_wrapper(refuse)

    return failing


@pytest.fixture(params=[DatabaseError, InterfaceError])
def database_down(request, database_refuses):
    """The database is away for the whole test."""
    with database_refuses(request.param):
        yield


HOURS_CUT = (
    '[{"slug": "front-door", "title": "", "who": "", "about": "", "phone": "1", "email": "", '
    '"hours_text": "", "hours": {"periods": [[0, "8"]]}}]'
)


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


def test_without_a_database_the_confirmed_hours_still_decide(client, freeze, settings, database_refuses):
    confirm_hours()
    front_door.write_snapshot()
    freeze(london(2027, 1, 8, 17, 30))
    with database_refuses(DatabaseError):
        page = front_door_page(client)
    assert plates(page) == ["999", OUT_OF_HOURS, OFFICE]
    assert "It is Friday evening. Ring the out of hours team." in as_of(page)
    assert "Monday to Friday, 8.30am to 5pm" in page.main


def test_a_copy_of_an_older_release_has_no_hours_and_still_answers(client, settings, database_down):
    older = {"who": "", "about": "", "email": "", "hours_text": ""}
    rows = [{**older, "slug": "front-door", "title": "Front Door", "phone": "03000 22 22 22"}]
    (settings.LAST_KNOWN_DIR / "front-door.json").write_text(json.dumps(rows))
    page = front_door_page(client)
    assert plates(page) == ["999", "03000 22 22 22"]
    assert as_of(page) == ""


@pytest.mark.parametrize("broken", ["", "{", "[1]", '[{"slug": "front-door"}]', "null", "\x00", HOURS_CUT])
def test_a_broken_copy_is_as_good_as_none(client, settings, database_down, broken):
    settings.LAST_KNOWN_DIR.mkdir(exist_ok=True)
    (settings.LAST_KNOWN_DIR / "front-door.json").write_text(broken)
    response = client.get("/front-door/")
    assert response.status_code == 200
    assert OFFICE in response.content.decode()


def test_what_is_remembered_is_only_what_is_public(settings):
    front_door.write_snapshot()
    kept = snapshot_file.read("front-door.json").text
    assert {row["slug"] for row in json.loads(kept)} == set(ON_FRONT_DOOR)
    assert not any(detail in kept for detail in UNCONFIRMED_LADO)
    assert [path.name for path in settings.LAST_KNOWN_DIR.iterdir()] == ["front-door.json"]


def test_a_change_whose_hour_has_come_reaches_the_copy_with_the_next_reader(client, freeze, settings):
    Helpline.objects.filter(slug="police-non-emergency").update(publish_at=london(2027, 1, 11, 9))
    freeze(london(2027, 1, 8, 10))
    client.get("/front-door/")
    assert load_bearing.POLICE not in kept()
    freeze(london(2027, 1, 11, 9))
    client.get("/front-door/")
    assert load_bearing.POLICE in kept()


def kept() -> set[str]:
    """The contacts in the copy."""
    return {row["slug"] for row in json.loads(snapshot_file.read("front-door.json").text)}


def test_readers_write_the_copy_only_when_something_changed(client, settings):
    client.get("/front-door/")
    copy = settings.LAST_KNOWN_DIR / "front-door.json"
    before = copy.stat()
    client.get("/front-door/")
    assert copy.stat().st_ino == before.st_ino


def test_an_edit_while_a_slower_process_writes_stands_in_the_copy(settings, monkeypatch):
    keep, edited = last_known.keep, []

    def late(contacts):
        if not edited:
            edited.append(Helpline.objects.filter(slug="front-door").update(phone="03000 00 00 00"))
        return keep(contacts)

    monkeypatch.setattr(last_known, "keep", late)
    front_door.write_snapshot()
    assert "03000 00 00 00" in (settings.LAST_KNOWN_DIR / "front-door.json").read_text(encoding="utf-8")


def test_an_empty_database_does_not_empty_the_copy(client, settings):
    client.get("/front-door/")
    Helpline.objects.all().delete()
    client.get("/front-door/")
    assert kept() == set(ON_FRONT_DOOR)


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
from pathlib import Path
from django.test import Client
from django.conf import settings
settings.LAST_KNOWN_DIR = Path("/nowhere/at/all")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
client = Client(raise_request_exception=False)
for address in ("/front-door/", "/allegations/", "/health/", "/about/", "/nothing-here/", "/", "/guidance/"):
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
        "/front-door/ 200 True False",
        "/allegations/ 200 True True",
        "/health/ 503 False False",
        "/about/ 200 True True",
        "/nothing-here/ 404 True True",
        "/ 503 True True",
        "/guidance/ 503 True True",
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


OTHERS = ["03000419191", "01634334466", "08001111", "08088005000", "101", "999"]


@pytest.mark.parametrize("database", UNREACHABLE)
def test_once_the_database_is_gone_the_number_published_last_is_shown(client, settings, tmp_path, database):
    Helpline.objects.filter(slug="front-door").update(phone="03000 77 77 77")
    client.get("/front-door/")
    done = ask(ASK_FOR_THE_NUMBERS, str(settings.LAST_KNOWN_DIR), database=database)
    assert set(done.stdout.split()) == {"03000777777", *OTHERS}, done.stderr
    done = ask(ASK_FOR_THE_NUMBERS, str(tmp_path / "no copy here"), database=database)
    assert set(done.stdout.split()) == {"03000411111", *OTHERS}, done.stderr


def test_a_number_withdrawn_before_the_database_went_stays_withdrawn(client, settings):
    Helpline.objects.filter(slug="front-door").update(status="withdrawn", withdrawn_reason="It changed.")
    client.get("/front-door/")
    done = ask(ASK_FOR_THE_NUMBERS, str(settings.LAST_KNOWN_DIR), database=UNREACHABLE[0])
    assert set(done.stdout.split()) == set(OTHERS), done.stderr


def test_an_adviser_enters_the_hours_and_the_page_and_its_copy_follow_them(
    client, adviser_client, freeze, django_capture_on_commit_callbacks, database_refuses
):
    freeze(london(2026, 11, 26, 8, 35))
    helpline = Helpline.objects.get(slug="front-door")
    address = f"/admin/guidance/helpline/{helpline.pk}/contact/"
    lines = {"weekly-lines": "1", "weekly-0-way": "phone", "weekly-0-days": ["0", "1", "2", "3", "4"]}
    lines |= {"weekly-0-opens": "8.30am", "weekly-0-closes": "5pm", "hours_confirmed": "on"}
    lines |= {"hours_told_by": "Their office", "hours_told_on": "2026-11-25"}
    lines |= {"note_to_colleagues": "First hours.", "_save_change": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert adviser_client.post(address, sent(adviser_client.get(address), **lines)).status_code == 302
    with database_refuses(DatabaseError):
        page = front_door_page(client)
    assert plates(page) == ["999", OFFICE, OUT_OF_HOURS]
    assert as_of(page).startswith("The Front Door is open until 5pm.")
