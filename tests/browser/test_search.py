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


CONCERNS = [
    "/search/?q=a+child+told+me+about+a+game+asking+for+photos",
    "/search/?q=headteacher+accused",
    "/resources/?q=she+says+a+man+in+a+chat+wants+to+meet+her",
]
NUMBERS = ["tel:03000411111", "tel:03000419191", "tel:999"]


@pytest.mark.parametrize("path", CONCERNS)
def test_a_concern_sees_both_numbers_and_three_ways_on_the_first_screen_of_a_phone(
    page, reading_site, complaints, path
):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(reading_site + path)
    answer = page.locator(".concern a")
    assert sorted(link.get_attribute("href") for link in answer.all()[:3]) == NUMBERS
    ends = [sum(link.bounding_box()[name] for name in ("y", "height")) for link in answer.all()]
    assert len(ends) == len(NUMBERS) + 3
    assert ends == sorted(ends)
    assert ends[-1] <= 712
    assert page.evaluate("window.scrollY") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("path", CONCERNS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_answer_to_a_concern_has_no_barriers(page, reading_site, has_no_barriers, path, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(reading_site + path)
        for summary in page.locator("details.fold > summary").filter(visible=True).all():
            summary.click()
        has_no_barriers(page)


def test_the_keyboard_reaches_numbers_and_ways_before_the_results(page, reading_site, complaints):
    page.goto(reading_site + CONCERNS[0])
    page.get_by_role("button", name="Search", exact=True).focus()
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert sorted(reached[:3]) == NUMBERS
    assert reached[3:6] == [
        "/guidance/a-child-tells-you/",
        "/what-has-happened/contact/",
        "/front-door/",
    ]
    page.keyboard.press("Enter")
    assert results(page)[0]
    assert page.locator("[data-result]").first.is_visible()


def test_the_answer_and_the_folded_results_need_no_script(browser, reading_site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(reading_site + CONCERNS[0])
    assert page.locator(".concern .plate").count() == 3
    assert not page.locator("[data-result]").first.is_visible()
    page.locator("details.fold:not(.filters) > summary").click()
    assert page.locator("[data-result]").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_results_never_scroll_sideways(page, reading_site, complaints, width):
    page.set_viewport_size({"width": width, "height": 800})
    for words in ("sexting", "x" * 200, "filtering"):
        page.goto(f"{reading_site}/search/?q={words}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), words
