"""A page asks for one style sheet for the screen, built from the files when static files are collected."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage as PlainStorage
from django.core.management import call_command
from django.test import override_settings

from lesas_portal.core import screen_styles

STATIC = Path(settings.BASE_DIR) / "static"
OURS = "lesas_portal.core.static_files.StaticFilesStorage"
# Each is one more for its page type, and changes the paper too.
OF_ONE_PAGE_TYPE = {
    *("css/doors.css", "css/helplines.css", "css/routes.css", "css/chart.css", "css/handout.css"),
    *("css/print.css", "css/embed.css", "css/pack.css", "css/self-review.css", "css/planner.css"),
    *(
        "css/policy-changes.css",
        "css/filters.css",
        "css/risk-area.css",
        "css/allegations.css",
        "css/forms.css",
    ),
}
WITHIN_A_FILE = {"css/one-file.css"}  # which is kept on a disk, with its styles in it
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PARTIAL = re.compile(r'{% (?:extends|include|kept) "([^"]+)"')
FIELDS = re.compile(
    r'{% crispy |\|as_boxes|<(?:fieldset|textarea)\b|type="(?:checkbox|radio)"'
    r'|class="(?:field|answers?|error-summary|button--link|reference|typed)[ "]'
)
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?! media="print")')


def as_on_a_server(folder):
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": OURS}}
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return override_settings(STORAGES=storages, STATIC_ROOT=folder, STATICFILES_FINDERS=finders)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder into which our static files were collected."""
    root = tmp_path_factory.mktemp("collected")
    with as_on_a_server(root):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture
def collected(folder):
    """The same, in use."""
    with as_on_a_server(folder):
        yield folder


def sheets(page):
    return SHEET.findall(page.content.decode())


def test_a_page_asks_for_one_style_sheet_and_it_is_there(client, collected):
    (address,) = sheets(client.get("/about/"))
    assert re.fullmatch(r"/static/css/screen\.[0-9a-f]{12}\.css", address)
    assert (collected / address.removeprefix("/static/")).exists()
    assert (collected / f"{address.removeprefix('/static/')}.br").exists()


def test_it_holds_the_parts_in_their_order_and_no_comment(collected):
    built = (collected / "css/screen.css").read_text(encoding="utf-8")
    assert "/*" not in built
    places = [built.index(first_rule(name)) for name in screen_styles.PARTS]
    assert places == sorted(places)
    assert built.count("{") == sum(
        screen_styles.join([(STATIC / name).read_text(encoding="utf-8")]).count("{")
        for name in screen_styles.PARTS
    )


@pytest.mark.parametrize("name", sorted(OF_ONE_PAGE_TYPE))
def test_a_sheet_apart_from_it_goes_out_without_its_comments_too(collected, name):
    source = (STATIC / name).read_text(encoding="utf-8")
    assert "/*" in source
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (collected / name).read_text(encoding="utf-8") == screen_styles.join([source])


def first_rule(name):
    return screen_styles.join([(STATIC / name).read_text(encoding="utf-8")])[:200]


def test_a_second_collecting_builds_it_anew(collected):
    before = (collected / "css/screen.css").read_text(encoding="utf-8")
    (collected / "css/screen.css").write_text("old", encoding="utf-8")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (collected / "css/screen.css").read_text(encoding="utf-8") == before


def test_where_it_was_not_built_a_page_asks_for_each_part(client):
    assert sheets(client.get("/about/")) == [PlainStorage().url(name) for name in screen_styles.PARTS]


def test_with_a_broken_list_of_files_a_page_asks_for_each_part(client, tmp_path):
    (tmp_path / "staticfiles.json").write_text("{", encoding="utf-8")
    with as_on_a_server(tmp_path):
        assert sheets(client.get("/about/")) == [f"/static/{name}" for name in screen_styles.PARTS]


def test_every_style_sheet_of_the_public_pages_is_in_it_or_named_apart():
    ours = {f"css/{path.name}" for path in (STATIC / "css").glob("*.css") if "admin" not in path.name}
    assert ours == {*screen_styles.PARTS} | OF_ONE_PAGE_TYPE | WITHIN_A_FILE


def every_part(name):
    """The names of a template and of all that it is put together from, but for those of the admin."""
    parts = (
        [] if name.startswith("admin/") else PARTIAL.findall((TEMPLATES / name).read_text(encoding="utf-8"))
    )
    return {name}.union(*(every_part(part) for part in parts))


def test_a_page_brings_the_styles_of_fields_if_it_has_one_and_only_then():
    for path in TEMPLATES.rglob("*.html"):
        text, parts = path.read_text(encoding="utf-8"), every_part(str(path.relative_to(TEMPLATES)))
        if "{% extends" in text and "base.html" in parts:
            has_fields = any(FIELDS.search((TEMPLATES / part).read_text(encoding="utf-8")) for part in parts)
            assert ("css/forms.css" in text) == has_fields, path


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("a {\n  b: c; /* d */\n}\n\n", "a{b: c}\n"),
        ("/* a\n b */\n.c {}", ".c{}\n"),
        ('.a::before { content: "/* b */ ; }"; }', '.a::before{content: "/* b */ ; }"}\n'),
        (r'.a { b: "\"/*"; } /* c */', r'.a{b: "\"/*"}' + "\n"),
        (
            "@media print {\n  a :is(b, c) > d { e: calc(1px + 2px); }\n}",
            "@media print{a :is(b,c) > d{e: calc(1px + 2px)}}\n",
        ),
    ],
)
def test_comments_and_idle_spaces_are_dropped_and_strings_are_not(source, joined):
    assert screen_styles.join([source]) == joined


def test_relative_addresses_stay_right():
    assert {str(Path(name).parent) for name in (*screen_styles.PARTS, screen_styles.BUILT)} == {"css"}


def test_a_list_without_bullets_stays_a_list_for_whoever_hears_it():
    """``none`` takes the role from a list in Safari; an empty string does not. A summary is no list."""
    for name in screen_styles.SHEETS[screen_styles.BUILT]:
        rules = (STATIC / name).read_text(encoding="utf-8").split("}")
        plain = [rule.partition("{")[0].strip() for rule in rules if "list-style: none" in rule]
        assert [rule for rule in plain if not rule.endswith("summary")] == [], name
