"""What a self-review gives for Word: a plan, a report of one page, sheets of questions."""

import random
import re
from dataclasses import replace

import pytest

from guidance.policies.document import Document
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.docx.writer import write_docx
from guidance.self_review import code
from guidance.self_review.action_plan import of_action_plan
from guidance.self_review.answer_list import as_csv
from guidance.self_review.answers import NOT_KNOWN, STATES
from guidance.self_review.comparison import compare
from guidance.self_review.governor_report import of_governor_report
from guidance.self_review.question_sheet import BY_ROLE, BY_THEME, QuestionSheet, of_sheet
from guidance.self_review.result import Result
from tests.conventions import seen
from tests.guidance.policies import SITE, words
from tests.guidance.self_reviews import EARLY_YEARS, NOW, SCHOOL, SLUGS, answers, edition, result
from tests.guidance.test_word_schema import faults
from tests.guidance.word_files import find, read_part, style_of, text_of

KINDS = ("primary", "college", "nursery", "childminder", "out-of-school")


def mixed(kind: str, seed: int = 0) -> Result:
    """Answers of every sort, the same for a seed."""
    drawn = random.Random(seed)
    known = answers(kind, 1)
    return Result(replace(known, states={name: drawn.randrange(STATES) for name in known.states}))


def plan(found: Result) -> Document:
    return of_action_plan(found, code.encode(found.answers), NOW)


def report(found: Result, before: Result | None = None) -> Document:
    comparison = compare(before.answers, found.answers) if before else None
    return of_governor_report(found, code.encode(found.answers), NOW, comparison)


def written(document: Document) -> bytes:
    return write_docx(document, site_url=SITE)


DOCUMENTS = {
    **{f"plan of a {kind}": (lambda kind=kind: plan(mixed(kind))) for kind in KINDS},
    **{f"report of a {kind}": (lambda kind=kind: report(mixed(kind), mixed(kind, 1))) for kind in KINDS},
    **{
        f"{slug} {order}": (lambda slug=slug, order=order: of_sheet(QuestionSheet(edition(slug), order), NOW))
        for slug in SLUGS
        for order in (BY_THEME, BY_ROLE)
    },
    "plan of the best": lambda: plan(result("primary", 4)),
    "plan of one answer": lambda: plan(result("nursery", 0, P1=1)),
    "report of the best": lambda: report(result("primary", 4)),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_keeps_to_the_standard_and_has_no_slip(name):
    data = written(DOCUMENTS[name]())
    assert faults(data) == []
    assert seen.in_word_file(data) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_can_be_heard_its_headings_and_its_tables_say_what_they_are(name):
    root = read_part(written(DOCUMENTS[name]()))
    styles = [style_of(line) for line in find(root, "//w:body/w:p")]
    assert styles[0] == "Title"
    assert "HeadingPlain" in styles
    if "Heading2" in styles:
        assert styles.index("HeadingPlain") < styles.index("Heading2")
    for table in find(root, "//w:tbl"):
        look = find(table, "w:tblPr/w:tblLook")[0].attrib.values()
        assert "1" in look, "a head row or row labels"
        assert find(table, "string(w:tblPr/w:tblCaption/@w:val)")
        assert find(table, "string(w:tblPr/w:tblDescription/@w:val)")


def test_the_same_answers_on_the_same_day_make_the_same_file():
    assert written(plan(mixed("primary"))) == written(plan(mixed("primary")))


def test_the_file_names_nobody_and_carries_its_code():
    found = mixed("primary")
    core = text_of_part(written(plan(found)))
    assert code.encode(found.answers) in core
    assert "LESAS, Kent County Council" in core


def text_of_part(data: bytes) -> str:
    return " ".join(read_part(data, "docProps/core.xml").itertext())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_the_report_fits_one_page_whatever_was_said(kind, seed):
    assert fits_one_page(report(mixed(kind, seed)))
    assert fits_one_page(report(mixed(kind, seed), mixed(kind, seed + 1)))


@pytest.mark.parametrize("level", range(STATES))
def test_the_report_fits_where_all_is_alike(level):
    assert fits_one_page(report(result("primary", level), result("primary", 2)))


def test_the_plan_has_the_three_first_and_room_for_names_days_and_money():
    found = mixed("primary")
    data = written(plan(found))
    tables = find(read_part(data), "//w:tbl")
    (table,) = (one for one in tables if "Action, and how we will know" in text_of(one))
    heads = [text_of(cell) for cell in find(table, "w:tr[1]/w:tc")]
    assert heads == [
        *("Question", "Where we are, and where next", "Action, and how we will know"),
        *("Who leads, and name", "By when", "Time or money", "Done"),
    ]
    rows = find(table, "w:tr")[1:]
    assert len(rows) == len(found.plan)
    for row, one in zip(rows, found.first_three, strict=False):
        cells = [text_of(cell) for cell in find(row, "w:tc")]
        assert one.question.title in cells[0]
        assert one.question.evidence in cells[2]
        assert cells[5:] == ["", ""]
    assert find(table, "w:tr[1]/w:trPr/w:tblHeader"), "the head is repeated on each page"
    assert not find(table, ".//w:gridSpan")


def test_the_plan_says_once_what_to_look_for_and_by_when_where_nobody_knows():
    found = result("primary", 4, LEAD1=NOT_KNOWN, LEAD2=2)
    said = " ".join(words(plan(found)))
    unknown, started = found.plan
    assert "Find out this month." in said
    assert said.count(unknown.question.evidence) == 2, "in the first three, and in its row"
    assert f"How we will know: {started.question.evidence}" in said
    assert "Aim: this month" in said
    assert "Aim: this half term" in said


def test_the_plan_says_how_often_to_look_again_in_the_words_of_the_setting():
    assert "alerts each week" in " ".join(words(plan(result("primary", 4))))
    for kind in ("nursery", "childminder", "out-of-school"):
        said = " ".join(words(plan(result(kind, 4))))
        assert "the controls and the list of numbers each term" in said
        assert "alerts each week" not in said


def test_the_plan_says_what_must_not_be_published_and_what_it_is_not():
    said = " ".join(words(plan(mixed("primary"))))
    assert "Do not publish what you said under “Filtering” and “Data and cyber security”" in said
    assert "not a certificate and not an inspection" in said
    assert "no personal data until you write names in" in said


def test_the_report_asks_always_three_questions_with_a_good_and_a_poor_answer():
    for kind in KINDS:
        found = result(kind, 4)
        said = words(report(found))
        for one in found.edition.always_ask:
            assert {one.ask, one.good, one.poor} <= set(said)


def test_the_report_asks_about_what_is_lowest_where_there_is_room():
    said = words(report(result("nursery", 4, D3=1)))
    assert "Which cameras do we have, and what can each one see?" in said


def test_a_childminder_gets_a_note_to_self_with_what_to_show():
    said = " ".join(words(report(mixed("childminder"))))
    assert report(mixed("childminder")).title == "Note to self: online safety"
    assert "To show at inspection" in said
    assert "Keep what you say of “Data and security” to yourself." in said
    for one in (said, " ".join(words(plan(mixed("childminder"))))):
        assert not re.search(r"board|governor|meeting|minutes|what we say|in this report", one, re.IGNORECASE)


def test_the_report_says_what_went_down_since_last_time():
    said = " ".join(words(report(result("primary", 3, RESP4=1), result("primary", 3))))
    assert "Since last time: 0 went up, 1 went down, 47 stayed the same. Lower than then: RESP4." in said


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sheet_asks_every_question_with_every_answer(slug):
    said = set(words(of_sheet(QuestionSheet(edition(slug), BY_THEME), NOW)))
    for one in edition(slug).questions:
        assert one.ask in said
        assert {f"{level}: {text}" for level, text in enumerate(one.levels, start=1)} <= said
    by_role = " ".join(words(of_sheet(QuestionSheet(edition(slug), BY_ROLE), NOW)))
    assert [one.id for one in edition(slug).questions if one.ask not in by_role] == []


def test_a_sheet_says_what_colleges_and_clubs_are_asked_where_that_is_something_else():
    said = words(of_sheet(QuestionSheet(edition(SCHOOL), BY_THEME), NOW))
    college = "Sixth form or further education college"
    told = said.index(f"Not for: {college}; theirs follows."), said.index(f"Only for: {college}.")
    phones = next(one for one in edition(SCHOOL).questions if one.id == "RULE3").as_asked("college")
    assert {phones.ask, *(f"{level}: {text}" for level, text in enumerate(phones.levels, start=1))} <= set(
        said
    )
    assert said[told[1] + 1] == phones.ask, "for whom it is stands before it is asked"
    assert told[0] < told[1]
    small = words(of_sheet(QuestionSheet(edition(EARLY_YEARS), BY_THEME), NOW))
    clubs = "Law or statutory guidance. Good practice for: Out-of-school or holiday club. Evidence: "
    assert f"{clubs}Dates and topics." in small


def test_a_sheet_by_role_has_what_governors_may_ask():
    sections = QuestionSheet(edition(SCHOOL), BY_ROLE).sections
    assert sections[-1].title == "To ask, for governors"
    assert len(sections[-1].asks) == 37
    assert QuestionSheet(edition(EARLY_YEARS), BY_ROLE).sections[0].title == "Manager"


def test_the_list_has_a_row_for_each_question_and_a_level_only_where_one_was_chosen():
    rows = as_csv(result("primary", 3, LEAD1=5, LEAD2=0)).splitlines()
    assert len(rows) == 49
    assert rows[1].endswith('"","We don’t know"')
    assert rows[2].endswith('"","Not answered"')
    assert rows[3].endswith('"3","In place"')
