"""Every part of a Word file keeps to the standard: what stands where, and that what is referred to is there.

``schemas/`` has what our files use of ISO/IEC 29500, in its order; what is not in there is in no file.
"""

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from guidance.blocks import Bullets, Paragraph, Run, SubHeading
from guidance.policies.docx.reference import REFERENCE
from guidance.policies.setting_types import SETTING_TYPES
from tests.guidance.policies import SLUGS, part, word
from tests.guidance.word_files import DOT, find, pictures, read_part, runs, table, value, written

RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
PLAIN_PARTS = {"docProps/app.xml", "docProps/core.xml", "word/theme/theme1.xml", "[Content_Types].xml"}


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=Path(__file__).with_name("schemas") / "main.xsd")


def faults(data: bytes) -> list[str]:
    """What is wrong with a file, by part."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        for name in names:
            if name.endswith(".png"):
                continue
            root = etree.fromstring(packed.read(name))
            if name not in PLAIN_PARTS and not name.endswith(".rels") and not schema().validate(root):
                found += [f"{name}: {error.message}" for error in schema().error_log]
        found += _missing_parts(packed, names) + _numbers_twice(read_part(data)) + _loose_ends(packed)
    return found


def _missing_parts(packed: zipfile.ZipFile, names: list[str]) -> list[str]:
    types = etree.fromstring(packed.read("[Content_Types].xml"))
    known = {one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    found = [
        f"no type for {name}" for name in names if name not in known and name[-4:].lstrip(".") not in endings
    ]
    found += [f"a type for {name}, which is not there" for name in known - set(names)]
    for name, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        if name in names:
            rows = etree.fromstring(packed.read(name)).findall(RELATIONSHIPS)
            inside = [row.get("Target") for row in rows if row.get("TargetMode") != "External"]
            found += [f"{name}: {one} is not there" for one in inside if f"{folder}{one}" not in names]
            if len({row.get("Id") for row in rows}) != len(rows):
                found.append(f"{name}: one id twice")
    return found


def _numbers_twice(root) -> list[str]:
    found = []
    for path in ("//w:bookmarkStart/@w:id", "//w:sdtPr/w:id/@w:val | //wp:docPr/@id"):
        numbers = find(root, path)
        if len(set(numbers)) != len(numbers):
            found.append(f"a number twice: {path}")
    return found


def _loose_ends(packed: zipfile.ZipFile) -> list[str]:
    """References of the document to parts, bookmarks and styles that are not there."""
    root = etree.fromstring(packed.read("word/document.xml"))
    rows = etree.fromstring(packed.read("word/_rels/document.xml.rels")).findall(RELATIONSHIPS)
    styles = find(etree.fromstring(packed.read("word/styles.xml")), "//w:style/@w:styleId")
    used = {
        "//@r:id | //@r:embed": {row.get("Id") for row in rows},
        "//w:hyperlink/@w:anchor": set(find(root, "//w:bookmarkStart/@w:name")),
        "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val": set(styles),
    }
    return [f"{name} is not there" for path, known in used.items() for name in set(find(root, path)) - known]


@pytest.mark.parametrize("setting_type", [*SETTING_TYPES, ""])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_file_keeps_to_the_standard(slug, setting_type):
    data = word(slug, setting_type=setting_type, setting_name="Elm & مدرسة" if setting_type else "")
    assert faults(data) == []


def test_a_file_with_everything_in_it_keeps_to_the_standard(settings, tmp_path):
    folder = tmp_path / "static" / "img" / "agreements"
    folder.mkdir(parents=True)
    (folder / "stop.png").write_bytes(DOT)
    settings.BASE_DIR = tmp_path
    blocks = (
        Paragraph((Run("Read "), Run("this", bold=True), Run(" page", href="/a/?b=c&d"))),
        *(Bullets((runs("a"), runs("b")), kind=kind) for kind in ("bullets", "numbers", "numbers", "ticks")),
        SubHeading(runs("Safe")),
        Paragraph(runs("Small"), kind="note"),
        pictures("stop"),
        table(("I agree", "Yes", "No"), ("to this", "", "")),
        table((), ("Name", "")),
    )
    made = written(
        *blocks,
        **{"logo": True, "landscape": True, "page_numbers": True, "subtitle": "מדרסה", "footer": "999 " * 60},
        **{"header_left": "A", "header_right": "B"},
    )
    assert faults(made) == []


def test_the_reference_document_keeps_to_the_standard():
    assert faults(REFERENCE.read_bytes()) == []


def test_a_fault_is_found():
    data = written(Paragraph(runs("Text")))
    root = read_part(data)
    style = find(root, "//w:p[2]/w:pPr/w:pStyle")[0]
    style.getparent().append(etree.fromstring(f'<w:keepNext xmlns:w="{style.nsmap["w"]}"/>'))
    style.getparent().append(style)
    assert not schema().validate(root)


def test_each_numbered_list_begins_at_one():
    lists = [Bullets((runs("a"), runs("b")), kind="numbers")] * 2
    data = written(*lists, numbered=False)
    used = find(read_part(data), "//w:p/w:pPr/w:numPr/w:numId/@w:val")
    assert len(used) == 4
    assert (used[0], used[2]) == (used[1], used[3])
    numbering = read_part(data, "word/numbering.xml")
    for number in set(used):
        assert value(find(numbering, f"//w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride")[0]) == "1"


def test_the_file_says_nothing_of_a_program_and_the_truth_of_its_day():
    data = written(Paragraph(runs("Text")), made_on=date(2026, 12, 1))
    core = part(data, "docProps/core.xml")
    assert core.count("2026-12-01T12:00:00Z") == 2
    assert "2026-11-26T12:00:00Z" in part(written(Paragraph(runs("Text"))), "docProps/core.xml")
    assert "Microsoft" not in part(data, "docProps/app.xml") + core
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert not [name for name in packed.namelist() if "thumbnail" in name or "customXml" in name]
