"""The enquiry form in a real browser: by keyboard, without JavaScript, on a phone, with errors."""

import re

import pytest

from enquiries.models import Enquiry
from enquiries.triage import Route
from tests.enquiries.answers import ANSWERS, CONCERN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def site(live_server, content, settings):
    """The address of a running portal that does not mind quick fingers."""
    settings.FORM_SECONDS_AT_LEAST = 0
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """Opens a page of the portal in a browser of its own, and minds its console."""
    contexts = []

    def opened(path: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def fill_in(page, **changes) -> None:
    answers = {**ANSWERS, **changes}
    for name in ("setting_type", "district"):
        page.select_option(f"#id_{name}", answers.pop(name))
    for name, text in answers.items():
        page.fill(f"#id_{name}", text)


def press(page, name: str) -> None:
    # The answer may take a moment on a busy machine, and between two pages there is no document to look at.
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def is_no_wider_than_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_whole_way_by_keyboard_without_javascript(open_page, content):
    page = open_page("/enquiries/", java_script_enabled=False)
    keyboard = page.keyboard
    page.locator("#id_topic_2").focus()
    keyboard.press("Space")
    keyboard.press("Enter")
    page.wait_for_url("**/enquiries/new/?topic=policy")
    page.locator("#id_subject").focus()
    order = [
        "subject",
        "message",
        "name",
        "role",
        "setting_name",
        "setting_type",
        "district",
        "email",
        "phone",
    ]
    typed = {**ANSWERS, "setting_type": "Infant", "district": "Swale"}
    for name in order:
        assert page.locator(":focus").get_attribute("id") == f"id_{name}"
        keyboard.type(typed[name])
        keyboard.press("Tab")
        if name == "setting_name":
            assert page.locator(":focus").inner_text() == "Find your setting"
            keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Continue", "the hidden field is passed over"
    keyboard.press("Enter")
    page.get_by_role("heading", name="Check your answers").wait_for()
    page.get_by_role("button", name="Send enquiry to LESAS").focus()
    keyboard.press("Enter")
    page.wait_for_url("**/enquiries/sent/**")
    enquiry = Enquiry.objects.get()
    assert page.locator(".reference strong").inner_text() == enquiry.reference
    assert (enquiry.setting_type, enquiry.district) == ("primary", "swale")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_error_summary_takes_focus_and_leads_to_each_field(open_page, javascript):
    page = open_page("/enquiries/new/?topic=training", java_script_enabled=javascript)
    press(page, "Continue")
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert page.title().startswith("Error: ")
    assert re.search("error-summary", page.locator(":focus").get_attribute("class"))
    for link in summary.locator("a").all():
        link.focus()
        page.keyboard.press("Enter")
        target = link.get_attribute("href")
        assert f"#{page.locator(':focus').get_attribute('id')}" == target


def test_change_leads_to_the_field_with_everything_kept(open_page):
    page = open_page("/enquiries/new/?topic=policy", java_script_enabled=False)
    fill_in(page)
    press(page, "Continue")
    press(page, "Change your role")
    assert page.url.endswith("#id_role")
    assert page.input_value("#id_message") == ANSWERS["message"]
    page.fill("#id_role", "Governor")
    press(page, "Continue")
    assert page.get_by_text("Governor").count() == 1


def test_a_concern_meets_the_signpost_and_a_mistake_can_go_on(open_page):
    page = open_page("/enquiries/new/?topic=policy", java_script_enabled=False)
    fill_in(page, message=CONCERN)
    press(page, "Continue")
    assert page.get_by_text("What you typed has not been kept or sent").is_visible()
    assert page.locator("a[href='tel:03000411111']").count()
    press(page, "My enquiry is not about a particular child")
    assert page.input_value("#id_message") == CONCERN
    assert not page.is_checked("#id_declared")
    page.check("#id_declared")
    press(page, "Continue")
    press(page, "Send enquiry to LESAS")
    assert page.locator(".reference").is_visible()
    assert Enquiry.objects.get().declared_general


@pytest.mark.parametrize("said", [(Route.UNREAD,), (Route.FRONT_DOOR, Route.LADO)])
def test_who_is_not_understood_goes_on_by_keyboard_and_declares_what_the_button_said(
    open_page, screen_says, said
):
    page = open_page("/enquiries/new/?topic=policy", java_script_enabled=False, **PHONE)
    screen_says(*said)
    fill_in(page, message="Czy mają Państwo ulotkę dla rodziców?")
    press(page, "Continue")
    button = page.get_by_role("button", name="My enquiry is not about a particular child or adult")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="My enquiry is not about a particular child or adult")
    assert not box.is_checked()
    assert page.input_value("#id_message") == "Czy mają Państwo ulotkę dla rodziców?"
    box.focus()
    page.keyboard.press("Space")
    press(page, "Continue")
    press(page, "Send enquiry to LESAS")
    assert Enquiry.objects.unanswered().get().declared_general


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_step_has_barriers_or_needs_sideways_scrolling(open_page, has_no_barriers, scheme):
    page = open_page("/enquiries/?asked=1", color_scheme=scheme, **PHONE)

    def is_good():
        has_no_barriers(page)
        assert is_no_wider_than_the_screen(page), page.url

    is_good()
    page.check("#id_topic_3")
    press(page, "Continue")
    is_good()
    press(page, "Continue")
    is_good()
    fill_in(page, message=CONCERN)
    press(page, "Continue")
    is_good()
    press(page, "My enquiry is not about a particular child")
    is_good()
    fill_in(page, subject="x" * 150)
    press(page, "Continue")
    is_good()
    press(page, "Send enquiry to LESAS")
    is_good()


def test_no_cookie_is_set_on_the_way(open_page):
    page = open_page("/enquiries/new/?topic=policy")
    fill_in(page)
    press(page, "Continue")
    press(page, "Send enquiry to LESAS")
    assert page.context.cookies() == []
