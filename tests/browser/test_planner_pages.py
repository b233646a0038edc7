"""The planner and the papers of governors as people use them: on paper, by keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from guidance.models import Duty
from tests.browser.test_print import sheets, texts

pytestmark = pytest.mark.browser


def test_a_school_year_is_one_sheet_of_paper_with_every_duty_on_it(page, reading_site, tmp_path):
    page.goto(f"{reading_site}/planner/")
    (sheet,) = texts(page, tmp_path)
    words = " ".join(sheet.split())
    missing = [
        duty.title for duty in Duty.objects.all() if "".join(duty.title.split()) not in "".join(words.split())
    ]
    assert missing == []
    assert words.count("Your own dates") == 9


def test_the_columns_of_a_school_year_on_paper_begin_at_one_height(page, reading_site):
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/planner/")
    tops = page.locator(".year h2, .duties h2, .duty h3").evaluate_all(
        """all => Object.values(Object.groupBy(all.map(one => one.getBoundingClientRect()),
            box => Math.round(box.left))).map(column => Math.min(...column.map(box => box.top)))"""
    )
    assert len(tops) == 3
    assert max(tops) - min(tops) <= 1


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/guidance/filtering-check-record/", 1),
        ("/guidance/yearly-review-sheet/", 2),
        ("/for/governors/briefing/", 2),
    ],
)
def test_what_is_taken_to_a_meeting_is_few_sheets(page, reading_site, path, most):
    page.goto(reading_site + path)
    page.emulate_media(media="print")
    assert sheets(page) <= most


def test_a_sheet_has_room_to_write_on_paper(page, reading_site):
    page.goto(f"{reading_site}/guidance/filtering-check-record/")
    page.emulate_media(media="print")
    heights = page.eval_on_selector_all(
        ".to-fill-in td:empty", "cells => cells.map(cell => cell.getBoundingClientRect().height)"
    )
    assert len(heights) > 30
    assert min(heights) >= 8 * 96 / 25.4


def test_the_day_of_the_last_meeting_is_asked_for_by_keyboard(page, reading_site):
    page.goto(f"{reading_site}/for/governors/briefing/")
    page.get_by_label("New since").fill("3 October 2026")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Since 3 October 2026")).to_be_visible()
    page.get_by_label("New since").fill("the day before yesterday")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("New since")).to_have_attribute("aria-invalid", "true")
