"""A school's own look takes hold of a file: its styles say only what differs from Normal and the theme."""

import re
from xml.etree import ElementTree

import pytest

from guidance.policies.docx.looks import looks
from guidance.policies.docx.reference import REFERENCE
from tests.guidance.policies import part
from tests.guidance.word_files import W, find, read_part, value, written

STYLES = read_part(REFERENCE.read_bytes(), "word/styles.xml")
PARAGRAPHS = {value(style, "styleId"): style for style in find(STYLES, "w:style[@w:type='paragraph']")}
NOT_CHOSEN = {"Header", "Footer", "TOC1", "Spacer"}  # what Word and the writer put in place themselves


def test_normal_is_empty():
    assert [child.tag for child in PARAGRAPHS["Normal"]] == [f"{W}name", f"{W}qFormat"]


@pytest.mark.parametrize("name", sorted(set(PARAGRAPHS) - {"Normal"}))
def test_every_style_is_based_on_normal(name):
    seen = [name]
    while seen[-1] != "Normal":
        seen.append(value(PARAGRAPHS[seen[-1]].find(f"{W}basedOn")))
    assert len(seen) < 5


def test_what_people_use_is_in_the_gallery():
    missing = {name for name, style in PARAGRAPHS.items() if style.find(f"{W}qFormat") is None}
    assert missing == NOT_CHOSEN
    assert all(
        table.find(f"{W}qFormat") is not None for table in find(STYLES, "w:style[@w:customStyle]")[-2:]
    )


def test_fonts_and_colours_are_those_of_the_theme():
    for fonts in find(STYLES, "//w:rFonts"):
        assert all("Theme" in name or "cstheme" in name for name in fonts.attrib)
    coloured = find(STYLES, "//w:color | //w:tblBorders/* | //w:tcBorders/*")
    assert len(coloured) > 8
    assert all(value(colour, "themeColor") for colour in coloured)


def test_complex_scripts_have_the_size_and_weight_of_latin_letters():
    for one, other in (("sz", "szCs"), ("b", "bCs")):
        latin, complex_script = find(STYLES, f"//w:{one}"), find(STYLES, f"//w:{other}")
        assert len(latin) == len(complex_script) > 1
        assert [dict(item.attrib) for item in latin] == [dict(item.attrib) for item in complex_script]


def test_sub_headings_and_headings_of_annexes_are_where_readers_look_for_them():
    levels = {name: find(style, "string(w:pPr/w:outlineLvl/@w:val)") for name, style in PARAGRAPHS.items()}
    assert (levels["Heading1"], levels["Heading2"], levels["TOCHeading"]) == ("0", "1", "9")
    assert value(PARAGRAPHS["HeadingAnnex"].find(f"{W}basedOn")) == "Heading1"
    assert looks()["HeadingAnnex"].page_break


def test_numbers_belong_to_styles():
    numbering = read_part(REFERENCE.read_bytes(), "word/numbering.xml")
    linked = {value(style) for style in find(numbering, "//w:pStyle")}
    numbered = {
        name for name, style in PARAGRAPHS.items() if find(style, "w:pPr/w:numPr[w:numId/@w:val!='0']")
    }
    assert linked == numbered
    assert {"Heading1", "HeadingAnnex", "Clause", "ListBullet", "ListNumber"} <= linked


def test_the_file_is_plain_about_language_spelling_and_age():
    data = written()
    settings = part(data, "word/settings.xml")
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings
    )
    assert not re.search("proofState|updateFields|rsid", settings)
    assert '<w:lang w:val="en-GB"' in part(data, "word/styles.xml")


def test_looks_are_read_with_what_they_have_from_the_styles_they_are_based_on():
    found = looks()
    assert (found["Heading1"].size, found["Heading1"].bold, found["HeadingPlain"].left) == (16, True, 0)
    assert (found["Clause"].left, found["ListBullet2"].left, found["AgreementBullet"].size) == (680, 1020, 12)
    assert (found["AgreementBullet"].tight, found["ListBullet"].tight) == (False, True)
    assert (found["Spacer"].exact, found["Normal"].line) == (True, 264)


def test_the_theme_has_one_face_for_headings_and_text():
    theme = ElementTree.fromstring(part(REFERENCE.read_bytes(), "word/theme/theme1.xml"))
    faces = {face.get("typeface") for face in theme.iter() if face.tag.endswith("}latin")}
    assert faces == {"Arial"}
