"""What follows from answers: the right three first, nothing invented, gaps told, and never a mark."""

import re

import pytest

from guidance.self_review.answers import NOT_KNOWN, NOT_OURS, Answers, AnswersError, read_answers
from guidance.self_review.bars import bar_of
from guidance.self_review.result import MOST_ROWS, Result
from guidance.self_review.schema import BASES
from guidance.self_review.summary import summary
from tests.guidance.self_reviews import EARLY_YEARS, SCHOOL, answers, edition, result


def ids(answered) -> list[str]:
    return [one.question.id for one in answered]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("primary", ["RESP1", "RESP4", "LEAD1"]),
        ("college", ["RESP1", "RESP4", "LEAD1"]),
        ("nursery", ["P2", "D1", "D3"]),
        ("childminder", ["P2", "D1", "D3"]),
        ("out-of-school", ["P2", "R1", "R3"]),
    ],
)
def test_where_nothing_is_in_place_law_that_soon_harms_a_child_comes_first(kind, first):
    assert ids(result(kind, 1).first_three) == first


def test_law_comes_before_standards_and_these_before_good_practice_however_low():
    found = result("primary", 4, TEACH5=1, SECU1=1, LEAD3=2).to_do
    assert ids(found) == ["LEAD3", "SECU1", "TEACH5"]


def test_of_equals_the_start_set_then_harm_then_what_is_lowest_comes_first():
    found = result("primary", 4, MONI3=1, RULE1=2, RESP1=2, RULE4=NOT_KNOWN, RULE5=2, RESP3=2).to_do
    # RESP1 and RULE1 are of the start set; RESP3 may harm a child this week; then not known before started.
    assert ids(found) == ["RESP1", "RULE1", "RESP3", "MONI3", "RULE4", "RULE5"]


def test_where_all_is_shown_nothing_is_invented():
    found = result("primary", 4)
    assert found.to_do == ()
    assert found.plan == ()
    assert len(found.reached) == 48
    assert summary(found) == ("You answered 48 of 48.", "You say that all you answered is in place.")


def test_where_nobody_knows_the_first_thing_is_to_find_out_from_whom_and_by_when():
    first = result("primary", NOT_KNOWN).first_three[0]
    assert first.next_step.startswith("Find out this week. Ask: Safeguarding lead (DSL). Look for: ")
    assert summary(result("primary", NOT_KNOWN))[1].startswith("You do not know about 29 points")
    alone = result("childminder", NOT_KNOWN).first_three[0]
    assert "Ask:" not in alone.next_step


def test_half_answered_says_so():
    found = result("primary", 0, LEAD1=3, LEAD2=2)
    assert summary(found)[0] == "You answered 2 of 48."
    assert "Not answered: LEAD3, LEAD4, LEAD5." in found.themes[0].in_words
    assert found.themes[0].reached == "1 of 5 in place or better"


def test_what_is_open_comes_before_all_is_well():
    found = result("primary", 0, LEAD1=3)
    assert found.open_words == "47 questions are still open."
    assert found.open_theme is found.edition.themes[0]
    assert result("primary", 3, AI4=0).open_words == "1 question is still open."
    assert result("primary", 3).open_theme is None
    assert result("nursery", 0, D5=NOT_OURS).is_empty, "that one does not apply is no result"


def test_what_does_not_apply_leaves_the_totals():
    found = result("primary", 3, FILT4=NOT_OURS)
    assert summary(found)[0] == "You answered 47 of 47."
    (filtering,) = (one for one in found.themes if one.theme.key == "filt")
    assert filtering.reached == "4 of 4 in place or better"
    assert "Does not apply: FILT4." in filtering.others


def test_law_cannot_be_waved_away():
    assert summary(result("primary", 3, RESP4=NOT_OURS))[0] == "You answered 47 of 48."
    assert summary(result("nursery", 3, R4=NOT_OURS))[0] == "You answered 21 of 22."
    assert summary(result("out-of-school", 3, R4=NOT_OURS))[0] == "You answered 19 of 19."


def test_the_start_set_says_what_is_left():
    found = Result(Answers(edition(SCHOOL), "primary", start_only=True, states={"LEAD1": 3}))
    assert len(found.answered) == 15
    assert summary(found)[-1] == "33 questions of the full set are left for later."
    more = Result(Answers(edition(SCHOOL), "primary", start_only=True, states={"LEAD5": 1}))
    assert len(more.answered) == 16


def test_the_plan_has_fifteen_rows_and_says_what_it_leaves_out():
    found = result("primary", 1)
    assert len(found.plan) == MOST_ROWS
    assert found.omitted_words.startswith("33 questions are left for later")
    assert found.plan[:3] == found.first_three
    bases = [list(BASES).index(one.question.basis) for one in found.to_do]
    assert bases == sorted(bases)


def test_a_childminder_is_spoken_to_as_you():
    assert result("childminder", 1).first_three[0].leads == "You"
    assert result("nursery", 1).first_three[0].leads == "Manager"


@pytest.mark.parametrize("level", range(7))
@pytest.mark.parametrize("kind", ["primary", "college", "nursery", "childminder", "out-of-school"])
def test_there_is_never_a_mark_a_percentage_or_a_verdict(kind, level):
    found = result(kind, level)
    said = " ".join([*summary(found), *(one.in_words for one in found.themes), found.omitted_words])
    assert not re.search(r"%|per ?cent|complian|score|grade|fail|pass\b", said, re.IGNORECASE)


def test_a_bar_is_as_long_as_its_theme_has_questions():
    bar = bar_of((1, 0, 4, NOT_KNOWN, NOT_OURS))
    assert [box.sign for box in bar.boxes] == ["1", "–", "4", "?", "×"]
    assert (bar.width, bar.boxes[-1].x) == (4 * 48 + 44, 4 * 48)


def test_only_answers_that_a_page_offers_are_read():
    found = edition(EARLY_YEARS)
    read = read_answers({"P1": "3", "P2": "unknown", "S3": "not-ours", "P3": ""}, found, "childminder")
    assert read.states == {"P1": 3, "P2": NOT_KNOWN, "S3": NOT_OURS}
    assert dict(read.hidden_fields(frozenset({"P1"}))) == {"P2": "unknown", "S3": "not-ours"}
    for sent in ({"P1": "5"}, {"P1": "0"}, {"P1": "<script>"}):
        with pytest.raises(AnswersError, match="P1"):
            read_answers(sent, found, "nursery")
    with pytest.raises(AnswersError, match="kind of setting"):
        read_answers({}, found, "primary")


def test_without_a_kind_of_setting_what_was_answered_counts():
    found = Result(Answers(edition(EARLY_YEARS), states={"S3": 2, "P1": 3}))
    assert "S3" in ids(found.answered)
    assert "S4" not in ids(found.answered)
    assert answers("nursery", 0, S3=2).state(edition(EARLY_YEARS).questions[12]) == 2
