"""The home page: what people come for stands in the first screen, and no part of it is blank on a desktop."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_frame import DESKTOP, PHONE

pytestmark = pytest.mark.browser
TABLET = {"width": 768, "height": 1024}
NARROW = {"width": 320, "height": 740}
TASKS = ("h1", "#q", ".happened", ".doors", ".strip a[href='/front-door/']", ".strip a[href='/allegations/']")
# The lowest point of what stands at each side: far apart, one side is blank.
LOWEST_WORDS = """selector => {
    const range = document.createRange();
    return [...document.querySelector(selector).children].map(side => {
        range.selectNodeContents(side);
        return (side.matches('img') ? side : range).getBoundingClientRect().bottom;
    });
}"""


def bottom(page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_first_screen_has_the_search_what_has_happened_and_all_seven_doors(page, reading_site, size):
    page.set_viewport_size(size)
    page.goto(reading_site)
    expect(page.locator(".doors a")).to_have_count(7)
    ends = {part: bottom(page, part) for part in TASKS}
    assert max(ends.values()) <= size["height"], ends


def test_the_doors_stand_on_one_floor_line_on_a_desktop(page, reading_site):
    for size in (TABLET, DESKTOP):
        page.set_viewport_size(size)
        page.goto(reading_site)
        arches = [arch.bounding_box() for arch in page.locator(".doors .arch").all()]
        floor = bottom(page, ".doors")
        assert len({round(arch["y"] + arch["height"]) for arch in arches}) == 1
        assert 0 <= floor - (arches[0]["y"] + arches[0]["height"]) <= 3
        assert arches[0]["width"] >= 60


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
def test_a_finger_hits_each_door(page, reading_site, size):
    page.set_viewport_size(size)
    page.goto(reading_site)
    doors = [door.bounding_box() for door in page.locator(".doors a").all()]
    assert all(door["height"] >= 44 and door["width"] >= 100 for door in doors)


def test_neither_side_of_the_home_page_is_blank_on_a_desktop(page, reading_site):
    page.set_viewport_size(DESKTOP)
    page.goto(reading_site)
    for selector in ("main .cols:not(.cols--gap)", "main .cols--gap", ".picture"):
        ends = page.evaluate(LOWEST_WORDS, selector)
        assert len(ends) == 2
        assert max(ends) - min(ends) <= 300, (selector, ends)


def test_a_door_leads_to_its_page_whose_tasks_stand_in_the_first_screen(page, reading_site, complaints):
    page.set_viewport_size(DESKTOP)
    page.goto(reading_site)
    page.get_by_role("link", name="Governor or trustee").click()
    page.wait_for_url("**/for/governors/")
    expect(page.get_by_role("heading", level=1)).to_have_text("For governors and trustees")
    assert bottom(page, "main ol.rows") <= DESKTOP["height"]
    page.set_viewport_size(PHONE)
    assert bottom(page, "main ol.rows") <= 2 * PHONE["height"]
