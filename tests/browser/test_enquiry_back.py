"""Back, reload and double clicks on the way of an enquiry, and what the browser keeps of a story.

Playwright switches the cache off in which Chromium keeps whole pages for Back; here it is on, as for people.
"""

from pathlib import Path

import pytest

from enquiries.models import Enquiry
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.traces import new_marker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = ("subject", "message", "preferred_dates", "attendees", "order_number")
PAGES_KEPT_WHOLE = {"ignore_default_args": ["--disable-back-forward-cache"]}
SESSION_SAVED_AFTER_MS = 3000  # Chromium writes what it knows of its tabs every 2.5 seconds


@pytest.fixture
def site(live_server, content, settings) -> str:
    """The address of a running portal that does not mind quick fingers."""
    settings.FORM_SECONDS_AT_LEAST = 0
    return live_server.url


@pytest.fixture
def profile(tmp_path) -> Path:
    """The folder of the person who uses the browser."""
    return tmp_path / "profile"


@pytest.fixture
def open_browser(browser_type, browser_type_launch_args, profile):
    """Opens a browser that keeps what browsers keep; returns its page."""
    contexts = []

    def opened(**options):
        context = browser_type.launch_persistent_context(
            profile, **browser_type_launch_args, **PAGES_KEPT_WHOLE, **options
        )
        contexts.append(context)
        return context.pages[0]

    yield opened
    for context in contexts:
        context.close()


def fill_in(page, site: str, topic: str = "policy", **changes) -> None:
    page.goto(f"{site}/enquiries/new/?topic={topic}")
    answers = {**ANSWERS, **changes}
    for name in ("setting_type", "district"):
        page.select_option(f"#id_{name}", answers.pop(name))
    for name, text in answers.items():
        page.fill(f"#id_{name}", text)


def press(page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def go_back(page) -> None:
    """Press Back, and wait until a page is there, whether it was kept or asked for."""
    before = page.evaluate("performance.timeOrigin")
    page.evaluate("history.back()")
    page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
    page.wait_for_load_state()


def typed(page) -> dict[str, str]:
    """What stands in the fields for text, the empty ones left out."""
    boxes = page.locator("main input:not([type=hidden]), main textarea")
    texts = {box.get_attribute("name"): box.input_value() for box in boxes.all()}
    return {name: text for name, text in texts.items() if text}


@pytest.mark.parametrize("javascript", [True, False])
def test_after_the_signpost_back_shows_an_empty_form(open_browser, site, javascript):
    page = open_browser(java_script_enabled=javascript)
    fill_in(page, site, "training", **dict.fromkeys(STORY[2:], "a girl"), message=CONCERN)
    press(page, "Continue")
    assert page.get_by_text("Your browser’s own Back does not").is_visible()
    with page.expect_navigation():
        page.go_back()
    assert page.locator("h1").inner_text() == "Your enquiry"
    assert typed(page) == {}


def test_a_reload_of_the_signpost_shows_who_to_ring_and_sends_nothing_again(open_browser, site):
    page = open_browser()
    fill_in(page, site, message=CONCERN)
    press(page, "Continue")
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.reload()
    assert asked[0] == ("GET", f"{site}/front-door/")
    assert page.locator("a[href='tel:03000411111']").first.is_visible()
    assert {method for method, _ in asked} == {"GET"}


def test_nothing_of_a_story_is_in_the_browser_s_files(open_browser, site, profile):
    page, marker = open_browser(), new_marker()
    fill_in(page, site, "training", **dict.fromkeys(STORY, f"{CONCERN} {marker}"))
    page.wait_for_timeout(SESSION_SAVED_AFTER_MS)
    press(page, "Continue")
    assert page.locator("[data-signpost]").is_visible()
    page.wait_for_timeout(SESSION_SAVED_AFTER_MS)
    go_back(page)
    assert typed(page) == {}
    page.context.close()
    assert files_with(profile, "/enquiries/new/"), "the method finds what is kept"
    assert files_with(profile, marker) == []


def test_a_reload_of_check_answers_loses_nothing_and_sends_nothing(open_browser, site):
    page = open_browser()
    fill_in(page, site)
    press(page, "Continue")
    page.reload()
    assert page.get_by_text(ANSWERS["message"]).is_visible()
    assert not Enquiry.objects.exists()
    press(page, "Send enquiry to LESAS")
    assert Enquiry.objects.count() == 1


def test_a_double_click_a_reload_and_back_send_one_enquiry(open_browser, site):
    page = open_browser()
    fill_in(page, site)
    press(page, "Continue")
    page.get_by_role("button", name="Send enquiry to LESAS").dblclick()
    page.locator(".reference").wait_for()
    reference = page.locator(".reference strong").inner_text()
    page.reload()
    assert page.locator(".reference strong").inner_text() == reference
    page.evaluate("history.back()")
    page.wait_for_timeout(1000)
    page.evaluate("history.forward()")
    page.wait_for_timeout(1000)
    assert [enquiry.reference for enquiry in Enquiry.objects.all()] == [reference]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_way_back_that_check_answers_names_keeps_everything(open_browser, site, javascript):
    page = open_browser(java_script_enabled=javascript)
    fill_in(page, site, phone="01622 000000")
    before = typed(page)
    press(page, "Continue")
    assert page.get_by_text("To go back, press “Change” or “Back to the form”.").is_visible()
    for button in ("Back to the form", "Change your role"):
        press(page, button)
        assert typed(page) == before
        press(page, "Continue")
    assert not Enquiry.objects.exists()


def test_another_topic_keeps_everything_by_keyboard_without_javascript(open_browser, site):
    page = open_browser(java_script_enabled=False)
    fill_in(page, site)
    before = typed(page)
    page.get_by_role("button", name="Choose another topic").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("radio", name="Something else").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.startswith(f"{site}/enquiries/new/")
    assert page.get_by_text("Something else, not about a child or an adult.").is_visible()
    assert typed(page) == before
    page.locator("#id_subject").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Check your answers").is_visible(), "Enter goes on"


def files_with(folder: Path, text: str) -> list[str]:
    """The files of a profile in which ``text`` stands, in either way that browsers write it."""
    needles = (text.encode(), text.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [str(path.relative_to(folder)) for path in files if any(n in path.read_bytes() for n in needles)]
