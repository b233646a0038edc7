"""The self-review in a real browser: no script needed, no barrier in light and dark, and what is on paper."""

import re

import pytest

from tests.browser.test_policies import DESKTOP, IS_TOO_WIDE, PHONE, check, open_page, press
from tests.browser.test_print import sheets

__all__ = ["check", "open_page"]  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
START = "/self-review/"


def begin(page, kind: str, scope: str) -> None:
    page.get_by_label(kind, exact=True).check()
    press(page, scope)


def answer_all(page, level: str) -> int:
    """Answer every question of a page; return how many there are."""
    questions = page.locator("fieldset.question")
    for place in range(questions.count()):
        questions.nth(place).get_by_role("radio").and_(page.locator(f"[value='{level}']")).check()
    return questions.count()


def go_through(page, levels: str) -> int:
    """Answer theme after theme, each at the next of ``levels``; return how many questions there were."""
    answered, place = 0, 0
    while True:
        answered += answer_all(page, levels[place % len(levels)])
        place += 1
        onward = page.get_by_role("button", name=re.compile("^Next:"))
        if not onward.count():
            press(page, "See the result")
            return answered
        with page.expect_navigation():
            onward.click()


# Slow: axe reads six pages.
@pytest.mark.slow
@pytest.mark.parametrize("look", ["phone light", "desktop dark"])
def test_no_step_has_a_barrier(open_page, check, look):
    size, scheme = look.split()
    page = open_page(START, **(PHONE if size == "phone" else DESKTOP), color_scheme=scheme)
    check(page)
    begin(page, "Nursery or pre-school", "Answer all questions")
    check(page)
    assert go_through(page, "1324") == 22
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    check(page)
    page.fill("#id_before", "SR-1")
    press(page, "Compare")
    check(page)


def test_nobody_needs_a_script_and_the_files_arrive(open_page):
    page = open_page(START, java_script_enabled=False, accept_downloads=True)
    begin(page, "Childminder", "Start with the short review")
    assert go_through(page, "123") == 8
    assert "You answered 8 of 8." in page.locator("main").inner_text()
    for button, name in (
        ("Action plan (Word)", "self-review-action-plan.docx"),
        ("Action plan (web page)", "self-review-action-plan.html"),
        ("Note to self (Word)", "self-review-report.docx"),
        ("List of answers (CSV)", "self-review-answers.csv"),
    ):
        with page.expect_download() as arrived:
            page.get_by_role("button", name=button).click()
        assert arrived.value.suggested_filename == name
    assert page.url.endswith("/self-review/early-years/")
    assert not page.context.cookies()


@pytest.mark.parametrize("look", ["phone light", "desktop dark"])
def test_a_plan_that_is_opened_from_a_disk_has_its_looks_and_no_barrier(open_page, check, tmp_path, look):
    size, scheme = look.split()
    wide = PHONE if size == "phone" else DESKTOP
    page = open_page(START, **wide, color_scheme=scheme, accept_downloads=True)
    begin(page, "Nursery or pre-school", "Start with the short review")
    go_through(page, "123")
    with page.expect_download() as arrived:
        page.get_by_role("button", name="Action plan (web page)").click()
    arrived.value.save_as(tmp_path / "plan.html")
    page.goto((tmp_path / "plan.html").as_uri())
    check(page)
    assert page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily").startswith("Georgia")
    assert not page.evaluate(IS_TOO_WIDE)


def test_a_result_is_on_paper_with_its_bars_and_room_to_write(open_page):
    page = open_page(START, **DESKTOP)
    begin(page, "Infant, junior or primary school", "Answer all questions")
    go_through(page, "1234")
    page.emulate_media(media="print")
    assert page.locator(".review-bars svg").first.is_visible()
    assert page.locator("td.review-write").first.is_visible()
    assert not page.get_by_role("button").and_(page.locator(":visible")).count()
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 within its margins
    assert not page.evaluate(IS_TOO_WIDE)


def test_a_result_takes_four_sheets_and_a_theme_that_is_opened_is_on_them(open_page):
    page = open_page(START, **DESKTOP)
    begin(page, "Infant, junior or primary school", "Answer all questions")
    go_through(page, "1234")
    page.locator(".review-theme summary").first.click()
    page.emulate_media(media="print")
    assert page.locator(".review-theme:visible").count() == 1
    page.locator(".review-theme [open]").evaluate("one => { one.open = false }")
    assert page.locator(".review-theme:visible").count() == 0
    assert sheets(page) <= 4
