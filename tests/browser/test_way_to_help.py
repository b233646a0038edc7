"""The way to help: numbers in the first screen of a phone at every hour, and paper that knows no hour."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from enquiries.triage import Route
from guidance.models import Helpline
from tests.enquiries.answers import ALLEGATION, CONCERN
from tests.enquiries.conftest import Sender

pytestmark = pytest.mark.browser
LONDON = ZoneInfo("Europe/London")
PHONE = {"width": 360, "height": 740}
OFFICE, OUT_OF_HOURS = "03000 41 11 11", "03000 41 91 91"
SEVEN_HOURS = [
    (2027, 1, 8, 10),  # a Friday
    (2027, 1, 8, 17, 30),
    (2027, 1, 9, 1),
    (2027, 1, 10, 12),
    (2027, 1, 11, 6, 30),
    (2027, 1, 11, 8, 35),
    (2027, 3, 29, 11),  # a bank holiday
]
SIGNPOSTS = [
    *((Route.FRONT_DOOR,), (Route.LADO,)),
    *((Route.FRONT_DOOR, Route.LADO), (Route.LADO, Route.FRONT_DOOR), (Route.UNREAD,)),
]
FOUR_HOURS = [(2026, 11, 27, 17, 30), (2026, 11, 29, 12), (2026, 11, 30, 9, 30), (2026, 12, 28, 11)]


@pytest.fixture
def show(page, reading_site, client, freeze):
    """Shows on a phone what the portal answers at a moment; the browser keeps its own clock."""

    def at(moment, path="/front-door/", typed=""):
        freeze(datetime(*moment, tzinfo=LONDON))
        answer = Sender(client).fill_in(message=typed) if typed else client.get(path)
        page.unroute("**/as-answered/")
        page.route(
            "**/as-answered/",
            lambda route: route.fulfill(body=answer.content.decode(), content_type="text/html"),
        )
        page.set_viewport_size(PHONE)
        page.goto(f"{reading_site}/as-answered/")

    return at


def confirm(slug):
    """An adviser has confirmed that it works Monday to Friday, 8.30am to 5pm."""
    row = Helpline.objects.get(slug=slug)
    for weekday in range(5):
        row.periods.create(weekday=weekday, opens=time(8, 30), closes=time(17))
    row.hours_confirmed = True
    row.save()


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


def plate(page, number):
    return page.locator(".plate", has_text=number)


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_the_front_door_s_numbers_are_in_the_first_screen_at_every_hour(page, show, is_confirmed):
    if is_confirmed:
        confirm("front-door")
    for moment in SEVEN_HOURS:
        show(moment)
        assert page.locator(".masthead").bounding_box()["height"] <= 64
        assert page.locator("h1").bounding_box()["y"] < 247
        second = min(bottom(plate(page, number)) for number in (OFFICE, OUT_OF_HOURS))
        assert bottom(plate(page, "999")) < second
        for number in (OFFICE, OUT_OF_HOURS):
            assert bottom(plate(page, number)) <= 516, moment
            assert plate(page, number).bounding_box()["width"] == 328
        assert bottom(page.get_by_text("Work in a school or setting?")) <= 740, moment
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_both_teams_look_the_same_while_nobody_confirmed_the_hours(page, show):
    show(SEVEN_HOURS[0])
    styles = [
        plate(page, number)
        .locator(".num")
        .evaluate("e => { const s = getComputedStyle(e); return [s.fontSize, s.fontWeight, s.color] }")
        for number in (OFFICE, OUT_OF_HOURS)
    ]
    assert styles[0] == styles[1]


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_an_allegation_finds_the_hour_and_whom_to_ring_in_the_first_screen(page, show, is_confirmed):
    if is_confirmed:
        confirm("front-door")
        confirm("lado")
    for moment in FOUR_HOURS:
        show(moment, "/allegations/")
        first = OFFICE if moment[2:4] == (30, 9) else OUT_OF_HOURS
        for number in ("999", first, "Refer it online"):
            assert bottom(plate(page, number)) <= 740, (moment, number)
        assert bottom(page.locator(".asof")) < plate(page, "999").bounding_box()["y"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("said", SIGNPOSTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_signpost_shows_the_numbers_in_the_first_screen(
    page, show, has_no_barriers, screen_says, said, scheme
):
    screen_says(*said)
    page.emulate_media(color_scheme=scheme)
    show(FOUR_HOURS[0], typed=CONCERN)
    for number in ("999", OFFICE, OUT_OF_HOURS):
        assert bottom(plate(page, number)) <= 740
    button = page.get_by_role("button", name="not about a particular")
    assert button.bounding_box()["y"] > bottom(page.locator(".way").last)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    has_no_barriers(page)


@pytest.mark.parametrize("said", SIGNPOSTS[2:])
def test_the_lado_comes_below_the_front_door_on_a_signpost_that_names_both(page, show, screen_says, said):
    screen_says(*said)
    show(FOUR_HOURS[0], typed=ALLEGATION)
    lado = page.locator(".plate", has_text="Tell the LADO")
    assert lado.bounding_box()["y"] > bottom(plate(page, OUT_OF_HOURS))
    page.locator("#main").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert ["999" in reached[0], OUT_OF_HOURS in "".join(reached[1:3])] == [True, True]
    assert "Tell the LADO" in reached[3]


@pytest.mark.parametrize("path", ["/front-door/", "/allegations/"])
def test_the_numbers_are_the_first_that_the_keyboard_reaches_on_the_page(page, show, has_no_barriers, path):
    confirm("front-door")
    confirm("lado")
    show(FOUR_HOURS[0], path)
    has_no_barriers(page)
    page.locator("#main").focus()
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert "999" in reached[0]
    assert OUT_OF_HOURS in reached[1]


@pytest.mark.parametrize("path", ["/front-door/", "/allegations/"])
def test_paper_knows_no_hour(page, show, path):
    confirm("front-door")
    confirm("lado")
    page.emulate_media(media="print")
    sheets = set()
    for moment in [(2026, 11, 26, 6), (2026, 11, 26, 10), (2026, 11, 29, 12)]:
        show(moment, path)
        sheets.add(as_printed(page))
    assert len(sheets) == 1
    (words,) = sheets
    assert words.index(OFFICE) < words.index(OUT_OF_HOURS)
    for clock in ("As of", "is open", "opens at", "works again", "at work", "Sunday", "November"):
        assert clock not in words, clock


def as_printed(page) -> str:
    """The words of the sheet, the plates in the order in which they stand."""
    return page.evaluate("""() => {
        const place = plate => { const box = plate.getBoundingClientRect(); return box.top * 2000 + box.left }
        const plates = [...document.querySelectorAll('.plate')].sort((one, two) => place(one) - place(two))
        const others = document.querySelectorAll('.help__head, .help__ring > p, .help__body')
        const shown = [...plates, ...others].filter(part => part.checkVisibility())
        return shown.map(part => part.innerText).join('\\n')
    }""")


def test_the_front_door_is_one_sheet(page, show):
    show(FOUR_HOURS[0])
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("path", ["/front-door/", "/allegations/"])
def test_on_a_desktop_the_numbers_stand_beside_the_steps_and_stay(page, show, path):
    show(FOUR_HOURS[0], path)
    page.set_viewport_size({"width": 1280, "height": 800})
    ring, steps = page.locator(".help__ring"), page.locator(".help__body")
    assert ring.bounding_box()["x"] > steps.bounding_box()["x"] + steps.bounding_box()["width"]
    page.evaluate("window.scrollTo(0, 700)")
    assert 0 <= ring.bounding_box()["y"] < 100
