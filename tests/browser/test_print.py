"""On paper: no menus, contacts kept, addresses shown, and a hand-out is one sheet of A4."""

import re

import pytest
from django.template.defaultfilters import date
from django.utils import timezone
from playwright.sync_api import expect

from guidance.models import Handout

pytestmark = pytest.mark.browser
LEFT_OUT = [".masthead", ".crumbs", ".site-foot", ".strip", ".skip"]


def sheets(page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_menus_are_left_out_and_contacts_kept(page, reading_site, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(f"{reading_site}/front-door/")
    for name in LEFT_OUT:
        expect(page.locator(name)).to_be_hidden()
    for number in ("999", "03000 41 11 11", "03000 41 91 91", "101"):
        expect(page.locator("main a[href^='tel:']", has_text=number).first).to_be_visible()
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_paper_ends_with_whom_to_ring_and_where_and_when_it_was_printed(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/guidance/early-years/")
    foot = page.locator(".paper-foot")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text("Danger: 999.")
    expect(foot).to_contain_text("03000 41 11 11 in office hours, 03000 41 91 91 at any other time")
    expect(foot).to_contain_text(
        "Local authority designated officer (LADO), about an adult who works with children"
    )
    expect(foot).to_contain_text(f"/guidance/early-years/, printed {date(timezone.localtime(), 'j F Y')}")
    page.emulate_media(media="screen")
    expect(foot).to_be_hidden()


def test_addresses_of_other_sites_are_printed(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/front-door/")
    link = page.locator("main a[href^='http']").first
    after = link.evaluate("element => getComputedStyle(element, '::after').content")
    assert link.get_attribute("href") in after


def test_what_is_folded_is_printed_open(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/risks/conduct/")
    assert page.locator("main details").count() > 3
    for folded in page.locator("main details li").all()[:20]:
        expect(folded).to_be_visible()


def test_the_workings_of_a_policy_stay_on_the_screen(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/policies/acceptable-use/")
    assert page.get_by_text("Link to this clause").count() > 20
    expect(page.get_by_text("Link to this clause").first).to_be_hidden()
    expect(page.get_by_text("About this clause").first).to_be_hidden()


def test_no_colour_of_the_dark_theme_reaches_paper(page, reading_site):
    page.emulate_media(media="print", color_scheme="dark")
    for path in ("/search/?q=filtering", "/", "/nothing/here/", "/enquiries/"):
        page.goto(reading_site + path)
        colours = page.evaluate(
            """() => [...document.querySelectorAll('body, main *')].filter(one => one.checkVisibility())
                .flatMap(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
        )
        assert set(colours) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, path


def test_the_front_door_fits_two_sheets(page, reading_site):
    page.goto(f"{reading_site}/front-door/")
    assert sheets(page) <= 2


def test_every_hand_out_is_one_sheet(page, reading_site):
    pages = {}
    for handout in Handout.objects.published():
        page.goto(reading_site + handout.get_absolute_url())
        pages[handout.slug] = sheets(page)
    assert len(pages) == 11
    assert set(pages.values()) == {1}, pages
