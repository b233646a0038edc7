"""The Word file: accessible, complete, the same every time, and indifferent to what people type."""

import cProfile
import re
from datetime import date
from itertools import pairwise

import pytest
from lxml import etree

from guidance.blocks import Paragraph, Run
from guidance.policies.document import ClauseBlocks, Document
from guidance.policies.docx.reference import REFERENCE
from guidance.policies.docx.writer import write_docx
from guidance.policies.pasted_text import read_pasted
from guidance.policies.setting_types import SETTING_TYPES
from tests.guidance.policies import SITE, SLUGS, opened, part, word

HEADINGS = {
    **dict.fromkeys(("Heading 1", "Heading 1 without number", "Heading 1 annex"), 1),
    "Heading 2": 2,
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "Barnes & Noble <b>School</b>",
    'The "Quoted" School]]>',
    "Sunny 🌞 Nursery",
    "مدرسة النور",
    "Null\x00 bell\x07 escape\x1b vertical\x0b school",
    "Turned \u202e round",
    "N" * 200,
    "{{ setting }} {% now %} {dsl}",
]


@pytest.mark.parametrize("setting_type", [*SETTING_TYPES, ""])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_template_builds_for_every_kind_of_setting(slug, setting_type):
    document = opened(word(slug, setting_type=setting_type, setting_name="Elm" if setting_type else ""))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert [style for style in styles if style != "Logo"][0] == "Title"
    assert styles.count("Title") == 1
    levels = [HEADINGS[style] for style in styles if style in HEADINGS]
    assert all(later - earlier < 2 for earlier, later in pairwise([1, *levels]))
    empty = [paragraph.style.name for paragraph in document.paragraphs if not paragraph.text.strip()]
    assert set(empty) <= {"Space between tables", "Logo"}
    for table in document.tables:
        look = table._tbl.tblPr.find(f"{W}tblLook")
        caption = table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val")
        assert caption
        assert caption == "Pictures" or "1" in {look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")}
        assert table._tbl.tblPr.find(f"{W}tblDescription").get(f"{W}val")
    everything = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert not re.search(r"[{}\[\]]|\binsert\b|  ", everything, re.I)


def test_the_file_says_what_it_is():
    data = word("image-use", setting_type="nursery", setting_name="Acorns")
    properties = opened(data).core_properties
    assert properties.title == "Image use policy: Acorns"
    assert (properties.author, properties.language) == ("Acorns", "en-GB")
    assert properties.keywords.startswith("PH-2026")
    assert f'{W}lang {W}val="en-GB"'.replace(W, "w:") in part(data, "word/styles.xml")
    assert "Acorns" in part(data, "word/header1.xml")
    assert "NUMPAGES" in part(data, "word/footer1.xml")


def test_headings_and_clauses_are_numbered_by_word():
    data = word("social-media", setting_type="primary")
    numbering = part(data, "word/numbering.xml")
    assert '<w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/>' in numbering
    assert '<w:pStyle w:val="Clause"/><w:lvlText w:val="%1.%2"/>' in numbering
    assert not re.search(r"<w:t[^>]*>1\.1", part(data, "word/document.xml"))


def test_the_contents_field_is_filled_and_its_links_arrive():
    text = part(word("social-media", setting_type="primary"), "word/document.xml")
    assert "TOC \\o" in text
    anchors = re.findall(r'w:anchor="([^"]+)"', text)
    assert len(anchors) > 8
    assert set(anchors) == set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', text))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_style_that_a_file_names_is_in_the_reference_document(slug):
    data = word(slug, setting_type="special", setting_name="Elm", dsl="Jo Day")
    named = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', part(data, "word/document.xml")))
    reference = REFERENCE.read_bytes()
    assert {"Title", "Heading1", "Clause", "PolicyTable"} <= named
    assert named <= set(re.findall(r'w:styleId="(\w+)"', part(reference, "word/styles.xml")))


def test_the_samples_of_the_reference_document_are_in_no_file():
    samples = {paragraph.text for paragraph in opened(REFERENCE.read_bytes()).paragraphs} - {""}
    assert len(samples) > 8
    document = opened(word("social-media", setting_type="primary"))
    assert not samples & {paragraph.text for paragraph in document.paragraphs}


def test_links_say_where_they_lead_and_go_to_the_portal():
    data = word("mobile-and-smart-technology", setting_type="primary")
    targets = re.findall(r'Target="(http[^"]+)"', part(data, "word/_rels/document.xml.rels"))
    assert f"{SITE}/resources/mobile-phones/" in targets
    assert not [target for target in targets if target.startswith("/") or "//" not in target]
    texts = [link.text for paragraph in opened(data).paragraphs for link in paragraph.hyperlinks]
    assert not {"here", "this link", "more"} & set(texts)


def test_the_same_answers_make_the_same_bytes():
    answers = {"setting_type": "special", "setting_name": "Hill", "custom_text": {"aims-purpose": "Ours."}}
    assert word("social-media", **answers) == word("social-media", **answers)


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_stays_text(name):
    data = word(
        "social-media",
        setting_name=name,
        setting_type="primary",
        dsl=name,
        custom_text={"aims-purpose": f"{name}\n- {name}"},
    )
    document = opened(data)
    plain = "".join(character for character in name if character.isprintable() or character == " ")
    plain = plain.replace("\u202e", "")
    whole = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert re.sub(r"\s+", " ", plain) in whole
    for name in ("word/document.xml", "word/header1.xml", "docProps/core.xml"):
        etree.fromstring(part(data, name).encode())


def test_children_and_easy_read_pages_are_in_large_print():
    text = part(word("acceptable-use", setting_type="special"), "word/document.xml")
    assert "LargePrint" in text


def test_a_form_has_room_to_write():
    text = part(word("image-use", setting_type="primary"), "word/document.xml")
    assert "<w:trHeight" in text


def calls_for(count: int) -> int:
    """Return how many functions are called to write a document of so many paragraphs."""
    paragraphs = tuple(Paragraph((Run(f"Line {number}"),)) for number in range(count))
    document = Document(
        *("A policy", "LESAS", "Subject", date(2026, 1, 1), (ClauseBlocks(paragraphs),)),
        contents=False,
    )
    with cProfile.Profile() as profile:
        data = write_docx(document, site_url=SITE)
    assert [paragraph.text for paragraph in opened(data).paragraphs[-count:]] == [
        f"Line {number}" for number in range(count)
    ]
    return sum(entry.callcount for entry in profile.getstats())


def test_each_paragraph_costs_the_same_however_many_stand_before_it():
    _parts_are_read, few, more, most = (calls_for(count) for count in (1, 100, 200, 400))
    assert most - more == pytest.approx(2 * (more - few), rel=0.05)


def test_many_points_become_one_list_and_lines_around_it_stay_paragraphs():
    found = read_pasted("First\n\n" + "- a\n" * 3 + "Middle\nEnd\n- b")
    assert [block.kind for block in found] == ["paragraph", "bullets", "paragraph", "paragraph", "bullets"]
    assert [len(found[1].items), len(found[4].items)] == [3, 1]
