"""The numbers of pages in the contents are true, and are there only where they can be."""

import re
import shutil

import pytest

from guidance.blocks import Paragraph
from guidance.policies.document import ClauseBlocks, SectionHeading
from guidance.policies.docx import arial, page_count
from guidance.policies.docx.arial import lines_of, width_of
from guidance.policies.docx.flow import TextLine, items
from guidance.policies.docx.page_count import count_pages
from guidance.policies.docx.page_setup import UPRIGHT
from guidance.policies.policy_document import of_policy
from tests.conftest import IN_CI
from tests.guidance.policies import SLUGS, part, policy, portal, word
from tests.guidance.word_files import document, find, read_part, runs, sheets, text_of, written

LINE = "The quick brown fox jumps over the lazy dog, and nobody minds. "
TAILORED = [
    {"setting_type": "nursery"},
    {"setting_type": "childminder"},
    {"setting_type": "secondary"},
    {"setting_type": "special"},
    {"setting_type": "college"},
]


def contents(data: bytes) -> list[tuple[str, str]]:
    """Each heading in the contents, with the number of its page, which may be missing."""
    lines = find(read_part(data), "//w:hyperlink[@w:anchor]")
    found = []
    for line in lines:
        page = find(line, "string(w:r[w:instrText]/following-sibling::w:r[w:t][1]/w:t)")
        words = text_of(line)
        found.append((words.removesuffix(page) if page else words, page))
    return found


def stands_on(sheet: str, words: str) -> bool:
    """Whether a line of ``sheet`` is the heading ``words``, or the first line of it."""
    wanted = re.sub(r"\s+", "", words)
    lines = [re.sub(r"\s+", "", line) for line in sheet.splitlines()]
    return any(wanted.startswith(line) and len(line) >= min(len(wanted), 30) for line in lines)


@pytest.mark.slow  # LibreOffice lays each file out
@pytest.mark.parametrize(
    ("slug", "answers"), [*((slug, {}) for slug in SLUGS), *(("acceptable-use", made) for made in TAILORED)]
)
def test_every_number_in_the_contents_is_the_page_of_its_heading(slug, answers, tmp_path):
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        assert not IN_CI, "CI must lay out the files, and there is no LibreOffice or no pdftotext."
        pytest.skip("Laying out files needs LibreOffice and poppler-utils.")
    data = word(slug, **answers)
    found = sheets(data, tmp_path)
    entries = contents(data)
    assert len(entries) > 8
    real = [
        [str(page) for page, sheet in enumerate(found, 1) if stands_on(sheet, words)] for words, _ in entries
    ]
    assert real == [[page] for _, page in entries]


def test_a_tailored_file_has_the_numbers_of_sections_until_word_counts_its_pages():
    text = part(word("social-media", setting_type="primary", setting_name="Elm"), "word/document.xml")
    assert "PAGEREF" not in text
    assert re.search(r"instrText[^>]*> TOC [^<]*<", text)
    assert not re.search("w:dirty|updateFields", text)


def test_a_line_of_the_contents_has_number_words_and_page():
    found = contents(word("social-media"))
    assert found[1] == ("1Aims and scope", "3")
    assert "Sources" in dict(found)


def long_document(lines: int, **heading):
    clause = ClauseBlocks((Paragraph(runs(LINE)),) * lines)
    return document(
        parts=(SectionHeading("One"), clause, SectionHeading("Two", **heading), clause), page_numbers=True
    )


def pages(made) -> dict[int, int]:
    return count_pages(items(made), UPRIGHT).pages


def test_a_heading_follows_the_text_before_it():
    assert pages(long_document(10)) == {1: 1, 2: 1}
    assert pages(long_document(80)) == {1: 1, 2: 3}
    assert pages(long_document(3, new_page=True)) == {1: 1, 2: 2}
    assert pages(long_document(3, annex="A")) == {1: 1, 2: 2}


def test_a_heading_near_the_end_of_a_page_begins_one_so_that_its_number_holds_in_every_program():
    for lines in range(15, 40):
        counted = count_pages(items(long_document(lines)), UPRIGHT)
        second = [item for item in counted.items if isinstance(item, TextLine) and item.bookmark][1]
        if second.new_page:
            break
    else:
        pytest.fail("No heading ever began a page.")
    assert counted.pages[2] == 2
    fewer = count_pages(items(long_document(lines - 6)), UPRIGHT)
    assert fewer.pages[2] == 1


@pytest.mark.parametrize("stretch", [0.98, 0.99, 1.01, 1.02])
@pytest.mark.parametrize("slug", SLUGS)
def test_numbers_hold_in_a_program_whose_lines_are_a_little_higher_or_lower(slug, stretch, monkeypatch):
    made = policy(slug)
    counted = count_pages(items(of_policy(made, portal(made, slug))), UPRIGHT)
    monkeypatch.setattr(arial, "LINE_HEIGHT", arial.LINE_HEIGHT * stretch)
    monkeypatch.setattr(page_count, "DOUBT", -100_000)  # no heading is moved again
    assert count_pages(counted.items, UPRIGHT).pages == counted.pages


def test_lines_are_broken_where_arial_breaks_them():
    assert width_of(runs("Hello"), 12) == pytest.approx(27.34 * 20, rel=0.001)
    assert lines_of(runs("one two three"), 11, 100_000) == 1
    assert lines_of(runs(LINE * 3), 11, UPRIGHT.text_width) == 2
    assert lines_of(runs("a" * 400), 11, UPRIGHT.text_width) > 4
    assert width_of(runs("Hello"), 12, bold=True) > width_of(runs("Hello"), 12)


def test_pages_are_in_the_contents_only_when_asked_for():
    assert [page for _, page in contents(written(parts=long_document(3).parts))] == ["", ""]
    assert [page for _, page in contents(written(parts=long_document(3).parts, page_numbers=True))] == [
        "1",
        "1",
    ]
