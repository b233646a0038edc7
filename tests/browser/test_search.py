"""Searching with a keyboard, on a phone and without scripts."""

import pytest

pytestmark = pytest.mark.browser


def results(page) -> list[str]:
    return [item.locator("a").first.get_attribute("href") for item in page.locator("[data-result]").all()]


def test_from_the_home_page_by_keyboard(page, reading_site, complaints):
    page.goto(reading_site)
    page.get_by_label("What are you looking for?").focus()
    page.keyboard.type("sexting")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=sexting")
    assert results(page)[0] == "/resources/sharing-nudes/"
    page.locator("[data-result] a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/resources/sharing-nudes/")


def test_a_filter_narrows_and_can_be_removed(page, reading_site, complaints):
    page.goto(f"{reading_site}/search/?q=parents")
    before = page.get_by_role("status").inner_text()
    page.get_by_role("checkbox", name="Guidance").check()
    page.get_by_role("button", name="Show results").first.click()
    assert page.get_by_role("status").inner_text() != before
    page.get_by_role("link", name="Remove filter Kind: Guidance").click()
    assert page.get_by_role("status").inner_text() == before


def test_words_as_typed_are_one_click_away(page, reading_site, complaints):
    page.goto(f"{reading_site}/search/?q=acceptabel+use")
    assert results(page)[0] == "/policies/acceptable-use/"
    page.get_by_role("link", name="acceptabel use").click()
    assert "exact=1" in page.url


def test_a_concern_sees_the_way_to_the_front_door_before_any_result(page, reading_site, complaints):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{reading_site}/search/?q=pupil+has+been+messaged+by+a+man")
    door = page.get_by_role("link", name="Contact Kent’s Front Door")
    assert door.bounding_box()["y"] < page.locator("[data-result]").first.bounding_box()["y"]
    door.click()
    assert page.url.endswith("/front-door/")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_results_never_scroll_sideways(page, reading_site, complaints, width):
    page.set_viewport_size({"width": width, "height": 800})
    for words in ("sexting", "x" * 200, "filtering"):
        page.goto(f"{reading_site}/search/?q={words}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), words
