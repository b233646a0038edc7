"""Sentences of policies: built for every kind of setting, with names and roles as people type them."""

import re
from datetime import date

import pytest

from guidance.policies import wording_checks
from guidance.policies.answers import Answers
from guidance.policies.schema import FrozenClause, FrozenSection, Template
from guidance.policies.tailor import tailor
from tests.guidance.policies import SLUGS, template
from tests.guidance.policy_settings import FINCH, OKAFOR, settings

# Words of another kind of setting. A title may hold one, so most go with "our" or "the".
SMALL = (
    r"\bheadteacher|\bpupils?\b|\bstudents?\b(?! on pla)|\bgovern(?:ing b|ors?\b)|\btrustees?\b|\bkey stage"
    r"|\bconfiscat|\bKCSIE\b|\bour (?:school|college)\b"
)
SCHOOL = r"\bthe (?:manager|principal)\b|\bchildminder|\bour (?:nursery|club|college|setting)\b"
WORDS_OF_OTHERS = {
    **dict.fromkeys(("nursery", "out-of-school"), SMALL),
    "childminder": rf"{SMALL}|\bour staff\b|\bstaff who\b|\bcolleagues?\b|\bcommittee\b|\balumni\b",
    "nursery-school": rf"{SCHOOL}|\bour pupils\b|\bkey stage [2-5]|\bthe (?:owner|committee)\b|\bsixth.form",
    **dict.fromkeys(("primary", "secondary", "all-through", "special"), rf"{SCHOOL}|\bcommittee members\b"),
    "pru": SCHOOL,
    "college": (
        r"\bpupils?\b|\bheadteacher|\bkey stage|\b(?:my|your) child\b|\bour school\b|\bthe manager\b"
        r"|\bgrown-up"
    ),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_is_wrong_whoever_the_setting_is_and_whatever_it_typed(slug):
    found: dict[str, str] = {}
    for setting, answers in settings(template(slug)):
        for fault in wording_checks.faults(tailor(template(slug), answers)):
            found.setdefault(str(fault), setting)
    assert not found, "\n".join(f"{fault}\n    first seen for: {setting}" for fault, setting in found.items())


@pytest.mark.parametrize("slug", SLUGS)
def test_no_policy_speaks_of_people_whom_its_kind_of_setting_does_not_have(slug):
    found = []
    for kind, words in WORDS_OF_OTHERS.items():
        policy = tailor(template(slug), Answers(setting_type=kind, setting_name="Elmfield"))
        for place, sentence in wording_checks.all_sentences(policy):
            if word := re.search(words, sentence, re.IGNORECASE):
                found.append(f"{kind}, {place}: “{word[0]}” in “{sentence}”")
    assert not found, "\n".join(found)


def small(text: str, title: str = "Our rules") -> Template:
    """A template of one clause."""
    clause = FrozenClause("rule", "Rule", text)
    return Template(
        "XX", "A policy", "2026.1", date(2026, 9, 1), (), (FrozenSection("rules", title, (clause,)),)
    )


def faults(text: str, **answers) -> list[str]:
    named = {"setting_type": "nursery", "setting_name": "Elm", **answers}
    return [found.fault for found in wording_checks.faults(tailor(small(text), Answers(**named)))]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("children's names stay here.", "it opens with a small letter"),
        ("We ask first. then we act.", "it opens with a small letter"),
        ("We look at {learners}' own devices.", "an apostrophe alone after a word without s"),
        ("We tell members of the owner or committee.", "members of one person"),
        ("We tell the the owner.", "a word twice"),
        ("We tell our the owner.", "two articles"),
        ("We tell a adult.", "“a” before a vowel"),
        ("We ask an school.", "“an” before a consonant"),
        ("We ask () first.", "empty brackets"),
        ("We ask , then act.", "a space before a mark"),
        ("We ask first.. Then we act.", "two marks"),
        ("We ask N/A first.", "a filler stands for a person"),
        ("We ask the manager or the manager.", "the same twice"),
        ("The owner meets the owner.", "somebody does it to themselves"),
        ("The owner are told.", "one person with the verb of several"),
        ("Children is told.", "several with the verb of one"),
        ("We ask first", "no mark ends it"),
        ("### We ask.\n\nWe do.", "a mark ends a heading"),
        ("We organize it.", "American spelling"),
        ("We do it:\n\n- First we ask. then we act.", "it opens with a small letter"),
        ("We do it.\n\n- ask\n- act", "it opens with a small letter"),
    ],
)
def test_a_sentence_that_is_wrong_is_found(text, fault):
    assert fault in faults(text)


@pytest.mark.parametrize(
    ("text", "answers", "fault"),
    [
        ("We tell {leader} and {dsl}.", {"leader": OKAFOR, "dsl": OKAFOR}, f"{OKAFOR} twice in one sentence"),
        (
            "We tell {leader} and {dsl}.",
            {"leader": OKAFOR, "dsl": "R. Okafor"},
            "R. Okafor twice in one sentence",
        ),
        ("We ask {leader} or {dsl}.", {"leader": "Manager", "dsl": "the manager"}, "the same twice"),
        ("It is {leader}'s task.", {"leader": FINCH}, "an apostrophe after what was typed"),
        ("We ask the {leader}.", {"leader": "de Souza"}, "an article before a name"),
        ("We ask the {leader}.", {"leader": FINCH}, "an article before a name"),
        (
            "Staff pass on what is about {leader}. They tell {dsl} at once.",
            {"leader": FINCH, "dsl": FINCH},
            f"what is about {FINCH} goes to {FINCH}",
        ),
    ],
)
def test_a_sentence_that_is_wrong_with_what_was_typed_is_found(text, answers, fault):
    assert fault in faults(text, **answers)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("We tell {dsl_team}. {Leader} decides.", {"leader": FINCH, "dsl": OKAFOR}),
        ("{Leader} decides. We ask.", {"leader": "de Souza"}),
        ("{Learners_own} names, visitors' phones and a one-hour talk.", {}),
        ("We do it:\n\n- ask\n- act", {}),
        ("We “ask” (always). An hour, a user, a unit, a European.", {}),
        ("Table: Who is told\n\n| Who | When |\n| --- | --- |\n| parents | today |", {}),
        ("### Who asks?\n\n![An open hand](picture:stop) I stop.", {}),
        ("We ring 999: in danger, at once. Say that that is so.", {}),
    ],
)
def test_a_sentence_that_is_right_is_left_alone(text, answers):
    assert faults(text, **answers) == []


def test_one_person_has_one_row_in_the_key_details():
    policy = tailor(
        small("We ask."), Answers(setting_type="nursery", leader=OKAFOR, dsl=OKAFOR, governor=OKAFOR)
    )
    assert [name for _, name in policy.key_details] == [OKAFOR]
