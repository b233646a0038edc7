"""Policies in a real browser: no barriers, no script needed, nothing kept, a file that arrives."""

from datetime import date
from pathlib import Path

import pytest

from guidance.models import Clause, PolicyTemplate
from guidance.policies import reference_code
from guidance.services import editions
from tests.factories import make_adviser
from tests.guidance.policies import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def open_page(browser, live_server, content):
    """Opens a page of the portal in a browser of its own; the browser must not complain."""
    contexts, heard = [], []

    def opened_page(path: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: heard.append(line.text) if "Security Policy" in line.text else None)
        page.goto(live_server.url + path)
        return page

    yield opened_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture
def changed(content) -> str:
    """A code of the first edition, after which one clause changed."""
    template = PolicyTemplate.objects.get(slug="social-media")
    first = template.edition.number
    adviser = make_adviser()
    clause = Clause.objects.get(section__template=template, key="aims-purpose")
    editions.reword(
        clause=clause, text="New aims.", change_note="Clearer.", what_to_do="Tell staff.", by=adviser
    )
    editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2026, 12, 1))
    return reference_code.encode("SM", first)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def fill_in(page) -> None:
    page.fill("#id_setting_name", "Elm School")
    page.select_option("#id_setting_type", "primary")


def check(page, has_no_barriers) -> None:
    has_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_has_barriers_or_needs_sideways_scrolling(
    open_page, has_no_barriers, changed, screen, scheme
):
    page = open_page("/policies/", color_scheme=scheme, **screen)
    check(page, has_no_barriers)
    for path in ("/policies/image-use/", "/policies/changes/", f"/policies/changes/?code={changed}"):
        page.goto(page.url.split("/policies/")[0] + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        check(page, has_no_barriers)
    page.goto(page.url.split("/policies/")[0] + "/policies/changes/?code=AT-202601")
    check(page, has_no_barriers)
    page.goto(page.url.split("/policies/")[0] + "/policies/image-use/tailor/")
    check(page, has_no_barriers)
    press(page, "Download as Word")
    assert page.locator(".error-summary").is_visible()
    check(page, has_no_barriers)
    fill_in(page)
    press(page, "Preview it")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    check(page, has_no_barriers)


def test_a_policy_is_made_by_keyboard_without_javascript(open_page, tmp_path):
    page = open_page("/policies/social-media/tailor/", java_script_enabled=False, accept_downloads=True)
    page.locator("#id_setting_name").focus()
    page.keyboard.type("Elm & Oak School")
    page.keyboard.press("Tab")
    page.keyboard.type("Infant")
    page.get_by_role("button", name="Preview it").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Preview: Social media policy")
    page.locator("#c-aims-purpose summary").focus()
    page.keyboard.press("Enter")
    page.locator("#own_aims-purpose").fill("We wrote this.")
    with page.expect_download() as download:
        press(page, "Download as Word")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "social-media.docx"
    text = "\n".join(paragraph.text for paragraph in opened(Path(path).read_bytes()).paragraphs)
    assert "We wrote this." in text
    assert "Elm & Oak School" in text


def test_the_error_summary_leads_to_the_field(open_page):
    page = open_page("/policies/social-media/tailor/")
    press(page, "Download as Word")
    page.get_by_role("link", name="Enter the name of your setting").click()
    assert page.evaluate("document.activeElement.id") == "id_setting_name"


def test_nothing_typed_is_in_an_address_or_a_cookie(open_page):
    page = open_page("/policies/social-media/tailor/")
    fill_in(page)
    press(page, "Preview it")
    page.wait_for_selector("text=Preview: Social media policy")
    assert "Elm" not in page.url
    press(page, "Change your answers")
    assert page.input_value("#id_setting_name") == "Elm School"
    assert "Elm" not in page.url
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
