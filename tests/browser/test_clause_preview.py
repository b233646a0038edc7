"""The preview in a real browser: what was refused stands open in its box, on a phone, without a script."""

import pytest

from tests.guidance import policies

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = {"viewport": {"width": 360, "height": 740}}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
# One look here; the other three are left to the proofs.
LOOKS = [
    pytest.param(PHONE, "light", id="phone-light"),
    pytest.param(DESKTOP, "dark", id="desktop-dark", marks=pytest.mark.proof),
    pytest.param(PHONE, "dark", id="phone-dark", marks=pytest.mark.proof),
    pytest.param(DESKTOP, "light", id="desktop-light", marks=pytest.mark.proof),
]
ANSWERS = {"setting_name": "Elm School", "setting_type": "primary"}


@pytest.fixture
def open_preview(browser, reading_site):
    """Opens the preview of image use, in a browser without JavaScript unless told otherwise."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{reading_site}/policies/image-use/tailor/")
        page.fill("#id_setting_name", ANSWERS["setting_name"])
        page.select_option("#id_setting_type", ANSWERS["setting_type"])
        press(page, "Go on to the questions")
        page.fill("#id_dsl", "Ms A. Finch")
        press(page, "Preview it")
        page.wait_for_selector("#how")
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def clauses() -> list:
    made = policies.policy("image-use", **ANSWERS)
    return [clause for section in made.sections for clause in section.clauses]


def write(page, key: str, text: str) -> None:
    page.locator(f"#c-{key} summary").first.click()
    page.fill(f"#own_{key}", text)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_every_state_of_a_clause_is_without_barriers(open_preview, has_no_barriers, screen, scheme):
    page = open_preview(color_scheme=scheme, **screen)
    has_no_barriers(page)
    optional = next(clause.key for clause in clauses() if not clause.required)
    too_long, emptied, named, table = [clause.key for clause in clauses() if clause.required][:4]
    write(page, too_long, "x " * 2100)
    write(page, emptied, "")
    write(page, optional, "")
    write(page, named, "Ms A. Finch decides.\n1. first\n2. second")
    write(page, table, "| Use | Yes | No |\n| --- | --- | --- |\n| Our app | | |")
    press(page, "Change your answers")
    page.fill("#id_dsl", "Mr D. Shah")
    press(page, "Download the policy (Word)")
    page.wait_for_selector(".error-summary")
    has_no_barriers(page)
    assert page.locator(f"#own_{too_long}").is_visible()
    assert page.locator("text=Ms A. Finch still stands in this clause.").is_visible()
    assert page.locator(f"#empty_{optional}_0").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    has_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_summary_leads_to_the_box_without_a_script(open_preview):
    page = open_preview(java_script_enabled=False)
    key = clauses()[0].key
    write(page, key, "y" * 4001)
    press(page, "Update the preview")
    page.get_by_role("link", name="must be 4,000 characters or fewer; it has 4,001").click()
    assert page.url.endswith(f"#own_{key}")
    assert page.locator(f"#own_{key}").input_value() == "y" * 4001
    page.fill(f"#own_{key}", "•\tone\n•\ttwo")
    press(page, "Update the preview")
    page.wait_for_selector("text=In your own words.")
    assert page.locator(f"#c-{key} > ul > li").all_inner_texts() == ["one", "two"]
