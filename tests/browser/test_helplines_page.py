"""The page of helplines on a phone and on paper."""

import pytest
from playwright.sync_api import expect

from guidance.models import Helpline

pytestmark = pytest.mark.browser
SCREEN = {"width": 360, "height": 740}


def test_on_a_phone_the_first_number_is_in_the_first_screen_and_the_rest_in_fifteen(page, reading_site):
    page.set_viewport_size(SCREEN)
    page.goto(f"{reading_site}/helplines/")
    box = page.locator("main a[href='tel:03000411111']").first.bounding_box()
    assert box["y"] + box["height"] <= 528
    # They were 22 when each said where its number was found, and when.
    assert page.evaluate("document.documentElement.scrollHeight") <= 15 * SCREEN["height"]


def test_a_number_is_larger_than_all_else_in_its_entry(page, reading_site):
    page.set_viewport_size(SCREEN)
    page.goto(f"{reading_site}/helplines/")
    sizes = "entry => [...entry.querySelectorAll('*')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    number = "one => parseFloat(getComputedStyle(one).fontSize)"
    entry = page.locator("#childline")
    assert entry.locator(".contact__number a").evaluate(number) == max(entry.evaluate(sizes))


def test_whom_a_helpline_is_for_and_what_it_does_are_in_sight(page, reading_site):
    page.goto(f"{reading_site}/helplines/")
    entry = page.locator("#childline")
    expect(entry.get_by_text("Any child or young person under 19.")).to_be_visible()
    expect(entry.get_by_text("Free, confidential support")).to_be_visible()
    website = entry.get_by_role("link", name="Childline", exact=True)
    expect(website).to_be_visible()
    assert "childline.org.uk" in website.get_attribute("href")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_kent_s_numbers_stand_above_those_open_now(page, reading_site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{reading_site}/helplines/")
    kent = page.locator("main a[href='tel:03000411111']").first.bounding_box()
    assert kent["y"] + kent["height"] < page.locator(".open-now").bounding_box()["y"]


@pytest.mark.parametrize("width", [768, 1280])
def test_a_number_stands_at_the_right_of_its_name(page, reading_site, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{reading_site}/helplines/")
    boxes = [number.bounding_box() for number in page.locator(".contact__number a").all()]
    ends = [box["x"] + box["width"] for box in boxes]
    assert max(ends) - min(ends) < 2
    assert min(box["x"] for box in boxes) > width / 4


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
    assert "iwf.org.uk" in page.locator("#iwf h4 a").evaluate(printed)
