"""Who is who in a policy: how typed roles read in a sentence, and who hears a concern about the leader."""

import pytest

from guidance.policies.answers import Answers, concern_options
from guidance.policies.placeholders import key_people, placeholder_values
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.typed_names import in_sentence, opening, place_in_sentence, same_person

NAME = "Ms R. Okafor"


@pytest.mark.parametrize(
    ("typed", "inside", "first"),
    [
        ("Headteacher", "the headteacher", "The headteacher"),
        ("the headteacher", "the headteacher", "The headteacher"),
        ("The Headteacher", "the headteacher", "The headteacher"),
        ("DSL", "the DSL", "The DSL"),
        ("Safeguarding governor", "the safeguarding governor", "The safeguarding governor"),
        ("our network manager", "our network manager", "Our network manager"),
        ("IT support", "the IT support", "The IT support"),
        ("Owner-manager", "the owner-manager", "The owner-manager"),
        ("Head of Centre", "the head of centre", "The head of centre"),
        ("I.T. Support", "the IT support", "The IT support"),
        ("de Souza", "de Souza", "de Souza"),
        ("Ms A. Finch", "Ms A. Finch", "Ms A. Finch"),
        ("Seán O'Neill", "Seán O'Neill", "Seán O'Neill"),
        ("Mr Head", "Mr Head", "Mr Head"),
    ],
)
def test_a_typed_role_reads_well_inside_a_sentence_and_at_its_start(typed, inside, first):
    assert in_sentence(typed) == inside
    assert opening(in_sentence(typed)) == first


@pytest.mark.parametrize(
    "filler", ["N/A", "n.a.", "-", "–", "?", "TBC", "To be confirmed", "Not yet appointed"]
)
def test_a_filler_is_nobody(filler):
    values = placeholder_values(Answers(setting_type="primary", dsl=filler, choices={"staff_place": filler}))
    assert values["dsl_team"] == "the designated safeguarding lead or a deputy"
    assert values["staff_place"] == "a secure place away from the rooms we work in"
    assert key_people(Answers(setting_type="primary", dsl=filler)) == ()


@pytest.mark.parametrize(
    ("typed", "inside"),
    [
        ("Lockers", "lockers"),
        ("Office phone or email", "the office phone or email"),
        ("the staff room", "the staff room"),
        ("Locked drawers", "locked drawers"),
        ("Oak House", "Oak House"),
        ("Until the child leaves", "until the child leaves"),
    ],
)
def test_a_typed_place_reads_well_inside_a_sentence(typed, inside):
    assert place_in_sentence(typed) == inside


def test_titles_and_roles_beside_a_name_do_not_make_two_people_of_one():
    assert same_person("Dr Ann Lowe", "Ann Lowe (trustee)")
    assert same_person("Headteacher", "the headteacher")
    assert not same_person("Ms A. Finch", "Mr A. Shah")
    assert not same_person("N/A", "-")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"setting_type": "primary"}, "the chair of governors, the trust or the proprietor"),
        ({"setting_type": "primary", "governance": "governing-body"}, "the chair of governors"),
        ({"setting_type": "secondary", "governance": "trust"}, "the chair of the trust board"),
        ({"setting_type": "secondary", "governance": "trust-local", "concern_route": "trust"}, "the trust"),
        ({"setting_type": "pru", "governance": "committee"}, "the chair of the management committee"),
        ({"setting_type": "nursery", "governance": "committee"}, "the chair of the committee"),
        ({"setting_type": "nursery-school"}, "the chair of governors"),
        (
            {"setting_type": "primary", "governance": "governing-body", "concern_person": "Dr Ann Lowe"},
            "Dr Ann Lowe (chair of governors)",
        ),
        # It is about the person who would hear it, or nobody stands over the leader.
        ({"setting_type": "primary", "leader": NAME, "concern_person": NAME}, ""),
        ({"setting_type": "nursery", "leader": NAME, "dsl": NAME, "governor": NAME}, ""),
        ({"setting_type": "nursery", "governance": "nobody"}, ""),
        ({"setting_type": "nursery", "governance": "owner", "leader": NAME, "governor": NAME}, ""),
        ({"setting_type": "primary", "concern_route": "lado"}, ""),
        ({"setting_type": "childminder"}, ""),
    ],
)
def test_a_concern_about_the_leader_never_goes_to_the_leader(answers, words):
    made = Answers(**answers)
    assert made.concern_words == words
    assert made.all_choices["concern"] == ("person" if words else "lado")


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
def test_where_somebody_hears_it_the_lado_alone_is_offered_too(setting_type):
    for governance in SETTING_TYPES[setting_type].governances:
        keys = [key for key, _ in concern_options(setting_type, governance)]
        assert keys == [] or (keys[0] == "person" and keys[-1] == "lado")
        assert bool(keys) == (governance != "nobody")


def test_one_person_in_several_roles_has_one_row():
    rows = key_people(
        Answers(setting_type="nursery", leader=NAME, dsl=NAME, governor=NAME, deputies="Mr T. Beck")
    )
    assert [name for _, name in rows] == [NAME, "Mr T. Beck"]
    assert rows[0][0].startswith("Manager; designated safeguarding lead; ")


def test_the_roles_that_one_person_has_are_worked_out():
    choices = Answers(setting_type="nursery", leader=NAME, dsl="R. Okafor", governor="Mr Lane").all_choices
    assert (choices["dsl_is_leader"], choices["governor_is_leader"]) == ("yes", "no")
    assert Answers(setting_type="childminder").all_choices["deputies"] == "no"


def test_an_owner_who_is_the_manager_answers_to_nobody_else():
    answers = Answers(setting_type="nursery", governance="owner", leader=NAME, concern_person=NAME)
    assert answers.governed_by == "nobody"
    assert Answers(setting_type="nursery", governance="owner", leader=NAME).governed_by == "owner"


def test_a_small_setting_has_a_deputy_only_where_it_names_one():
    assert placeholder_values(Answers(setting_type="nursery", dsl=NAME))["dsl_team"] == NAME
    named = Answers(setting_type="childminder", leader=NAME, deputies="Ann Lee")
    assert placeholder_values(named)["dsl_team"] == f"{NAME} or Ann Lee"
