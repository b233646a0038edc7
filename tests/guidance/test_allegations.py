"""A concern about an adult who works with children: what is true at the hour, whom to ring, who refers it."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection

from guidance.models import Helpline
from tests.document import Document

pytestmark = pytest.mark.usefixtures("portal")
LONDON = ZoneInfo("Europe/London")
OFFICE, OUT_OF_HOURS = "03000 41 11 11", "03000 41 91 91"
FRIDAY, SUNDAY = (2026, 11, 27, 17, 30), (2026, 11, 29, 12)
MONDAY, BANK_HOLIDAY = (2026, 11, 30, 9, 30), (2026, 12, 28, 11)


def confirm_hours(slug, opens, closes):
    row = Helpline.objects.get(slug=slug)
    for weekday in range(5):
        row.periods.create(weekday=weekday, opens=opens, closes=closes)
    row.hours_confirmed = True
    row.save()


@pytest.fixture
def page_at(client, freeze):
    """The page as it is at a moment in London."""

    def at(*moment):
        freeze(datetime(*moment, tzinfo=LONDON))
        return Document(client.get("/allegations/").content.decode())

    return at


def clock(page: Document) -> str:
    (line,) = page.select(".asof")
    return line.text


def plates(page: Document) -> list[str]:
    return [plate.text for plate in page.select(".plates .num")]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (
            FRIDAY,
            "It is Friday evening. The LADO may not answer before the next working day, Monday 30 November."
            ""
            " As of 5.30pm, Friday 27 November.",
        ),
        (
            SUNDAY,
            "It is Sunday afternoon. The LADO may not answer before the next working day, Monday 30"
            " November."
            " As of midday, Sunday 29 November.",
        ),
        (
            MONDAY,
            "It is Monday, a working day. Refer it now. The next working day is Tuesday 1 December."
            ""
            " As of 9.30am, Monday 30 November.",
        ),
        (
            BANK_HOLIDAY,
            "It is a bank holiday. The LADO may not answer before the next working day, Tuesday 29"
            " December."
            " As of 11am, Monday 28 December.",
        ),
    ],
)
def test_while_nobody_confirmed_hours_only_days_are_counted(page_at, moment, says):
    page = page_at(*moment)
    assert clock(page) == says
    assert plates(page) == ["999", OFFICE, OUT_OF_HOURS, "Refer it online"]


@pytest.mark.parametrize(
    ("moment", "says", "first"),
    [
        (FRIDAY, "It is Friday evening. The LADO works again on Monday 30 November, from 9am.", OUT_OF_HOURS),
        (
            SUNDAY,
            "It is Sunday afternoon. The LADO works again on Monday 30 November, from 9am.",
            OUT_OF_HOURS,
        ),
        (MONDAY, "The LADO is at work until 5pm. Refer it now.", OFFICE),
        ((2026, 11, 30, 8, 35), "The LADO starts work at 9am today. Refer it now.", OFFICE),
        (
            BANK_HOLIDAY,
            "It is a bank holiday. The LADO works again on Tuesday 29 December, from 9am.",
            OUT_OF_HOURS,
        ),
    ],
)
def test_confirmed_hours_say_when_the_lado_works_and_which_team_to_ring(page_at, moment, says, first):
    confirm_hours("lado", time(9), time(17))
    confirm_hours("front-door", time(8, 30), time(17))
    page = page_at(*moment)
    assert clock(page).startswith(says)
    team = "the Front Door" if first == OFFICE else "the out of hours team"
    assert f", ring {team}." in clock(page)
    assert plates(page)[:3] == ["999", first, "Refer it online"]


def test_a_confirmed_front_door_is_named_although_the_lado_has_no_hours_yet(page_at):
    confirm_hours("front-door", time(8, 30), time(17))
    assert "If a child may be at risk before then, ring the out of hours team." in clock(page_at(*FRIDAY))
    assert "If a child may be at risk today, ring the Front Door." in clock(page_at(*MONDAY))


def test_the_lado_who_never_works_again_is_referred_to_all_the_same(page_at):
    Helpline.objects.get(slug="lado").periods.create(weekday=0, opens=time(9), closes=time(10))
    Helpline.objects.filter(slug="lado").update(hours_confirmed=True)
    assert "The LADO works again on Monday 4 January, from 9am." in clock(page_at(2026, 12, 24, 10))


def test_the_heading_says_what_to_do_and_the_lado_is_explained(page_at):
    page = page_at(*MONDAY)
    assert page.one("h1").text == "Worried about a member of staff? Tell the LADO"
    assert "local authority designated officer (LADO)" in page.select(".lead")[0].text


@pytest.mark.parametrize(
    ("about", "tell"),
    [
        (
            "The head",
            "The chair of governors, the trust, the proprietor or the management committee. Never the head",
        ),
        ("A head who is the sole proprietor", "Nobody inside"),
        ("Supply", "The head of the school where they work"),
    ],
)
def test_nobody_is_sent_to_the_person_it_is_about(page_at, about, tell):
    rows = {row.select("th")[0].text: row.select("td") for row in page_at(*MONDAY).select("tbody tr")}
    (cells,) = (cells for name, cells in rows.items() if name.startswith(about))
    assert cells[0].text == tell


def test_what_is_not_to_be_stated_is_not(page_at):
    main = page_at(*FRIDAY).main
    for detail in ("03000 41 08 88", "kentchildrenslado", "01634 331 065", "0800 028 0285", "24 hours"):
        assert detail not in main, detail
    assert "We have seen no start date." in main


def test_the_time_limits_stand_with_whose_rule_they_are(page_at):
    main = page_at(*FRIDAY).main
    assert "Refer it now, even at night or at the weekend. One working day is the latest." in main
    assert "Keeping children safe in education (KCSIE), which says without delay" in main
    assert "for one working day, on the procedures of Luton, Trafford, Wakefield, Essex and Sheffield" in main
    assert "within 14 days at most" in main


def test_without_a_database_the_page_still_knows_whom_to_ring(page_at, settings):
    def refuse(*arguments):
        raise DatabaseError("The database is down.")

    with connection.execute_wrapper(refuse):
        page = page_at(*FRIDAY)
    assert plates(page) == ["999", OFFICE, OUT_OF_HOURS, "Refer it online"]
    assert "Monday 30 November" in clock(page)
