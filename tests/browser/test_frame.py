"""The frame of every page: a short top on a phone, and room for large text."""

import pytest
from playwright.sync_api import expect

from tests.browser.page_types import EVERY_TYPE, PAGES
from tests.browser.reading import CUT_OFF, SPACED_OUT, SPILL

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WITHOUT_STRIP = {"/front-door/"}
# A number is whole when each of its groups of digits stands in the window, on a line of its own at worst.
CUT_NUMBERS = """() => [...document.querySelectorAll('a[href^="tel:"]')]
    .filter(link => link.checkVisibility())
    .filter(link => {
        const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (const group of walker.currentNode.data.matchAll(/[0-9]+/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, group.index);
                range.setEnd(walker.currentNode, group.index + group[0].length);
                const boxes = [...range.getClientRects()];
                if (new Set(boxes.map(box => Math.round(box.top))).size > 1) return true;
                if (boxes.some(box => box.left < 0 || box.right > innerWidth + 1)) return true;
            }
        }
        return false;
    })
    .map(link => link.outerHTML.slice(0, 100))"""

# In a text a number stands in one line: read out over two, a group of digits is missed.
BROKEN_NUMBERS = """() => [...document.querySelectorAll('main a[href^="tel:"]:not([class])')]
    .filter(link => {
        const range = document.createRange();
        range.selectNodeContents(link);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
    })
    .map(link => link.outerHTML)"""
WITH_NUMBERS = (
    "/guidance/when-something-happens/",
    "/guidance/money-gambling-scams-sextortion/",
    "/parents/14-to-18/",
)
# The number of a step stands in a circle beside its words; a wide one would cover their first letters.
COVERED_BY_NUMBERS = """() => [...document.querySelectorAll('.way > li')]
    .filter(step => step.checkVisibility())
    .filter(step => parseFloat(getComputedStyle(step, '::before').width)
        > parseFloat(getComputedStyle(step).paddingInlineStart))
    .map(step => step.textContent.trim().slice(0, 60))"""


def height(page, selector: str) -> float:
    return page.locator(selector).bounding_box()["height"]


@pytest.mark.parametrize("path", ["/", "/guidance/", "/resources/sharing-nudes/", "/enquiries/"])
def test_masthead_and_strip_are_short(page, reading_site, path):
    for size, masthead, strip in ((PHONE, 64, 94), (DESKTOP, 112, 60)):
        page.set_viewport_size(size)
        page.goto(reading_site + path)
        assert height(page, ".masthead") <= masthead
        assert height(page, ".strip") <= strip


def test_an_ordinary_page_begins_in_the_upper_third_of_a_phone(page, reading_site):
    page.set_viewport_size(PHONE)
    for path in ("/", "/guidance/", "/resources/", "/helplines/", "/policies/", "/updates/", "/about/"):
        page.goto(reading_site + path)
        assert page.locator("h1").bounding_box()["y"] < PHONE["height"] / 3, path


@pytest.mark.parametrize("path", WITH_NUMBERS)
def test_a_number_in_a_text_stands_in_one_line_on_a_phone(page, reading_site, path):
    page.set_viewport_size(PHONE)
    page.goto(reading_site + path)
    assert page.locator('main a[href^="tel:"]:not([class])').count() > 3
    assert page.evaluate(BROKEN_NUMBERS) == []


def test_the_menu_of_a_phone_opens_over_the_page_and_leads_everywhere(page, reading_site):
    page.set_viewport_size(PHONE)
    page.goto(f"{reading_site}/guidance/")
    start = page.locator("h1").bounding_box()["y"]
    page.locator(".masthead summary").click()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link")).to_have_count(8)
    expect(menu.get_by_role("link", name="Guidance")).to_have_attribute("aria-current", "true")
    assert page.locator("h1").bounding_box()["y"] == start
    assert all(link.bounding_box()["height"] >= 44 for link in menu.get_by_role("link").all())


def test_the_section_one_is_in_is_told_by_more_than_its_colour(page, reading_site):
    page.set_viewport_size(DESKTOP)
    page.goto(f"{reading_site}/guidance/early-years/")
    current = page.locator(".bar [aria-current]")
    expect(current).to_have_text("Guidance")
    expect(current).to_have_css("font-weight", "700")
    expect(current).to_have_css("border-bottom-width", "4px")


def test_the_footer_stands_at_the_foot_of_the_window(page, reading_site):
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{reading_site}/cookies/")
    box = page.locator(".site-foot").bounding_box()
    assert round(box["y"] + box["height"]) == 1600


@pytest.mark.proof  # test_every_type.py looks at them with large and with spaced text
@pytest.mark.parametrize("path", EVERY_TYPE.values(), ids=EVERY_TYPE)
def test_large_text_fits_a_phone(page, reading_site, path):
    """A root of 32 px at 360 px, and the spacing of WCAG 1.4.12 at 320 px."""
    page.set_viewport_size(PHONE)
    page.goto(reading_site + path)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page.evaluate(SPILL) == 0
    assert page.evaluate(CUT_NUMBERS) == []
    assert page.evaluate(COVERED_BY_NUMBERS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(SPACED_OUT)
    assert page.evaluate(SPILL) == 0
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(CUT_NUMBERS) == []


def test_icons_are_drawn(page, reading_site, complaints):
    """What ``use`` points at is fetched, and the Content-Security-Policy lets it."""
    fetched = []
    page.on("response", lambda response: fetched.append((response.url, response.status)))
    page.goto(reading_site + PAGES["home"])
    assert [status for url, status in fetched if "img/icons" in url] == [200]
    drawn = page.evaluate(
        "[...document.querySelectorAll('main .icon')].map(icon => icon.querySelector('use').getBBox().width)"
    )
    assert drawn
    assert min(drawn) > 0
