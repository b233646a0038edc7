"""What the policies say of the law and of whom to tell: right for each kind of setting that adopts them."""

import re

import pytest

from guidance.policies import validation
from guidance.policies.answers import Answers
from guidance.policies.setting_types import SETTING_TYPES
from tests.guidance.policies import SLUGS, policy, shipped_book, template

STAFFED = [name for name, kind in SETTING_TYPES.items() if not kind.sole]
NAME = "Ms R. Okafor"
RULE = "Do not look at, copy, save, share or delete a sexual picture or video of anyone under 18"


def clauses(slug, **answers) -> dict[str, str]:
    sections = policy(slug, **answers).sections
    return {
        clause.key: "\n".join(validation.texts(clause.blocks)) for one in sections for clause in one.clauses
    }


def whole(slug, **answers) -> str:
    return "\n".join(clauses(slug, **answers).values())


@pytest.mark.parametrize("setting_type", [*STAFFED, ""])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_policy_says_when_the_lado_is_told_and_that_anyone_may_tell_them(slug, setting_type):
    text = whole(slug, setting_type=setting_type)
    for words in ("conflict of interest", "within one working day", "LADO", "whistleblowing"):
        assert words.lower() in text.lower()
    assert re.search(r"[Aa]nyone may (go|tell)|I may go (straight )?to the LADO", text)


GOVERNED = [(kind, one) for kind in STAFFED for one in SETTING_TYPES[kind].governances]


@pytest.mark.parametrize(("setting_type", "governance"), GOVERNED)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_concern_about_the_leader_goes_to_the_one_who_stands_over_them(slug, setting_type, governance):
    answers = Answers(setting_type=setting_type, governance=governance)
    text = whole(slug, setting_type=setting_type, governance=governance, leader=NAME)
    if answers.concern_words:
        assert f"about {NAME} goes to {answers.concern_words}" in text or re.search(
            rf"about {re.escape(NAME)}[^.]* {re.escape(answers.concern_words)}", text
        )
    else:
        assert re.search(rf"about {re.escape(NAME)}[^.]*straight to the", text)


@pytest.mark.parametrize("setting_type", STAFFED)
@pytest.mark.parametrize("slug", SLUGS)
def test_where_one_person_has_all_roles_no_concern_about_them_is_told_to_them(slug, setting_type):
    text = whole(slug, setting_type=setting_type, leader=NAME, dsl=NAME, governor=NAME)
    assert not re.search(rf"about {re.escape(NAME)}[^.]*(to|tells?) {re.escape(NAME)}", text)
    assert re.search(rf"about {re.escape(NAME)}[^.]*straight to the", text)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_policy_of_a_childminder_names_the_lado_and_ofsted_or_the_agency(slug):
    text = whole(slug, setting_type="childminder")
    for words in ("LADO", "Ofsted", "agency", "14 days", "assistant", "household"):
        assert words in text or words == "household" and "lives" in text, words


@pytest.mark.parametrize("slug", SLUGS)
def test_a_policy_of_a_nursery_names_ofsted_and_the_14_days(slug):
    text = whole(slug, setting_type="nursery")
    assert "Ofsted" in text
    assert "14 days" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_every_policy_has_the_one_rule_for_sexual_pictures(slug):
    for setting_type in ("nursery", "primary", "secondary", "college"):
        assert any(RULE in text for text in clauses(slug, setting_type=setting_type).values()) or (
            slug == "social-media" and setting_type == "nursery"
        )


@pytest.mark.parametrize("slug", SLUGS)
def test_ceop_never_stands_without_the_police(slug):
    for _, clause in template(slug).clauses():
        if "CEOP" in clause.text:
            assert clause.text.index("police") < clause.text.index("CEOP"), clause.key


@pytest.mark.parametrize(
    ("setting_type", "key"),
    [
        ("nursery", "responding-ofsted"),
        ("childminder", "responding-ofsted-childminder"),
        ("out-of-school", "responding-ofsted-clubs"),
    ],
)
def test_registered_childcare_tells_ofsted_within_14_days(setting_type, key):
    text = clauses("online-safety-in-child-protection", setting_type=setting_type)[key]
    assert "as soon as practicable, and within 14 days at the latest" in text
    assert "If we are registered" in text or setting_type != "out-of-school"


def test_a_school_has_no_clause_on_telling_ofsted():
    assert not [
        key for key in clauses("online-safety-in-child-protection", setting_type="primary") if "ofsted" in key
    ]


def test_a_phone_is_looked_through_by_the_test_of_2022_only():
    text = clauses("mobile-and-smart-technology", setting_type="secondary")["searching-content"]
    assert "confiscated as a result of that search" in text
    assert "undermine the safe environment" in text
    assert "break our rules" not in text


@pytest.mark.parametrize("setting_type", ["nursery", "childminder", "out-of-school"])
def test_nobody_forces_a_child_to_hand_over_a_phone_where_there_is_no_power_to_search(setting_type):
    there = clauses("mobile-and-smart-technology", setting_type=setting_type)
    text = "\n".join(there.values())
    assert "we do not force them and do not take it" in text or setting_type == "nursery"
    assert "searching-search" not in there


def test_a_school_with_phones_in_bags_has_its_own_words():
    there = clauses("mobile-and-smart-technology", setting_type="secondary", choices={"phones": "kept-away"})
    assert "learners-kept-away" not in there
    assert "has written down why we do not store phones" in there["learners-kept-away-schools"]


@pytest.mark.parametrize("key", ["ks2-tell", "ks3-help"])
def test_the_agreements_print_the_number_of_childline(key):
    assert "Childline 0800 1111" in clauses("acceptable-use", setting_type="all-through")[key]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_adopted_clause_says_nothing_of_how_sure_a_fact_is(slug):
    for _, clause in template(slug).clauses():
        assert not re.search(r"LESAS looks again|check this again|\{fact|procedures say", clause.text), (
            clause.key
        )


def test_the_words_on_reporting_and_sharing_fit_a_grey_box():
    words = re.sub(r"\{fact:[a-z0-9-]+\}", "", shipped_book().blocks["law"].text).split()
    assert len(words) <= 120


def test_where_nobody_leads_on_data_protection_a_small_setting_names_the_one_in_charge():
    text = whole("image-use", setting_type="nursery", leader=NAME)
    assert f"by telling {NAME}" in text
    assert "data protection lead" not in text
    assert "telling our data protection lead" in whole("image-use", setting_type="primary", leader=NAME)
