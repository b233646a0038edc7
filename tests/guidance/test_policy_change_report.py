"""The report for governors: readable columns, words as well as looks, whom it concerns, room to decide."""

import re
from dataclasses import replace
from datetime import date

import pytest

from guidance.blocks import Bullets, Paragraph, Run, Table, plain
from guidance.policies.change import Change, ChangeType, DiffSegment
from guidance.policies.change_report import HEAD, ChangeReport, of_changes
from guidance.policies.document import ClauseBlocks, Document, SectionHeading
from guidance.policies.docx import arial
from guidance.policies.docx import table_shapes as shapes
from guidance.policies.docx.looks import looks
from guidance.policies.docx.measures import CELL_MARGINS
from guidance.policies.docx.page_setup import UPRIGHT
from guidance.policies.docx.writer import write_docx
from guidance.policies.known_setting import Applies
from guidance.policies.paper_changes import HEAD as PAPER_HEAD
from guidance.policies.side_by_side import side_by_side
from tests.guidance.policies import SITE, SLUGS, part, template

LONG = "Staff keep their own phones in the lockers and use them in the staff room at break alone. " * 3
BEFORE, AFTER = side_by_side("Hand phones in at the gate.", "Hand phones in at the office.", smooth=True)
CHANGED = Change(
    change_type=ChangeType.CHANGED,
    key="phones",
    section="How pupils use phones",
    label="Handing in",
    number="5.1",
    before=BEFORE,
    after=AFTER,
    notes=("The office is staffed.",),
    what_to_do=("Tell families.",),
    has_custom_text=False,
)
NEW = replace(
    CHANGED,
    change_type=ChangeType.NEW,
    label="Watches",
    number="",
    before=(),
    after=(DiffSegment(LONG, is_changed=True),),
    scope=("For: schools.",),
    basis="statutory",
)
GONE = replace(CHANGED, change_type=ChangeType.GONE, before=(DiffSegment("Old rule.", True),), after=())
SAME = (DiffSegment("The same words."),)
REQUIRED = replace(CHANGED, change_type=ChangeType.NOW_REQUIRED, before=SAME, after=SAME)


def report(*changes: Change) -> Document:
    made = ChangeReport(
        title="Phones",
        since="edition 2026.1",
        edition="2026.3",
        issued_on=date(2026, 12, 1),
        changes=changes,
        code="MT-202601-B",
        page="/policies/changes/?code=MT-202601-B",
        setting="Secondary school",
    )
    return of_changes(made)


def tables(document: Document) -> list[Table]:
    parts = [one for one in document.parts if isinstance(one, ClauseBlocks)]
    return [block for one in parts for block in one.blocks if isinstance(block, Table)]


def cells(change: Change) -> list[str]:
    return [plain(cell) for cell in tables(report(change))[0].rows[0]]


def widths(document: Document) -> list[list[int]]:
    text = part(write_docx(document, site_url=SITE), "word/document.xml")
    grids = re.findall("<w:tblGrid>(.*?)</w:tblGrid>", text)
    return [[int(width) for width in re.findall(r'w:w="(\d+)"', grid)] for grid in grids]


def test_before_and_now_are_equally_wide_and_wide_enough_to_read():
    for changes in ([CHANGED], [CHANGED] * 11):
        columns = widths(report(*changes))[0]
        assert columns[1] == columns[2] >= 2800
        assert columns[0] >= 1750
        assert columns[3] >= 1900


def test_what_differs_is_said_in_words_and_not_by_looks_alone():
    clause, before, now, why = cells(CHANGED)
    assert clause == "5.1 Handing in\nChanged. In “How pupils use phones”."
    assert before == "Hand phones in at the [Taken out: gate.]"
    assert now == "Hand phones in at the [Put in: office.]"
    assert why == "The office is staffed.\nTo do: Tell families.\nFor everyone."


def test_a_new_clause_is_shown_whole_with_whom_it_is_for_and_what_it_rests_on():
    clause, before, now, why = cells(NEW)
    assert clause.startswith("Watches\nNew.")
    assert before == "Not in your policy."
    assert now == f"Put in: {LONG.strip()}"
    assert why.startswith("Law or statutory guidance. The office is staffed.")
    assert why.endswith("For: schools.")


def test_a_clause_that_is_gone_and_one_whose_words_stay_say_so():
    assert cells(GONE)[1:3] == ["Taken out: Old rule.", "Not in the template any more."]
    assert cells(REQUIRED)[1:3] == ["The words stay the same.", "Now required."]
    assert "To do: It was yours to leave out." in cells(REQUIRED)[3]


def test_of_a_long_clause_only_the_changed_sentence_is_shown():
    before, after = side_by_side(f"{LONG}Hand phones in.", f"{LONG}Lock phones up.", smooth=True)
    _, old, new, _ = cells(replace(CHANGED, before=before, after=after))
    assert old == "… [Taken out: Hand phones in.]"
    assert new == "… [Put in: Lock phones up.]"


def test_a_sentence_that_only_went_leaves_words_and_not_three_dots_alone():
    before, after = side_by_side(f"{LONG}Hand phones in.", LONG, smooth=True)
    assert cells(replace(CHANGED, before=before, after=after))[1:3] == [
        "… [Taken out: Hand phones in.]",
        "Nothing put in.",
    ]


def test_no_cell_has_an_empty_paragraph():
    before, after = side_by_side("Be kind.\n\n- Ask.\n\n", "Be kind.\n\n- Ask.\n- Tell.\n\n", smooth=True)
    for change in (replace(CHANGED, before=before, after=after), replace(NEW, after=after)):
        for text in cells(change):
            assert "\n\n" not in text
            assert text == text.strip()
    assert cells(replace(CHANGED, before=before, after=after))[2] == "Be kind.\n- Ask.\n[Put in: - Tell.]"


def test_up_to_ten_changes_have_a_row_each_for_the_decision():
    document = report(*[CHANGED] * 10)
    assert not document.landscape
    to_sign = tables(document)[1]
    assert [plain(cell) for cell in to_sign.head] == ["Clause", "Our decision", "By whom", "Date"]
    assert [row[1:] for row in to_sign.rows] == [((), (), ())] * 10


def test_more_than_ten_changes_are_ticked_on_paper_laid_on_its_side():
    document = report(*[CHANGED] * 11)
    assert document.landscape
    table, record = tables(document)
    assert plain(table.head[4]) == "Agreed"
    assert table.ticks == (False, False, False, False, True)
    assert [plain(row[0]) for row in record.rows][:2] == ["Agreed by", "Date"]
    assert 'w:orient="landscape"' in part(write_docx(document, site_url=SITE), "word/document.xml")


def test_what_needs_no_decision_stands_apart():
    others = replace(NEW, concerns=Applies.NO)
    quiet = replace(REQUIRED, change_type=ChangeType.REASON, notes=(), why="A new reason.")
    document = report(CHANGED, others, quiet)
    headings = [one.text for one in document.parts if isinstance(one, SectionHeading)]
    assert headings == [
        "What changed",
        "Our decision",
        "Only the reason or a link changed",
        "For other settings",
    ]
    assert len(tables(document)[0].rows) == 1
    points = [
        plain(block.items[0])
        for one in document.parts
        if isinstance(one, ClauseBlocks)
        for block in one.blocks
        if isinstance(block, Bullets)
    ]
    assert points == ["5.1 Handing in: A new reason.", "New: Watches. For: schools."]


def test_a_change_of_the_wording_alone_needs_no_decision():
    same = replace(CHANGED, what_to_do=("Nothing changes.", "Nothing: the rule is the same."))
    document = report(CHANGED, same)
    headings = [one.text for one in document.parts if isinstance(one, SectionHeading)]
    assert headings == ["What changed", "Our decision", "Only the wording"]
    assert len(tables(document)[0].rows) == 1
    for still in ("Nothing, unless you print it again.", "Tell families."):
        assert not replace(same, what_to_do=("Nothing changes.", still)).is_wording_alone
    assert not replace(same, has_custom_text=True).is_wording_alone


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("head", [HEAD, PAPER_HEAD])
def test_no_label_of_a_clause_breaks_inside_a_word(slug, head):
    row = tuple((Run("x"),) for _ in head)
    is_bold = head == PAPER_HEAD
    first = shapes.widths(Table(tuple((Run(text),) for text in head), (row,)), UPRIGHT.text_width)[0]
    for _, clause in template(slug).clauses():
        for word in re.split(r"[\s–-]+", clause.label):
            width = arial.width_of((Run(word),), looks()["TableText"].size, bold=is_bold)
            assert width <= first - CELL_MARGINS, word


def opening(document: Document) -> str:
    return " ".join(plain(block.runs) for block in document.opening if isinstance(block, Paragraph))


def test_it_says_for_whom_it_is_and_how_many_changes_are_law():
    text = opening(report(CHANGED, NEW))
    assert "2 clauses changed. 1 rests on law or statutory guidance." in text
    assert "For: Secondary school." in text
    assert "1 clause changed." in opening(report(CHANGED))


@pytest.mark.parametrize("changes", [[], [replace(NEW, concerns=Applies.NO)]])
def test_nothing_to_decide_is_said_and_there_is_no_form(changes):
    document = report(*changes)
    assert "Nothing has changed that you need to decide on." in opening(document)
    assert tables(document) == []


def test_words_of_their_own_and_what_the_setting_may_not_need_are_told():
    assert "own words here" in cells(replace(CHANGED, has_custom_text=True))[3]
    unsure = replace(NEW, concerns=Applies.MAYBE)
    assert cells(unsure)[3].endswith("For: schools. It may not concern you.")
