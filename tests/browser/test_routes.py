"""Guided routes in a browser: above the fold of a phone, on a sheet of paper, by keyboard, without styles."""

import re

import pytest
from playwright.sync_api import expect

from guidance.routes.pages import Screens
from guidance.services.routes import public_book
from tests.browser.test_print import texts

# Slow: each outcome is opened on a phone, the longest on paper too.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
START = "/what-has-happened/"
PHONE = {"width": 360, "height": 740}
A4 = {"width": 711, "height": 1024}
"""A sheet less the margins of charts and outcomes, in pixels of 96 to the inch."""
ENDS_OF_COLUMNS = """box => {
    const all = box.getBoundingClientRect(), ends = {left: all.top, right: all.top};
    for (const one of box.querySelectorAll('p, li, td')) for (const line of one.getClientRects()) {
        const side = line.left < (all.left + all.right) / 2 - 5 ? 'left' : 'right';
        ends[side] = Math.max(ends[side], line.bottom);
    }
    return [all.top, ends.left, ends.right];
}"""
HEADINGS_LEFT_BEHIND = """box => [...box.querySelectorAll('h2')].filter(one => {
    const next = one.nextElementSibling, [first] = (next.querySelector('tr') || next).getClientRects();
    return first && first.left > one.getBoundingClientRect().right;
}).map(one => one.textContent)"""
LONG = {"harm"}
"""The longest route takes two sheets."""


def sheets(page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def outcomes() -> list[str]:
    """The address of every outcome that a route has of its own, and of those that all have, once."""
    book = public_book()
    own = [
        f"{START}{slug}/do/{outcome.key}/" for slug in book.routes for outcome in book.routes[slug].outcomes
    ]
    return [*own, *(f"{START}nudes/do/{outcome.key}/" for outcome in book.common.outcomes)]


def longest() -> list[str]:
    """The addresses of the three outcomes of each route that have most to say."""
    found = []
    for slug, route in public_book().routes.items():
        by_length = sorted(route.outcomes, key=lambda outcome: sum(map(len, outcome.texts())))
        found += [f"{START}{slug}/do/{outcome.key}/" for outcome in by_length[-3:]]
    return found


@pytest.mark.proof  # every outcome, one after the other
def test_now_do_not_and_who_lie_above_the_fold_of_a_phone(page, reading_site):
    page.set_viewport_size(PHONE)
    below = {}
    for path in outcomes():
        page.goto(reading_site + path)
        ends = page.eval_on_selector_all(
            "h1, .now, .not, .plates li", "all => all.map(one => one.getBoundingClientRect().bottom)"
        )
        if page.locator(".now").count() and max(ends) > PHONE["height"]:
            below[path] = round(max(ends))
    assert below == {}


def test_the_question_and_its_first_answer_lie_above_the_fold_of_a_phone(page, reading_site):
    page.set_viewport_size(PHONE)
    book = public_book()
    for slug in book.routes:
        for question in book.questions(slug):
            page.goto(reading_site + Screens(book, slug).question_address(question.key))
            answer = page.locator(".fork--answers li").first.bounding_box()
            assert answer["y"] + answer["height"] <= PHONE["height"], (slug, question.key)


def test_the_longest_outcomes_print_on_two_sheets_at_most(page, reading_site):
    taken = {}
    for path in longest():
        page.goto(reading_site + path)
        taken[path] = sheets(page)
    assert {path: count for path, count in taken.items() if count > 2} == {}


@pytest.mark.parametrize("key", ["nudes/do/parent", "nudes/do/n5", "bullying/do/b7", "challenge/do/parent"])
def test_what_follows_the_steps_of_an_outcome_stands_on_one_sheet(page, reading_site, tmp_path, key):
    page.goto(f"{reading_site}{START}{key}/")
    printed = texts(page, tmp_path)
    for words in ("Write down:", "In the next days", "Not yet reviewed by an adviser", "Danger: 999"):
        assert [words in sheet for sheet in printed] == [sheet == printed[-1] for sheet in printed], words
    page.emulate_media(media="print")
    for whole in page.locator(".outcome__more :is(tr, ul)").all():
        expect(whole).to_have_css("break-inside", "avoid")


@pytest.mark.parametrize("key", ["blackmail/do/s3", "nudes/do/n5", "contact/do/c2"])
def test_the_two_columns_of_an_outcome_on_paper_end_at_nearly_one_height(page, reading_site, key):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(f"{reading_site}{START}{key}/")
    tops, left, right = page.locator(".outcome__more").evaluate(ENDS_OF_COLUMNS)
    assert min(left, right) - tops > 0.85 * (max(left, right) - tops)


@pytest.mark.parametrize("key", ["staff/do/t3", "cyber/do/y1", "nudes/do/n5"])
def test_no_heading_of_an_outcome_stands_in_another_column_than_what_follows(page, reading_site, key):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(f"{reading_site}{START}{key}/")
    assert page.locator(".outcome__more h2:visible").count() > 2
    assert page.locator(".outcome__more").evaluate(HEADINGS_LEFT_BEHIND) == []


def test_a_child_is_led_to_what_is_different_before_the_foot(page, reading_site):
    page.set_viewport_size(PHONE)
    page.goto(f"{reading_site}{START}blackmail/do/child/")
    expect(page.get_by_role("link", name="Is it different?")).to_be_in_viewport()
    different = page.get_by_role("heading", name="It is different if").bounding_box()["y"]
    assert different < page.get_by_text("Not yet reviewed by an adviser").bounding_box()["y"]


def test_a_chart_prints_on_one_sheet(page, reading_site):
    taken = {}
    for slug in public_book().routes:
        page.goto(f"{reading_site}{START}{slug}/chart/")
        taken[slug] = sheets(page)
    assert {slug for slug, count in taken.items() if count > 1} <= LONG
    assert max(taken.values()) <= 2


def test_the_numbers_at_the_head_of_a_chart_stand_on_one_line_of_the_sheet(page, reading_site):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    for slug in ("nudes", "adult", "cyber"):
        page.goto(f"{reading_site}{START}{slug}/chart/")
        numbers = page.locator(".chart-ring dd").all()
        assert len(numbers) > 2
        assert len({round(one.bounding_box()["y"]) for one in numbers}) == 1, slug


def test_the_way_through_a_route_works_by_keyboard(page, reading_site):
    page.goto(f"{reading_site}{START}blackmail/")
    for answer in ("No, or help is already there", "I lead on safeguarding, or I’m in charge today"):
        link = page.get_by_role("link", name=answer)
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is being threatened?")


def test_without_styles_a_chart_reads_in_order(browser, reading_site):
    page = browser.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{reading_site}{START}nudes/chart/")
    text = page.locator("main").inner_text()
    assert (
        text.index("999")
        < text.index("Start at 1")
        < text.index("Who is in the picture")
        < text.index("Do not:")
    )
    page.close()
