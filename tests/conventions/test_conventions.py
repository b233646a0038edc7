"""Cheap guards that keep the code as its conventions say."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from lesas_portal.core.screen_styles import BUILT, SHEETS
from tests.schedule import TOGETHER

ROOT = Path(settings.BASE_DIR)
APPS = ("lesas_portal", "guidance", "enquiries")
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAILS = sorted((ROOT / "templates" / "emails").glob("*.txt"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
BANNED_NAMES = {"utils", "helpers", "common", "misc"}
MODULE_LIMIT = 200
FUNCTION_LIMIT = 25
# What is longer, and why: nothing else may be, and what has become short is taken off.
LONG_MODULES = {"lesas_portal/settings.py": "Every setting, in one list that is read as a whole."}
LONG_FUNCTIONS = {
    "guidance/search/engine.py:find": "Seven arguments and what they promise fill half of it.",
    "lesas_portal/core/mail_queue.py:queue": "Eight arguments, their promise, and a row of ten fields.",
    "guidance/services/publishing.py:withdraw": "Five arguments, their promise, and five refusals in words.",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_does_one_thing(module):
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert module.stem not in BANNED_NAMES
    assert ast.get_docstring(tree) or not text.strip(), "a module says what it is for"


def test_no_module_is_too_long_but_for_a_reason():
    lengths = {name(module): module.read_text(encoding="utf-8").count("\n") for module in MODULES}
    assert {module for module, lines in lengths.items() if lines > MODULE_LIMIT} == LONG_MODULES.keys()


def test_no_function_is_too_long_but_for_a_reason():
    lengths = {
        f"{name(module)}:{node.name}": node.end_lineno - node.lineno + 1
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {
        function for function, lines in lengths.items() if lines > FUNCTION_LIMIT
    } == LONG_FUNCTIONS.keys()


def test_one_process_walks_the_site_for_all_tests_that_ask_for_its_pages():
    asks = re.compile(r"def test_\w+\([^)]*\b(?:pages|visits)\b")
    modules = [path for path in (ROOT / "tests").rglob("test_*.py") if "browser" not in path.parts]
    walking = {path.stem for path in modules if asks.search(path.read_text(encoding="utf-8"))}
    assert walking == TOGETHER["walk"], "say so in tests/schedule.py"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_safe_html_comes_from_markup_only(module):
    if name(module) != "guidance/markup.py":
        assert "mark_safe" not in module.read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_extends_base_or_says_what_it_takes(template):
    first = template.read_text(encoding="utf-8").lstrip().splitlines()[0]
    folder = template.parent.name
    if name(template) == "templates/base.html" or "lesas" in template.parts or "admin" in template.parts:
        return
    assert "{% extends" in first or first.startswith("{#"), "a page extends base; a piece names its inputs"
    if folder == "partials":
        assert re.match(r"\{# Inputs?: ", first)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_has_no_inline_style_or_script(template):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:|\|safe\b", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("template", MAILS, ids=name)
def test_a_mail_says_words_as_they_are_written(template):
    text = template.read_text(encoding="utf-8")
    assert "{{" not in text or "{% autoescape off %}" in text, "mails are plain text, headings too"


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_names_pages_and_knows_no_address_by_heart(template):
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"(?:href|action|formaction)=[\"']/[^\"']*", text) == [], "say {% url %}"


def test_every_environment_variable_is_documented():
    modules = [ROOT / "lesas_portal" / name for name in ("settings.py", "identity_provider.py")]
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    in_readme = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    in_example = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert read == in_readme == in_example


def test_every_command_is_documented():
    ours = {command for command, app in get_commands().items() if app.split(".")[0] in APPS}
    assert ours
    assert ours == set(re.findall(r"^\| `manage\.py (\w+)", README, re.MULTILINE))


def test_every_make_target_is_documented():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    assert [target for target in targets if f"`make {target}`" not in README] == []


def test_lock_files_name_no_address():
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")


def test_colours_are_named_in_tokens_only():
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css", "admin.css"}:
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8")) == [], sheet.name


def test_the_dark_theme_of_the_admin_has_the_colours_of_the_site():
    dark = re.compile(r"(?:data-theme=\"light\"\]\)|html\[data-theme=\"dark\"\]) \{([^}]*)\}")
    values = [
        set(re.findall(r"--[\w-]+: [^;]+", dark.findall((ROOT / "static/css" / sheet).read_text())[-1]))
        for sheet in ("tokens.css", "admin.css")
    ]
    assert len(values[0]) > 20
    assert values[0] == values[1]


@pytest.mark.parametrize("sheet", sorted((ROOT / "static" / "css").glob("*.css")), ids=name)
def test_every_class_in_a_style_sheet_is_used(sheet):
    if sheet.name in {"admin.css", "admin-lists.css", "admin-forms.css"}:
        return  # They style what Django's own templates name.
    classes = classes_of(f"css/{sheet.name}")
    scripts = (ROOT / "static" / "js").rglob("*.js")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (*TEMPLATES, *MODULES, *scripts))
    # A name may be put together: hue-{{ area.slug }}, also of a value that has a hyphen itself.
    unused = [
        found
        for found in classes
        if not re.search(rf"(?<![\w-]){found}(?![\w-])", sources)
        and not any(f"{found[: hyphen.end()]}{{" in sources for hyphen in re.finditer("-", found))
    ]
    assert unused == []


def test_no_page_restyles_the_frame_of_every_page():
    """A page's own sheet comes after the common one: its `.bar` would show the menu folded on a phone."""
    parts = ("masthead", "safety", "crumbs", "footer")
    frame = "".join((ROOT / f"templates/partials/_{part}.html").read_text() for part in parts)
    classes = set(" ".join(re.findall('class="([^"]*)"', frame)).split())
    frame_only = (classes & classes_of("css/layout.css")) - {"wrap", "door", "icon"}
    assert {"masthead", "bar", "find", "menu", "strip", "site-foot"} <= frame_only
    for sheet in SHEETS.keys() - {BUILT, "css/print.css"}:
        assert not classes_of(sheet) & frame_only, sheet


def classes_of(sheet: str) -> set[str]:
    """The classes that a style sheet names in its selectors."""
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(re.findall(r"([^{}]+)\{", css))))
