"""Finding one's setting in a real browser: with a script and without, by keyboard, on a phone."""

import re

import pytest

from enquiries.models import Enquiry, Establishment
from tests.enquiries.answers import ANSWERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
MARY = "St Mary’s Church of England Primary School, Deal, CT14 7AA"


@pytest.fixture
def site(live_server, content, settings):
    """The address of a running portal with a register, which does not mind quick fingers."""
    settings.FORM_SECONDS_AT_LEAST = 0
    rows = [(number, f"Dover School {number:02}", "Dover", "CT16 1AA") for number in range(1, 1201)]
    rows += [(3001, "St Mary’s Church of England Primary School", "Deal", "CT14 7AA")]
    rows += [(3002, "Yalding School", "Yalding", "ME18 6DP")]
    Establishment.objects.bulk_create(
        Establishment(urn=urn, name=name, town=town, postcode=postcode, local_authority="Kent")
        for urn, name, town, postcode in rows
    )
    return live_server.url


@pytest.fixture
def open_form(browser, site):
    """Opens the form in a browser of its own; the page notes every address that it asks for."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{site}/enquiries/new/?topic=policy")
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page, name: str | re.Pattern) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def focused(page):
    return page.locator(":focus")


def suggested(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('#setting-names option')].map(one => one.value)")


def fill_in(page, **changes) -> None:
    answers = {**ANSWERS, **changes}
    for name in ("setting_type", "district"):
        page.select_option(f"#id_{name}", answers.pop(name))
    for name, text in answers.items():
        page.fill(f"#id_{name}", text)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_setting_is_found_and_chosen_by_keyboard_with_everything_kept(open_form, javascript):
    page = open_form(java_script_enabled=javascript)
    fill_in(page, setting_name="st marys deal")
    page.locator("#id_setting_name").focus()
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == "Find your setting"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert focused(page).inner_text() == "1 setting found"
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == MARY
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert focused(page).get_attribute("id") == "id_setting_name"
    assert page.input_value("#id_setting_name") == MARY
    assert page.input_value("#id_message") == ANSWERS["message"]
    press(page, "Continue")
    press(page, "Send enquiry to LESAS")
    assert Enquiry.objects.get().establishment_id == 3001


def test_who_finds_nothing_that_fits_goes_on_with_what_they_typed(open_form):
    page = open_form(java_script_enabled=False)
    page.fill("#id_setting_name", "dover")
    press(page, "Find your setting")
    assert page.get_by_role("heading", name="The first 20 of 1200 settings").is_visible()
    link = page.get_by_role("link", name="None of these: keep what I typed")
    link.focus()
    page.keyboard.press("Enter")
    assert focused(page).get_attribute("id") == "id_setting_type"
    assert page.input_value("#id_setting_name") == "dover"


@pytest.mark.parametrize("javascript", [True, False])
def test_enter_in_a_field_continues(open_form, javascript):
    page = open_form(java_script_enabled=javascript)
    fill_in(page)
    page.locator("#id_name").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Check your answers").is_visible()


def test_names_are_suggested_while_one_types_and_nothing_typed_is_sent(open_form):
    page = open_form()
    assert not any("establishments.json" in address for address in page.asked)
    with page.expect_response("**/establishments.json"):
        page.locator("#id_setting_name").focus()
    page.keyboard.type("y")
    page.wait_for_timeout(100)
    assert suggested(page) == []
    page.keyboard.type("alding")
    page.wait_for_function("document.querySelectorAll('#setting-names option').length == 1")
    assert suggested(page) == ["Yalding School, Yalding, ME18 6DP"]
    page.fill("#id_setting_name", "saint & st marys")
    assert suggested(page) == []
    page.fill("#id_setting_name", "ST. MARYS prim")
    assert suggested(page) == [MARY]
    page.fill("#id_setting_name", "dover sch")
    assert len(suggested(page)) == 20
    assert [address for address in page.asked if "alding" in address or "over" in address] == []
    assert len([address for address in page.asked if "establishments.json" in address]) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_found_has_no_barriers_and_fits_a_phone(open_form, has_no_barriers, scheme):
    page = open_form(color_scheme=scheme, **PHONE)
    for typed in ("dover", "nothing like it", ""):
        page.fill("#id_setting_name", typed)
        press(page, "Find your setting")
        has_no_barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
