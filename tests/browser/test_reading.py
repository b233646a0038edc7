"""Reading in a real browser: by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
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


def test_everything_works_without_javascript(browser, reading_site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{reading_site}/resources/")
    page.get_by_text("Filter and sort").click()
    page.get_by_role("group", name="Risk area").get_by_label("Contact").check()
    page.get_by_role("button", name="Show results").first.click()
    assert "risk=contact" in page.url
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("status")).to_contain_text(", here 21 to ")
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
