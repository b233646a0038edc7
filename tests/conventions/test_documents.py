"""The documents name what exists: links, files and folders, the layers in the diagram, one version."""

import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings

from tests.resilience.fault_cases import CASES

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "deploy").glob("*.md"),
        ROOT / "fixtures" / "README.md",
    ]
)
MOVES = ROOT / "docs" / "decisions" / "0024-names-and-layout.md"
FAULTS = ROOT / "docs" / "faults.md"
DIAGRAM = ROOT / "docs" / "layers.svg"
SVG = "{http://www.w3.org/2000/svg}"
# A path in backticks begins with one of these, or is one of the files beside them.
FOLDERS = (
    *("bench/", "deploy/", "docs/", "enquiries/", "fixtures/", "guidance/", "lesas_portal/", "static/"),
    *("templates/", "tests/", ".ci/", ".github/"),
)
CODE = ("lesas_portal", "guidance", "enquiries", "tests")
AT_THE_TOP = re.compile(r"[\w.-]+\.(?:md|toml|lock|yaml|py)|Makefile|\.env\.example|\.editorconfig")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# What pages show as examples of addresses of the portal itself, or of what clauses name, is no file.
OUTSIDE = ("http:", "https:", "mailto:", "guidance:", "picture:", "/")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(document: Path) -> set[str]:
    """The places of a Markdown file that a link can lead to, as Git hosts name them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def missing_links(document: Path, text: str) -> list[str]:
    missing = []
    for target in LINK.findall(text):
        if target.startswith(OUTSIDE):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            missing.append(target)
    return missing


def missing_paths(text: str) -> list[str]:
    """The paths in backticks that are nowhere; what holds a wildcard, a blank or "…" is no path."""
    quoted = re.findall(r"`([^`\s<>*…{}$]+)`", text)
    return [
        path
        for path in quoted
        if (path.startswith(FOLDERS) or AT_THE_TOP.fullmatch(path)) and not (ROOT / path).exists()
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_and_every_file_that_a_document_names_exists(document):
    text = document.read_text(encoding="utf-8")
    assert missing_links(document, text) == []
    if document != MOVES:
        assert missing_paths(text) == []


def test_the_list_of_everyday_changes_has_every_one_in_order():
    text = (ROOT / "docs" / "how-to-change.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \[(.+)\]\(#", text, re.MULTILINE) == re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_every_name_that_the_everyday_changes_place_in_a_file_is_there():
    text = (ROOT / "docs" / "how-to-change.md").read_text(encoding="utf-8")
    placed = re.findall(r"`(\w+)` (?:in|of) `([\w-]+/[\w./-]+\.\w+)`", text)
    assert len(placed) > 40
    elsewhere = [
        (said, path)
        for said, path in placed
        if not re.search(rf"\b{said}\b", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert elsewhere == []
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    words = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"`([A-Z][A-Z_]{3,})`", text)) - words == set()


def test_every_test_that_the_documents_tell_to_copy_exists():
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    told = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "how-to-change.md").read_text(encoding="utf-8")))
    assert len(told) > 3
    assert {test for test in told if f"def {test}(" not in tests} == set()


def test_every_new_path_in_the_table_of_moves_exists_and_no_old_one_does():
    rows = re.findall(r"^\| (`.+`) \| (`.+) \|$", MOVES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 90
    assert [path for _, new in rows for path in missing_paths(new)] == []
    still_there = {old.strip("`") for old, new in rows if old not in new and (ROOT / old.strip("`")).exists()}
    assert still_there == set()


def test_every_fault_that_the_script_causes_is_a_row_and_every_row_has_its_script():
    rows = re.findall(r"^\| `(\S+)` \| .+ \| .+ \| .+ \|", FAULTS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(CASES)


def test_every_decision_is_in_the_index_and_says_what_it_costs():
    folder = MOVES.parent
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(folder.glob("0*.md"))
    assert [record.name for record in records] == re.findall(r"\((0[\w-]+\.md)\)", index)
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings[:4] == ["Context", "Choice", "Refused", "Cost"], record.name


def test_the_diagram_names_modules_that_exist_and_can_be_read_aloud():
    drawing = ET.fromstring(DIAGRAM.read_text(encoding="utf-8"))
    assert drawing.find(f"{SVG}title").text
    assert drawing.find(f"{SVG}desc").text
    for app in ("enquiries", "guidance"):
        group = drawing.find(f".//{SVG}g[@id='{app}']")
        parts = [part for label in group.iter(f"{SVG}text") for part in label.text.split(", ")]
        assert len(parts) > 10
        assert [part for part in parts if not any((ROOT / app).glob(f"{part}*"))] == []


def test_the_version_stands_in_the_changelog_and_nowhere_else():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (.+)$", changelog, re.MULTILINE)[1]
    assert re.fullmatch(r"\d+\.\d+\.\d+( \(unreleased\)|, \d{1,2} \w+ \d{4})", first)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]
