"""The code of a self-review: every answer comes back, a slip is noticed, and nothing else is in it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.policies import reference_code
from guidance.self_review import code, editions
from guidance.self_review.answers import STATES, Answers
from guidance.self_review.code import ReferenceCodeError
from guidance.self_review.comparison import Moved, compare
from guidance.self_review.schema import WithdrawnQuestion
from tests.guidance.self_reviews import SLUGS, answers, edition, question, small_edition


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_to_every_question_comes_back(slug, seed):
    found, drawn = edition(slug), random.Random(seed)
    states = {one.id: state for one in found.questions if (state := drawn.randrange(STATES))}
    text = code.encode(Answers(found, states=states))
    assert len(text) <= reference_code.LONGEST
    read = code.decode(f"(Code: {text.lower()})")
    assert read.edition is found
    assert read.states == states


@pytest.mark.parametrize(("kind", "length"), [("primary", 45), ("nursery", 29)])
@pytest.mark.parametrize("level", range(STATES))
def test_a_code_is_as_long_as_its_edition(kind, length, level):
    assert len(code.encode(answers(kind, level))) == length


def test_the_code_says_nothing_of_the_kind_of_setting():
    assert code.encode(answers("primary", 3)) == code.encode(answers("college", 3))


@given(st.data())
def test_one_wrong_character_is_noticed(data):
    text = code.encode(answers("primary", 2))
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(reference_code.ALPHABET))
    if text[place] == "-" or other == text[place]:
        return
    with pytest.raises(ReferenceCodeError):
        code.decode(text[:place] + other + text[place + 1 :])


def test_the_code_of_a_policy_is_refused_with_where_it_goes():
    with pytest.raises(ReferenceCodeError, match="A policy has a code too"):
        code.decode(reference_code.encode("AT", "2026.3", [1, 0, 2]))


def test_a_code_of_an_edition_that_there_never_was_is_refused():
    with pytest.raises(ReferenceCodeError, match=r"no edition 2031\.7"):
        code.decode(reference_code.encode("SR", "2031.7", [1] * 48, base=STATES))


def test_a_code_with_other_questions_than_its_edition_has_is_refused():
    with pytest.raises(ReferenceCodeError, match="does not fit"):
        code.decode(reference_code.encode("SR", "2026.1", [1] * 40, base=STATES))
    with pytest.raises(ReferenceCodeError, match="holds no answers"):
        code.decode(reference_code.encode("SR", "2026.1"))


def test_a_slip_is_told_in_words_of_the_self_review():
    with pytest.raises(ReferenceCodeError, match="in your result"):
        code.decode(code.encode(answers("primary", 2))[:-1] + "~")


def test_no_state_is_too_large_for_its_base():
    with pytest.raises(ValueError, match="from 0 to 2"):
        reference_code.encode("AT", "2026.3", [3])


@pytest.fixture
def two_editions(monkeypatch):
    """An old edition and a new one, in which one question is new, one gone and one asks for more."""
    old = small_edition(question("LEAD1"), question("LEAD2"), question("LEAD3"))
    new = small_edition(
        *(question("LEAD4"), question("LEAD2", moved_in="2027.1"), question("LEAD3")),
        number="2027.1",
        withdrawn=(WithdrawnQuestion("LEAD1", "Title", "The duty ended."),),
    )
    monkeypatch.setattr(editions, "shipped", lambda: {"SR": (old, new)})
    return old, new


def test_an_old_code_is_read_and_goes_on_in_the_new_edition(two_editions):
    old, new = two_editions
    read = code.decode(code.encode(Answers(old, states={"LEAD1": 4, "LEAD2": 3, "LEAD3": 2})))
    assert read.edition is old
    going_on = code.in_newest(read)
    assert going_on.edition is new
    assert going_on.states == {"LEAD3": 2}


def test_across_editions_only_what_means_the_same_is_compared(two_editions):
    old, new = two_editions
    before = Answers(old, states={"LEAD1": 4, "LEAD2": 3, "LEAD3": 2})
    found = compare(before, Answers(new, "primary", states={"LEAD4": 3, "LEAD2": 2, "LEAD3": 3}))
    assert {change.now.question.id: change.moved for change in found.changes} == {
        "LEAD4": Moved.NEW,
        "LEAD2": Moved.RAISED,
        "LEAD3": Moved.UP,
    }
    assert [gone.id for gone in found.no_longer] == ["LEAD1"]
    assert found.sentence == "1 went up, 0 went down, 0 stayed the same. 2 cannot be compared."
    with pytest.raises(ReferenceCodeError, match="later edition"):
        compare(Answers(new), Answers(old))


def test_what_is_open_on_either_side_is_not_counted():
    before = answers("primary", 2, LEAD1=0, LEAD2=5, LEAD3=4)
    found = compare(before, answers("primary", 2, LEAD3=1, LEAD4=0, LEAD5=6))
    assert {change.now.question.id for change in found.moved(Moved.OPEN)} == {
        *("LEAD1", "LEAD2", "LEAD4", "LEAD5")
    }
    assert [change.in_words for change in found.down] == [
        "Works, and we can show it → Not in place",
    ]
    assert (found.by_theme[0].up, found.by_theme[0].down, found.by_theme[0].same) == (0, 1, 0)


def test_two_kinds_of_self_review_are_not_compared():
    with pytest.raises(ReferenceCodeError, match="nurseries, childminders and clubs"):
        compare(answers("nursery", 2), answers("primary", 2))


def test_what_went_down_is_listed_by_what_to_deal_with_first():
    before = answers("primary", 4)
    found = compare(before, answers("primary", 4, TEACH5=1, RESP4=1, SECU1=1, AI4=1, LEAD3=3))
    assert [change.now.question.id for change in found.down_first] == ["RESP4", "SECU1", "AI4"]
    assert len(found.down) == 5
