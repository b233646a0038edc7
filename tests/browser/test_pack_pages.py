"""A pack is put together by keyboard, and prints with its contents and without its buttons."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_print import texts

pytestmark = pytest.mark.browser
MADE = "/pack/made/?page=filtering-and-monitoring&handout=5-to-7&helpline=childline"


def test_a_pack_is_put_together_by_keyboard(page, reading_site, complaints):
    page.goto(f"{reading_site}/pack/")
    page.locator("summary", has_text="Start here").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("details[open] input[type=checkbox]").first
    expect(first).to_be_focused()
    chosen = first.get_attribute("value")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make the pack").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefing for staff")
    page.get_by_role("link", name="Change what is in it").click()
    expect(page.locator("input[type=checkbox]:checked")).to_have_value(chosen)
    expect(page.locator("input[type=checkbox]:checked")).to_be_visible()


def test_nothing_chosen_puts_the_focus_on_what_to_do(page, reading_site):
    page.goto(f"{reading_site}/pack/")
    page.get_by_role("button", name="Make the pack").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")


def test_a_helpline_in_a_pack_prints_its_address_once(page, reading_site, tmp_path):
    page.goto(f"{reading_site}/pack/made/?audience=parents&helpline=childline")
    expect(page.get_by_text("childline.org.uk", exact=True)).to_be_visible()
    assert "".join(texts(page, tmp_path)).count("childline.org.uk") == 1


def test_on_paper_it_has_contents_addresses_and_whom_to_ring_and_no_buttons(page, reading_site):
    page.goto(f"{reading_site}{MADE}")
    page.emulate_media(media="print")
    for gone in (".row-buttons", ".masthead", ".strip"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".pack-contents")).to_be_visible()
    expect(page.locator(".paper-foot")).to_be_visible()
