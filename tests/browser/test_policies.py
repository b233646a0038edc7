"""Policies in a real browser: no barriers, no script needed, nothing kept, files that arrive."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.guidance.policies import SLUGS, opened

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
# Somebody who has their browser set letters twice as large as usual.
LARGE_LETTERS = "document.documentElement.style.setProperty('font-size', '32px')"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
IS_TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
WORDS = "Zyxwv"


@pytest.fixture
def open_page(browser, reading_site):
    """Opens a page of the portal in a browser of its own; the browser must not complain."""
    contexts, heard = [], []

    def opened_page(path: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: heard.append(line.text) if "Security Policy" in line.text else None)
        page.goto(reading_site + path)
        return page

    yield opened_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture
def check(has_no_barriers):
    """Fails on a barrier that axe finds, or on sideways scrolling: on a phone in large letters too."""

    def checked(page) -> None:
        page.evaluate(OPEN_ALL)
        has_no_barriers(page)
        assert page.locator("h1").count() == 1
        assert not page.evaluate(IS_TOO_WIDE), page.url
        if page.viewport_size["width"] == PHONE["viewport"]["width"]:
            page.evaluate(LARGE_LETTERS)
            assert not page.evaluate(IS_TOO_WIDE), f"{page.url} in large letters"

    return checked


def press(page, name: str) -> None:
    # The answer may take a moment on a busy machine, and between two pages there is no document to look at.
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def fill_in(page, setting_type: str = "primary") -> None:
    page.fill("#id_setting_name", f"{WORDS} Elm")
    page.select_option("#id_setting_type", setting_type)


def text_of(data: bytes) -> str:
    document = opened(data)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def downloaded(page, start) -> tuple[str, bytes]:
    with page.expect_download() as download:
        start()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_no_page_has_barriers_or_needs_sideways_scrolling(open_page, check, screen, scheme):
    page = open_page("/policies/", color_scheme=scheme, **screen)
    check(page)
    site = page.url.removesuffix("/policies/")
    for path in ("acceptable-use/", "changes/", "changes/?code=AT-202601"):
        page.goto(f"{site}/policies/{path}")
        check(page)
    for path, setting_type in (("acceptable-use/tailor", "primary"), ("all", "childminder")):
        page.goto(f"{site}/policies/{path}/")
        check(page)
        press(page, "Go on to the questions")
        assert page.locator(".error-summary").is_visible()
        check(page)
        fill_in(page, setting_type)
        press(page, "Go on to the questions")
        check(page)
        page.fill("#id_adopted_on", "soon")
        press(page, "Keep my answers (file)")
        assert page.locator(".error-summary").is_visible()
        check(page)
    page.fill("#id_adopted_on", "")
    press(page, "Preview: Image use policy")
    page.wait_for_selector("#how")
    check(page)


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param({**PHONE, "color_scheme": "dark"}, id="phone"),
        pytest.param(DESKTOP, id="desktop", marks=pytest.mark.proof),
    ],
)
def test_the_preview_has_no_barriers_whatever_stands_in_its_boxes(open_page, check, screen):
    page = open_page("/policies/acceptable-use/tailor/", **screen)
    fill_in(page)
    press(page, "Go on to the questions")
    press(page, "Preview it and change clauses")
    check(page)
    optional = page.locator("[name^=out_]").first.get_attribute("name").removeprefix("out_")
    boxes = page.locator("textarea[name^=own_]").evaluate_all("all => all.map(one => one.name)")
    too_long = next(name for name in boxes if name != f"own_{optional}")
    page.fill(f"#own_{optional}", "")
    page.fill(f"#{too_long}", "x " * 2100)
    press(page, "Download the policy (Word)")
    assert page.locator(f"#empty_{optional}_0").is_visible()
    assert page.locator(f"#{too_long}").is_visible()
    check(page)


def test_a_policy_is_made_by_keyboard_without_javascript(open_page):
    page = open_page("/policies/social-media/tailor/", java_script_enabled=False, accept_downloads=True)
    page.locator("#id_setting_name").focus()
    page.keyboard.type("Elm & Oak School")
    page.keyboard.press("Tab")
    page.keyboard.type("Infant")
    by_keyboard(page, "Go on to the questions")
    page.locator("#id_leader").focus()
    page.keyboard.type("Ms A. Cole")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "id_dsl"
    page.keyboard.type("Jo Day")
    by_keyboard(page, "Preview it and change clauses")
    page.locator("#c-aims-purpose summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    while page.locator(":focus").get_attribute("id") != "own_aims-purpose":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("We wrote this.")
    page.get_by_role("button", name="Download the policy (Word)").first.focus()
    name, data = downloaded(page, lambda: page.keyboard.press("Enter"))
    assert name == "social-media.docx"
    words = text_of(data)
    assert "We wrote this." in words
    assert "Elm & Oak School" in words
    assert "Jo Day" in words


def by_keyboard(page, name: str) -> None:
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_folder_and_the_answers_of_last_year_need_no_javascript(open_page, tmp_path):
    page = open_page("/policies/all/", java_script_enabled=False, accept_downloads=True)
    fill_in(page, "childminder")
    by_keyboard(page, "Go on to the questions")
    page.fill("#id_leader", "Ms A. Cole")
    page.get_by_role("button", name="Keep my answers (file)").focus()
    name, kept = downloaded(page, lambda: page.keyboard.press("Enter"))
    assert name.endswith("answers.json")
    path = tmp_path / name
    path.write_bytes(kept)
    # Chromium is told before the page loads: told only now, it may open a window of its own for a quick key.
    page.on("filechooser", lambda chooser: None)
    page.goto(page.url)
    page.locator("#id_answers_file").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(path)
    by_keyboard(page, "Go on to the questions")
    assert page.input_value("#id_leader") == "Ms A. Cole"
    page.get_by_role("button", name="Download all policies (zip)").focus()
    _, data = downloaded(page, lambda: page.keyboard.press("Enter"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {f"{slug}.docx" for slug in SLUGS} <= set(packed.namelist())
        assert f"{WORDS} Elm" in text_of(packed.read("image-use.docx"))


@pytest.mark.parametrize("path", ["social-media/tailor", "all"])
def test_the_error_summary_leads_to_the_field(open_page, path):
    page = open_page(f"/policies/{path}/")
    press(page, "Go on to the questions")
    page.get_by_role("link", name="Enter the name of your setting").click()
    assert page.evaluate("document.activeElement.id") == "id_setting_name"


def test_nothing_typed_is_in_an_address_a_cookie_or_the_storage_of_the_browser(open_page):
    page = open_page("/policies/social-media/tailor/")
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    fill_in(page)
    press(page, "Go on to the questions")
    page.fill("#id_dsl", f"{WORDS} Day")
    press(page, "Preview it and change clauses")
    page.locator("#c-aims-purpose summary").click()
    page.fill("#own_aims-purpose", f"{WORDS} aims.")
    press(page, "Update the preview")
    press(page, "Change your answers")
    assert page.input_value("#id_dsl") == f"{WORDS} Day"
    press(page, "Change these")
    assert page.input_value("#id_setting_name") == f"{WORDS} Elm"
    assert addresses
    assert not [address for address in addresses if WORDS.lower() in address.lower()]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert (
        page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    )
