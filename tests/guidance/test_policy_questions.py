"""Questions about a setting: each one that is asked changes its policy, and none is asked for nothing."""

from collections.abc import Iterator
from functools import cache

import pytest

from guidance.policies.answers import Answers
from guidance.policies.applicability import questions_for
from guidance.policies.choice_words import CHOICE_WORDS
from guidance.policies.questions import CONDITIONS, LOCAL_CHOICES
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.tailor import tailor
from guidance.policies.wording_checks import all_sentences
from tests.guidance.policies import SLUGS, template
from tests.guidance.policy_settings import kinds

TYPED = "the place that Elmfield typed"
# Some schools have one age group only, and with it fewer questions.
AGES = (("early-years",), ("post-16",))
CASES = [pytest.param(slug, kind, id=f"{slug}-{kind}") for slug in SLUGS for kind in SETTING_TYPES]
Given = tuple[tuple[str, object], ...]


def of_kind(kind: str) -> Iterator[dict]:
    """Yield a setting of this type with each governance, and with one age group."""
    yield from (setting for setting in kinds() if setting["setting_type"] == kind)
    yield from ({"setting_type": kind, "phases": ages} for ages in AGES)


def words(slug: str, setting: dict, **choices: str) -> tuple[str, ...]:
    policy = tailor(template(slug), Answers(**setting, choices=choices))
    return tuple(sentence for _, sentence in all_sentences(policy))


def text_of(slug: str, setting: dict, **choices: str) -> int:
    """What stands for the whole text of a policy: equal texts have equal ones."""
    return _text_of(slug, tuple(setting.items()), tuple(sorted(choices.items())))


@cache
def _text_of(slug: str, setting: Given, choices: Given) -> int:
    return hash(words(slug, dict(setting), **dict(choices)))


def others(slug: str, name: str) -> Iterator[dict[str, str]]:
    """Yield nothing answered, then each single answer to another question: some questions hang together."""
    yield {}
    for other in template(slug).questions:
        if other != name:
            yield from ({other: value} for value, _ in LOCAL_CHOICES[other].choices)


def differs(slug: str, setting: dict, name: str, one: str, two: str) -> bool:
    """Whether two answers to a question give two texts, by themselves or beside another answer."""
    return any(
        text_of(slug, setting, **more, **{name: one}) != text_of(slug, setting, **more, **{name: two})
        for more in others(slug, name)
    )


def is_said(slug: str, setting: dict, name: str) -> bool:
    """Whether what is typed stands in the policy, alone or beside another answer; it may open a sentence."""
    return any(TYPED[1:] in str(words(slug, setting, **more, **{name: TYPED})) for more in others(slug, name))


@pytest.mark.parametrize(("slug", "kind"), CASES)
def test_every_answer_that_is_offered_changes_the_policy(slug, kind):
    same = []
    for setting in of_kind(kind):
        for name, choices in questions_for([template(slug)], Answers(**setting)).items():
            values = [value for value, _ in choices]
            pairs = [(one, two) for place, one in enumerate(values) for two in values[place + 1 :]]
            same += [(setting, name, *pair) for pair in pairs if not differs(slug, setting, name, *pair)]
            if not choices and not is_said(slug, setting, name):
                same.append((setting, name))
    assert same == []


@pytest.mark.parametrize(("slug", "kind"), CASES)
def test_a_question_that_would_change_the_policy_is_asked(slug, kind):
    """And an answer that is not offered gives the text of one that is."""
    for setting in of_kind(kind):
        asked = questions_for([template(slug)], Answers(**setting))
        for name in template(slug).questions:
            if LOCAL_CHOICES[name].choices:
                offered = {text_of(slug, setting, **{name: value}) for value, _ in asked.get(name, ())}
                for value, _ in LOCAL_CHOICES[name].choices:
                    text = text_of(slug, setting, **{name: value})
                    assert text in offered or text == text_of(slug, setting), (setting, name, value)
            else:
                assert is_said(slug, setting, name) == (name in asked), (setting, name)


@pytest.mark.parametrize("kind", SETTING_TYPES)
def test_the_folder_asks_what_any_of_its_policies_asks_and_nothing_twice(kind):
    answers = Answers(setting_type=kind)
    together = questions_for([template(slug) for slug in SLUGS], answers)
    each = {slug: questions_for([template(slug)], answers) for slug in SLUGS}
    assert together.keys() == {name for asked in each.values() for name in asked}
    for asked in each.values():
        for name, choices in asked.items():
            assert set(choices) <= set(together[name]), name


def test_whatever_a_clause_may_depend_on_is_said_in_words():
    answers = {name: {value for value, _ in choice.choices} for name, choice in CONDITIONS.items()}
    assert {name: set(words) for name, words in CHOICE_WORDS.items()} == answers
