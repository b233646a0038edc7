"""What changed in a policy, in a real browser: no barriers, by keyboard, without JavaScript, on paper."""

from datetime import date

import pytest

from guidance.models import PolicyTemplate
from guidance.policies import reference_code
from guidance.services import editions
from tests.factories import make_adviser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def changed(content) -> str:
    """A code of the first edition; then one clause changed, one came for colleges, one lost its reason."""
    template = PolicyTemplate.objects.get(slug="social-media")
    first, adviser = template.edition.number, make_adviser()
    section = template.sections.first()
    clause, other = section.clauses.all()[:2]
    editions.reword(
        clause=clause, text="New aims.", change_note="Clearer.", what_to_do="Tell staff.", by=adviser
    )
    other.why = "A new reason."
    other.save()
    new = section.clauses.create(key="for-colleges", label="At work", types=["college"], why="It helps.")
    new.versions.create(number=1, text="Students may.", written_on=date(2026, 12, 1))
    editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2026, 12, 1))
    return reference_code.encode("SM", first)


@pytest.fixture
def open_page(browser, live_server):
    contexts = []

    def opened_page(path: str, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(live_server.url + path)
        return page

    yield opened_page
    for context in contexts:
        context.close()


def check(page, has_no_barriers) -> None:
    has_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone-dark", "desktop"])
def test_no_page_of_changes_has_barriers(open_page, has_no_barriers, changed, screen):
    page = open_page(f"/policies/changes/?code={changed}", **screen)
    check(page, has_no_barriers)
    page.select_option("[name=setting_type]", "secondary")
    with page.expect_navigation():
        page.get_by_role("button", name="Show the changes for us").click()
    check(page, has_no_barriers)
    assert page.get_by_role("heading", name="For other settings").is_visible()
    assert page.get_by_role("combobox", name="Who governs it").is_visible()
    page.goto(page.url.partition("?")[0])
    page.select_option("[name=template]", "acceptable-use")
    page.fill("[name=adopted]", "3rd September 2025")
    with page.expect_navigation():
        page.get_by_role("button", name="Find the edition").click()
    check(page, has_no_barriers)
    assert "older than this site" in page.locator("h1").inner_text()


def test_the_changes_of_a_setting_are_found_by_keyboard_without_javascript(open_page, changed):
    page = open_page("/policies/changes/", java_script_enabled=False, locale="en-US")
    assert page.locator("[name=adopted]").get_attribute("type") == "text"
    page.locator("[name=code]").focus()
    page.keyboard.type(f"Code: {changed}.")
    page.keyboard.press("Enter")
    page.locator("[name=setting_type]").focus()
    page.keyboard.type("Child")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show the changes for us").press("Enter")
    assert "setting_type=childminder" in page.url
    assert page.locator("ins").first.text_content() == "[put in: New aims.]"


def test_on_paper_the_words_that_differ_are_marked_in_words_and_the_questions_are_gone(open_page, changed):
    page = open_page(f"/policies/changes/?code={changed}", **DESKTOP)
    page.emulate_media(media="print")
    assert not page.locator("[name=setting_type]").is_visible()
    mark = page.locator("ins .change__mark").first
    assert mark.bounding_box()["width"] > 20
