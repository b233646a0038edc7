"""The page of helplines on a phone and on paper."""

import pytest
from playwright.sync_api import expect

from guidance.models import Helpline

pytestmark = pytest.mark.browser
SCREEN = {"width": 360, "height": 740}


def test_on_a_phone_the_first_number_is_in_the_first_screen_and_the_rest_in_twelve(page, reading_site):
    page.set_viewport_size(SCREEN)
    page.goto(f"{reading_site}/helplines/")
    box = page.locator(".contact__number a").first.bounding_box()
    assert box["y"] + box["height"] <= SCREEN["height"]
    # They were 22 when the page showed everything of every helpline.
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * SCREEN["height"]


def test_a_number_is_larger_than_all_else_in_its_entry_and_a_button_is_big_enough_to_touch(
    page, reading_site
):
    page.set_viewport_size(SCREEN)
    page.goto(f"{reading_site}/helplines/")
    sizes = "entry => [...entry.querySelectorAll('*')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    number = "one => parseFloat(getComputedStyle(one).fontSize)"
    entry = page.locator("#childline")
    assert entry.locator(".contact__number a").evaluate(number) == max(entry.evaluate(sizes))
    for button in page.locator("#online ~ * .button").all():
        assert button.bounding_box()["height"] >= 44


def test_who_a_helpline_is_for_folds_out(page, reading_site):
    page.goto(f"{reading_site}/helplines/")
    entry = page.locator("#childline")
    about = entry.get_by_text("Free, confidential support")
    expect(about).to_be_hidden()
    entry.locator("summary").click()
    expect(about).to_be_visible()
    expect(entry.get_by_role("link", name="childline.org.uk")).to_be_visible()


def test_on_paper_every_helpline_has_its_name_its_number_or_address_and_whom_it_is_for(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/helplines/")
    for row in Helpline.objects.published():
        entry = page.locator(f"#{row.slug}")
        expect(entry.get_by_text(row.title, exact=True).first).to_be_visible()
        expect(entry.get_by_text(row.who)).to_be_visible()
        if row.public_phone:
            expect(entry.get_by_text(row.public_phone, exact=True)).to_be_visible()
    printed = "link => getComputedStyle(link, '::after').content"
    assert "iwf.org.uk" in page.locator("#iwf .button").evaluate(printed)
