"""Questions about a setting: each one that is asked changes its policy, and none is asked for nothing."""

from collections.abc import Iterator

import pytest

from guidance.policies.answers import Answers
from guidance.policies.applicability import questions_for
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import Template
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.tailor import tailor
from guidance.policies.wording_checks import all_sentences
from tests.guidance.policies import SLUGS, template
from tests.guidance.policy_settings import kinds

TYPED = "the place that Elmfield typed"
CASES = [pytest.param(slug, kind, id=f"{slug}-{kind}") for slug in SLUGS for kind in SETTING_TYPES]


def words(made: Template, answers: Answers) -> tuple[str, ...]:
    return tuple(sentence for _, sentence in all_sentences(tailor(made, answers)))


def others(made: Template, name: str) -> Iterator[dict[str, str]]:
    """Yield nothing answered, then each single answer to another question: some questions hang together."""
    yield {}
    for other in made.questions:
        if other != name:
            yield from ({other: value} for value, _ in LOCAL_CHOICES[other].choices)


def differs(made: Template, kind: dict, name: str, one: str, two: str) -> bool:
    """Whether two answers to a question give two texts, by themselves or beside another answer."""
    return any(
        words(made, Answers(**kind, choices={**more, name: one}))
        != words(made, Answers(**kind, choices={**more, name: two}))
        for more in others(made, name)
    )


@pytest.mark.parametrize(("slug", "kind"), CASES)
def test_every_answer_that_is_offered_changes_the_policy(slug, kind):
    made = template(slug)
    same = []
    for setting in (setting for setting in kinds() if setting["setting_type"] == kind):
        for name, choices in questions_for([made], Answers(**setting)).items():
            values = [value for value, _ in choices]
            for place, one in enumerate(values):
                same += [
                    (setting, name, one, two)
                    for two in values[place + 1 :]
                    if not differs(made, setting, name, one, two)
                ]
            if not choices and TYPED not in str(words(made, Answers(**setting, choices={name: TYPED}))):
                same.append((setting, name))
    assert same == []


@pytest.mark.parametrize(("slug", "kind"), CASES)
def test_a_question_that_would_change_the_policy_is_asked(slug, kind):
    """And an answer that is not offered gives the text of one that is."""
    made = template(slug)
    setting = {"setting_type": kind}
    asked = questions_for([made], Answers(**setting))
    usual = words(made, Answers(**setting))
    for name in made.questions:
        offered = [value for value, _ in asked.get(name, ())]
        if not LOCAL_CHOICES[name].choices:
            is_said = TYPED in str(words(made, Answers(**setting, choices={name: TYPED})))
            assert is_said == (name in asked), name
            continue
        texts = [usual, *(words(made, Answers(**setting, choices={name: value})) for value in offered)]
        for value, _ in LOCAL_CHOICES[name].choices:
            assert value in offered or words(made, Answers(**setting, choices={name: value})) in texts, (
                name,
                value,
            )


@pytest.mark.parametrize("kind", SETTING_TYPES)
def test_the_folder_asks_what_any_of_its_policies_asks_and_nothing_twice(kind):
    answers = Answers(setting_type=kind)
    together = questions_for([template(slug) for slug in SLUGS], answers)
    alone = {
        name: choices for slug in SLUGS for name, choices in questions_for([template(slug)], answers).items()
    }
    assert together.keys() == alone.keys()
    for name, choices in alone.items():
        assert set(choices) <= set(together[name]), name
