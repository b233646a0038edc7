"""Names in Arabic, Hebrew or Urdu: one size with Latin letters, read from right to left."""

import pytest

from guidance.blocks import Paragraph, Run
from tests.guidance.word_files import find, read_part, runs, style_of, table, text_of, written

MIXED = "مدرسة الأمل (Hope School)"


def right_to_left(data: bytes, name: str = "word/document.xml") -> list[str]:
    return [text_of(run) for run in find(read_part(data, name), "//w:r[w:rPr/w:rtl]")]


def lines(data: bytes, style: str) -> list:
    return [line for line in find(read_part(data), "//w:body/w:p") if style_of(line) == style]


def test_only_the_words_from_right_to_left_are_marked():
    data = written(subtitle=MIXED, header_left=f"A policy, {MIXED}")
    assert right_to_left(data) == ["مدرسة الأمل"]
    assert right_to_left(data, "word/header1.xml") == ["مدرسة الأمل"]
    assert text_of(lines(data, "Subtitle")[0]) == MIXED


def test_no_run_has_a_size_or_a_face_of_its_own():
    data = written(Paragraph((Run(MIXED, bold=True),)), subtitle=MIXED)
    assert find(read_part(data), "//w:r/w:rPr[w:sz or w:szCs or w:rFonts]") == []
    bold = find(read_part(data), "//w:r[w:rPr/w:rtl]/w:rPr[w:b]")
    assert [child.tag.split("}")[1] for child in bold[0]] == ["b", "bCs", "rtl"]


@pytest.mark.parametrize("name", ["مدرسة النور", "בית ספר", "اردو اسکول، 12"])
def test_a_line_of_nothing_else_is_read_from_right_to_left(name):
    data = written(Paragraph(runs(name)), table((), ("School", name)), subtitle=name)
    assert len(find(read_part(data), "//w:pPr[w:bidi]")) == 3
    assert find(lines(data, "Title")[0], "w:pPr/w:bidi") == []


def test_a_line_with_latin_letters_keeps_its_direction():
    assert find(read_part(written(subtitle=MIXED)), "//w:bidi") == []


def test_hebrew_is_marked_as_such_for_its_spelling():
    found = find(read_part(written(subtitle="בית ספר")), "//w:r/w:rPr/w:lang/@w:bidi")
    assert found == ["he-IL"]
    assert find(read_part(written(subtitle=MIXED)), "//w:lang") == []


def test_head_and_foot_say_which_file_a_loose_page_is_from():
    long = "A policy with a long name, and a setting whose name is long as well, in the middle of Kent"
    data = written(header_left=long, header_right="Approved 1 December 2026, version 1", footer="Ring 999")
    assert text_of(read_part(data, "word/footer1.xml")) == "Ring 999Page 1 of 1"
    assert [text_of(line) for line in find(read_part(data, "word/header1.xml"), "//w:p")] == [
        *(long, "Approved 1 December 2026, version 1")
    ]
    assert text_of(read_part(data, "word/header2.xml")) == ""
    short = written(header_left="A policy", header_right="Draft")
    assert [text_of(line) for line in find(read_part(short, "word/header1.xml"), "//w:p")] == [
        "A policyDraft"
    ]


def test_the_place_for_a_logo_stands_first_and_only_where_it_is_asked_for():
    first = find(read_part(written(logo=True)), "//w:body/w:p")[0]
    assert text_of(first).startswith("Place for your logo")
    assert find(first, "w:sdt/w:sdtPr/w:temporary")
    assert "logo" not in text_of(read_part(written()))
