"""Every template can be used as it stands, by every kind of setting."""

import json
import re
from dataclasses import replace

import pytest

from guidance.policies import validation
from guidance.policies.answers import Answers
from guidance.policies.placeholders import PLACEHOLDER
from guidance.policies.questions import DERIVED, LOCAL_CHOICES
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template, as_data, from_data
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.tailor import tailor
from tests.guidance.policies import SLUGS, policy, template

FORBIDDEN = re.compile(r"[{}]|\[|\]|\binsert\b|  |\bplease note\b|\bclick here\b|\bin order to\b", re.I)


def sentences(made):
    yield from (section.title for section in made.sections)
    for section in made.sections:
        for clause in section.clauses:
            yield from validation.texts(clause.blocks)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_has_no_problem(slug):
    assert validation.errors(template(slug)) == ()


@pytest.mark.parametrize("setting_type", [*SETTING_TYPES, ""])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_policy_has_no_gap_to_fill_in(slug, setting_type):
    made = policy(slug, setting_type=setting_type, setting_name="St Mary's" if setting_type else "")
    for sentence in sentences(made):
        assert not FORBIDDEN.search(sentence), sentence
        assert sentence == sentence.strip()
    assert len(made.code) <= 60


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_required_clause_that_applies_is_there_once(slug, setting_type):
    everything = frozenset(clause.key for _, clause in template(slug).clauses())
    made = policy(slug, setting_type=setting_type, omitted=everything)
    there = [clause.key for section in made.sections for clause in section.clauses]
    assert len(there) == len(set(there))
    answers = Answers(setting_type=setting_type)
    for section, clause in template(slug).clauses():
        covered = section.condition.covers(answers) and clause.condition.covers(answers)
        assert (clause.key in there) == (clause.required and covered)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_is_reached_by_some_setting(slug):
    reached = set()
    for answers in validation.answer_combinations(template(slug)):
        made = tailor(template(slug), answers)
        reached |= {clause.key for section in made.sections for clause in section.clauses}
    assert reached == {clause.key for _, clause in template(slug).clauses()}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_changes_the_policy(slug):
    shown = template(slug)
    text = " ".join(clause.text for _, clause in shown.clauses())
    conditions = {
        answer.partition(":")[0]
        for pair in shown.clauses()
        for item in pair
        for answer in item.condition.answers
    }
    for question in shown.questions:
        in_text = f"{{{question}}}" in text or f"{{{question.capitalize()}}}" in text
        assert question in conditions or in_text, question
    assert conditions - DERIVED.keys() <= set(shown.questions)
    # More are listed than are asked: a question that changes nothing for a setting is not shown to it.
    assert len(shown.questions) <= 12


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_asks_for_every_short_text_that_its_clauses_hold(slug):
    shown = template(slug)
    held = {name.lower() for _, clause in shown.clauses() for name in PLACEHOLDER.findall(clause.text)}
    assert held & LOCAL_CHOICES.keys() <= set(shown.questions)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_says_why_it_is_there(slug):
    assert [clause.key for _, clause in template(slug).clauses() if not clause.why] == []


def test_the_words_fit_the_kind_of_setting():
    nursery = "\n".join(sentences(policy("mobile-and-smart-technology", setting_type="nursery")))
    assert "headteacher" not in nursery
    assert "pupil" not in nursery
    assert "the manager" in nursery
    childminder = "\n".join(sentences(policy("acceptable-use", setting_type="childminder")))
    assert "Staff" not in childminder
    assert "or a deputy" not in childminder


def test_an_answer_decides_between_clauses():
    def text(**choices):
        return "\n".join(
            sentences(policy("mobile-and-smart-technology", setting_type="secondary", choices=choices))
        )

    assert "hand it in when they arrive" in text()
    assert "lock it in the locker or pouch" in text(phones="locked-away")
    assert "hand it in when they arrive" not in text(phones="locked-away")


def test_names_and_dates_stand_where_they_belong():
    made = policy("social-media", setting_type="primary", setting_name="Elm School", dsl="Jo Day")
    text = "\n".join(sentences(made))
    assert "people connected with Elm School" in text
    assert "tells Jo Day or a deputy at once" in text
    assert ("Designated safeguarding lead", "Jo Day") in made.key_details


def test_what_somebody_types_is_never_read_as_a_placeholder_or_markup():
    made = policy("social-media", setting_type="primary", setting_name="{dsl} **A** [x](https://example.org)")
    text = "\n".join(sentences(made))
    assert "{dsl} **A** [x](https://example.org)" in text


def test_own_words_replace_a_clause_and_are_marked():
    made = policy("social-media", setting_type="primary", custom_text={"aims-purpose": "Ours.\n- one\n- two"})
    clause = made.sections[0].clauses[0]
    assert clause.has_custom_text
    assert list(validation.texts(clause.blocks)) == ["Ours.", "one", "two"]


def test_an_optional_clause_can_be_left_out_but_a_required_one_stays():
    keys = {"everyone-security", "everyone-conduct"}
    made = policy("mobile-and-smart-technology", setting_type="primary", omitted=frozenset(keys))
    there = {clause.key for section in made.sections for clause in section.clauses}
    assert there & keys == {"everyone-conduct"}


def broken(**changes) -> Template:
    clause = FrozenClause(key="one", label="One", text="Some words.", why="Because.")
    section = FrozenSection(key="first", title="First", clauses=(replace(clause, **changes),))
    return replace(template("social-media"), sections=(section,))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": "Tell {somebody}."}, "not a placeholder"),
        ({"text": "Tell [name of lead]."}, "looks like a prompt"),
        ({"text": "Insert your name here."}, "looks like a prompt"),
        ({"text": "Two  spaces."}, "double space"),
        ({"text": "We look at {learners}' own phones, as a adult asked."}, "“a” before a vowel"),
        ({"text": "Tell the the manager."}, "a word twice"),
        ({"text": "# A heading"}, "A clause may have"),
        ({"text": "- only points"}, "must open with a sentence"),
        ({"text": "We agree.\n\n**To be safe**\n\n- I tell."}, "A heading is written as ### To be safe"),
        ({"text": ""}, "must open with a sentence"),
        ({"condition": Condition(phases=("ks9",))}, "not in the list"),
        ({"condition": Condition(types=("castle",))}, "not in the list"),
        ({"condition": Condition(answers=("phones:lost",))}, "not an answer"),
        ({"condition": Condition(types=("nursery",))}, "nothing is left"),
    ],
)
def test_a_template_with_a_fault_says_what_is_wrong(changes, problem):
    assert problem in " ".join(validation.errors(broken(**changes)))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_that_was_frozen_is_the_same_template(slug):
    assert from_data(json.loads(json.dumps(as_data(template(slug))))) == template(slug)


@pytest.mark.parametrize("change", [{"condition": None}, {"scope": {}}, {"words": "More."}])
def test_a_frozen_template_is_read_in_one_shape_only(change):
    data = as_data(template("social-media"))
    section = data["sections"][0]
    data["sections"] = [{name: value for name, value in (section | change).items() if value is not None}]
    with pytest.raises((KeyError, TypeError)):
        from_data(data)


def test_two_clauses_with_one_id_are_refused():
    clause = FrozenClause(key="one", label="One", text="Some words.")
    section = FrozenSection(key="first", title="First", clauses=(clause, clause))
    found = validation.errors(replace(template("social-media"), sections=(section,)))
    assert found == ("The clause id one is used 2 times.",)
