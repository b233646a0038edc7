"""Reading in a real browser: narrow, zoomed, by keyboard, without JavaScript, with nothing refused."""

import pytest
from playwright.sync_api import expect

from tests.browser.page_types import EVERY_TYPE, PAGES

# Slow: each page type is looked at in several widths.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A one-line field scrolls what is typed in it, so its text is never out of reach.
CUT_OFF = """() => [...document.querySelectorAll('body *:not(input)')]
    .filter(element => !element.closest('.vh, .visually-hidden, .stack thead, svg, .skip'))
    .filter(element => !element.closest('details:not([open])'))
    .filter(element => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .filter(element => element.scrollWidth > element.clientWidth + 1)
    .map(element => element.outerHTML.slice(0, 80))"""
SPACED_OUT = """() => {
    for (const element of document.querySelectorAll('body, body *')) {
        element.style.lineHeight = '1.5'; element.style.letterSpacing = '0.12em';
        element.style.wordSpacing = '0.16em';
    }
    for (const element of document.querySelectorAll('p')) { element.style.marginBottom = '2em'; }
}"""
FOCUSED = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const reachable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const visible = [...document.querySelectorAll(reachable)].filter(one => one.checkVisibility());
    return {
        place: visible.indexOf(element), last: visible.length - 1,
        outline: getComputedStyle(element).outlineStyle,
        seen: box.width > 0 && box.left >= 0 && box.top >= 0 && box.bottom <= innerHeight + 1,
    };
}"""


# What stays in view and is taller than the window is cut off, and so is what scrolls by itself.
CUT_IN_VIEW = """() => [...document.querySelectorAll('main *')].filter(element => element.checkVisibility())
    .filter(element => {
        const look = getComputedStyle(element), box = element.getBoundingClientRect();
        return look.position === 'sticky' && (box.height > innerHeight - 24 || look.overflowY !== 'visible');
    })
    .map(element => element.outerHTML.slice(0, 80))"""


def spilling(page, site, paths):
    """Those of the paths whose page has to be scrolled sideways, with the pixels."""
    found = {}
    for path in paths:
        page.goto(site + path)
        if spill := page.evaluate(SPILL):
            found[path] = spill
    return found


def test_no_page_scrolls_sideways_on_the_narrowest_phone(page, reading_site):
    page.set_viewport_size({"width": 320, "height": 640})
    assert spilling(page, reading_site, EVERY_TYPE.values()) == {}


def test_nothing_spills_over_or_is_cut_off_when_text_is_twice_as_large(page, reading_site):
    for path in EVERY_TYPE.values():
        page.goto(reading_site + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(SPILL) == 0, (path, width)
            assert page.evaluate(CUT_OFF) == [], (path, width)


def test_text_may_be_spaced_out(page, reading_site):
    page.set_viewport_size({"width": 360, "height": 800})
    for path in PAGES.values():
        page.goto(reading_site + path)
        page.evaluate(SPACED_OUT)
        assert page.evaluate(SPILL) <= 1, path
        assert page.evaluate(CUT_OFF) == [], path


def test_nothing_is_refused_or_missing(page, reading_site, complaints):
    """The fixture ``complaints`` fails the test for whatever the browser says on its console."""
    for path in PAGES.values():
        page.goto(reading_site + path)
    assert page.context.cookies() == []


def test_the_first_tab_leads_past_the_menu(page, reading_site):
    page.goto(f"{reading_site}/guidance/early-years/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    "path", ["/", "/resources/?risk=contact", "/helplines/", "/front-door/", "/risks/conduct/"]
)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(page, reading_site, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(reading_site + path)
    page.keyboard.press("Tab")
    last = page.evaluate(FOCUSED)["last"]
    for place in range(last + 1):
        focused = page.evaluate(FOCUSED)
        assert focused["place"] == place
        assert focused["outline"] != "none"
        assert focused["seen"], page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_what_stays_in_view_is_never_cut_off(page, reading_site):
    page.set_viewport_size({"width": 1280, "height": 832})
    for path in EVERY_TYPE.values():
        page.goto(reading_site + path)
        assert page.evaluate(CUT_IN_VIEW) == [], path


def test_everything_works_without_javascript(browser, reading_site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{reading_site}/resources/")
    page.get_by_text("Filter and sort").click()
    page.get_by_role("group", name="Risk area").get_by_label("Contact").check()
    page.get_by_role("button", name="Show results").first.click()
    assert "risk=contact" in page.url
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("status")).to_contain_text("page 2 of")
    page.get_by_role("link", name="Remove filter Risk area: Contact").click()
    assert "risk" not in page.url
    page.locator(".masthead").get_by_text("Menu").click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Helplines").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Helplines")
    page.locator(".masthead").get_by_role("link", name="Search").click()
    page.get_by_label("What are you looking for?").fill("sexting")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Nudes and semi-nudes").first).to_be_visible()
    page.get_by_role("link", name="About a child").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worried about a child?")
    context.close()


def test_filters_stand_open_at_a_desk_and_folded_on_a_phone(page, reading_site):
    for width, visible in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{reading_site}/resources/")
        expect(page.get_by_label("Sort by")).to_be_visible(visible=visible)
        expect(page.get_by_text("Filter and sort")).to_be_visible(visible=not visible)


def test_what_can_be_tapped_is_large_enough(page, reading_site):
    """WCAG 2.5.8: 24 px, links within sentences apart."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{reading_site}/front-door/")
    for number in page.locator(".contact__number a, .button").all():
        assert number.bounding_box()["height"] >= 24
