"""What changed between editions: the right clauses, old beside new, and why."""

from dataclasses import replace

import pytest

from guidance.policies import reference_code
from guidance.policies.answers import Answers
from guidance.policies.diff import ChangeType, compare, side_by_side
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.reference_code import ABSENT, AS_WRITTEN, Profile
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template
from guidance.policies.setting_types import SETTING_TYPES, TYPE_GROUPS
from guidance.policies.side_by_side import changed_sentences
from guidance.policies.tailor import tailor
from tests.guidance.policies import SLUGS, template

ONE = FrozenClause(key="one", label="One", text="Hand phones in at the gate.")
TWO = FrozenClause(key="two", label="Two", text="Tell {dsl}.")
THREE = FrozenClause(key="three", label="Three", text="Something old.")


def edition(number, *clauses) -> Template:
    section = FrozenSection(key="first", title="First", clauses=clauses)
    return replace(template("social-media"), edition=f"2026.{number}", sections=(section,))


def moved(clause, text, version, note):
    return replace(clause, text=text, version=version, change_note=note, what_to_do=f"Do {version}.")


def changed(segments):
    return [segment.text.strip() for segment in segments if segment.is_changed]


FIRST = edition(1, ONE, TWO, THREE)
SECOND = edition(2, moved(ONE, "Hand phones in at the office.", 2, "The office is staffed."), TWO, THREE)
THIRD = edition(
    3,
    moved(ONE, "Lock phones away at the office.", 3, "The guidance changed."),
    TWO,
    FrozenClause(key="four", label="Four", text="Something new."),
)


def test_a_changed_clause_shows_old_beside_new_with_every_reason_since():
    change = compare([FIRST, SECOND, THIRD])[0]
    assert (change.change_type, change.label) == (ChangeType.CHANGED, "One")
    assert changed(change.before) == ["Hand phones in at the gate."]
    assert changed(change.after) == ["Lock phones away at the office."]
    assert change.notes == ("The office is staffed.", "The guidance changed.")
    assert change.what_to_do == ("Do 2.", "Do 3.")


def test_new_and_removed_clauses_are_reported():
    found = compare([FIRST, SECOND, THIRD])
    assert [(change.change_type, change.label) for change in found] == [
        (ChangeType.CHANGED, "One"),
        (ChangeType.NEW, "Four"),
        (ChangeType.GONE, "Three"),
    ]


def test_nothing_changed_is_an_empty_list():
    assert compare([FIRST]) == []


@pytest.mark.parametrize(
    ("state", "count"),
    [(reference_code.ABSENT, 0), (reference_code.AS_WRITTEN, 1), (reference_code.CUSTOM_TEXT, 1)],
)
def test_a_clause_that_was_left_out_is_not_reported(state, count):
    found = compare([FIRST, SECOND], [state, reference_code.AS_WRITTEN, reference_code.AS_WRITTEN])
    assert len(found) == count
    assert all(change.has_custom_text == (state == reference_code.CUSTOM_TEXT) for change in found)


COLLEGES = Condition(types=("college",))
SCHOOLS = Condition(types=TYPE_GROUPS["schools"])
SECONDARY = Profile("secondary", "governing-body")


def only(**fields) -> FrozenClause:
    return FrozenClause(key="some", label="Some", text="Some words.", **fields)


def report(before: FrozenClause | None, after: FrozenClause | None, state=AS_WRITTEN, profile=SECONDARY):
    """What is said of one clause that was ``before``, is ``after``, and had ``state`` in the policy."""
    old = [ONE, *filter(None, [before])]
    states = [AS_WRITTEN, state][: len(old)]
    found = compare([edition(1, *old), edition(2, ONE, *filter(None, [after]))], states, profile)
    assert len(found) < 2
    return found[0] if found else None


def told(before, after, state=AS_WRITTEN, profile=SECONDARY):
    change = report(before, after, state, profile)
    return change and change.change_type


def test_a_new_clause_for_colleges_is_not_for_a_secondary_nor_left_open_for_a_college():
    change = report(None, only(condition=COLLEGES))
    assert change.is_for_others
    assert change.whom == ("For: sixth form or further education college.", "It may not concern you.")
    college = report(None, only(condition=COLLEGES), profile=Profile("college"))
    assert not college.is_for_others
    assert "It may not concern you." not in college.whom


def test_without_a_type_of_setting_a_new_clause_for_colleges_says_that_it_may_not_concern_you():
    change = report(None, only(condition=COLLEGES), profile=None)
    assert not change.is_for_others
    assert change.whom[-1] == "It may not concern you."
    assert report(None, only(), profile=None).whom == ()


def test_a_clause_that_was_widened_to_schools_now_applies_to_a_secondary():
    colleges, schools = only(condition=COLLEGES), only(condition=SCHOOLS)
    change = report(colleges, schools, ABSENT)
    assert change.change_type == ChangeType.NOW_APPLIES
    assert "".join(segment.text for segment in change.after) == "Some words."
    assert change.before == ()
    assert told(colleges, schools, ABSENT, Profile("nursery")) is None
    assert told(colleges, schools, ABSENT, None) == ChangeType.MAY_APPLY
    assert told(colleges, only(), ABSENT, None) == ChangeType.NOW_APPLIES


def test_a_clause_that_was_narrowed_no_longer_applies():
    assert told(only(), only(condition=COLLEGES)) == ChangeType.NO_LONGER
    assert told(only(), only(condition=COLLEGES), profile=None) == ChangeType.MAY_NOT
    assert told(only(), only(condition=SCHOOLS)) is None
    assert told(only(), only(condition=COLLEGES), ABSENT) is None


def test_a_clause_that_the_setting_has_concerns_it_while_its_scope_stays():
    colleges = only(condition=COLLEGES)
    change = report(colleges, moved(colleges, "Other words.", 2, "Clearer."), profile=None)
    assert change.concerns.value == "yes"
    assert change.whom == ("For: sixth form or further education college.",)


def test_the_scope_of_a_section_counts_as_that_of_its_clauses():
    def in_section(number, condition):
        made = edition(number, ONE, only())
        return replace(made, sections=(replace(made.sections[0], condition=condition),))

    old, new = in_section(1, COLLEGES), in_section(2, SCHOOLS)
    found = compare([old, new], [ABSENT, ABSENT], SECONDARY)
    assert [change.change_type for change in found] == [ChangeType.NOW_APPLIES] * 2
    assert found[0].scope == ("For you.",)


@pytest.mark.parametrize("state", [ABSENT, AS_WRITTEN])
def test_a_clause_that_turned_from_optional_to_required_is_reported(state):
    optional = only(required=False)
    assert told(optional, only(), state) == ChangeType.NOW_REQUIRED
    assert told(optional, only(basis="statutory"), state) == ChangeType.NOW_STATUTORY
    assert told(optional, optional, state) is None
    assert told(only(), optional, state) is None


def test_a_required_clause_that_became_law_is_reported_once_its_basis_was_known():
    advice, law = only(basis="good-practice"), only(basis="statutory")
    assert told(advice, law) == ChangeType.NOW_STATUTORY
    assert told(only(), law) is None
    assert report(advice, law).is_law


def test_a_clause_that_changed_and_became_required_says_both():
    change = report(only(required=False), moved(only(), "Other words.", 2, "Clearer."))
    assert change.change_type == ChangeType.CHANGED
    assert change.advice[0].startswith("It was yours to leave out.")


def test_a_reason_alone_is_a_quiet_change():
    change = report(only(why="Old."), only(why="New."))
    assert (change.change_type, change.is_quiet, change.reasons) == (ChangeType.REASON, True, ("New.",))
    assert told(only(why="Old."), only(why="New."), ABSENT) is None


def test_a_link_alone_is_a_quiet_change():
    one, other = only(), only()
    one, other = (replace(one, text=f"See [it](https://{host}.example).") for host in ("a", "b"))
    assert told(one, other) == ChangeType.LINKS


def test_words_that_are_the_same_for_this_setting_did_not_change():
    old, new = replace(ONE, text="Ask {leader}."), replace(ONE, text="Ask the principal.")
    assert compare([edition(1, old), edition(2, new)], [AS_WRITTEN], Profile("college")) == []
    change = compare([edition(1, old), edition(2, new)], [AS_WRITTEN], SECONDARY)[0]
    assert changed(change.before) == ["headteacher."]


def test_a_change_has_the_number_of_its_clause_in_the_adopted_policy():
    table = FrozenClause(key="table", label="Table", text="| A | B |\n|---|---|\n| a | b |")
    first = edition(1, table, ONE, TWO)
    other = replace(first.sections[0], key="other", clauses=(THREE,))
    first = replace(
        first, sections=(replace(other, clauses=(replace(ONE, key="x"),)), *first.sections, other)
    )
    last = edition(2, table, ONE, moved(TWO, "Ask {dsl}.", 2, "Clearer."))
    found = compare([first, last], [ABSENT, AS_WRITTEN, ABSENT, AS_WRITTEN, AS_WRITTEN], SECONDARY)
    assert [(change.change_type, change.number) for change in found] == [
        (ChangeType.CHANGED, "1.1"),
        (ChangeType.GONE, "2.1"),
    ]
    assert {change.number for change in compare([first, last])} == {""}


WITH_PHONES = Condition(answers=("phones:handed-in",))


def answered(*, kept: bool, required: bool = True, after: Condition = WITH_PHONES):
    """What is said of a new clause under an answer to a setting that kept a clause under it, or did not."""
    asks = replace(TWO, condition=WITH_PHONES, required=required)
    new = only(condition=after)
    states = [AS_WRITTEN, AS_WRITTEN if kept else ABSENT]
    return compare([edition(1, ONE, asks), edition(2, ONE, asks, new)], states, SECONDARY)[0]


def test_what_a_setting_answered_follows_from_the_clauses_that_it_has():
    assert not answered(kept=True).is_for_others
    assert "It may not concern you." not in answered(kept=True).whom
    assert answered(kept=False).is_for_others
    assert answered(kept=True, after=Condition(answers=("phones:locked-away",))).is_for_others
    either = Condition(answers=("phones:locked-away", "phones:kept-away"))
    assert answered(kept=False, after=either).whom == (
        "Only if pupils’ phones are locked away or pupils’ phones stay in bags, switched off.",
    )


def test_an_optional_clause_that_was_left_out_says_nothing_of_the_answer():
    whom = answered(kept=False, required=False).whom
    assert whom == ("Only if pupils hand their phones in on arrival.",)


def test_what_the_type_decides_is_no_open_question():
    lado = only(condition=Condition(answers=("concern:lado",)))
    assert report(None, lado, profile=Profile("childminder")).concerns.value == "yes"
    assert report(None, lado, profile=Profile("nursery")).concerns.value == "maybe"


def test_where_somebody_stands_above_the_leader_clauses_for_the_lado_alone_are_for_others():
    lado = only(condition=Condition(answers=("concern:lado",)))
    person = only(condition=Condition(answers=("concern:person",)))
    assert report(None, lado, profile=SECONDARY).is_for_others
    assert report(None, person, profile=SECONDARY).whom == ("For you.",)


def test_what_depends_on_who_is_who_says_so():
    doubles = only(condition=Condition(answers=("governor_is_leader:yes",)))
    assert report(None, doubles, profile=SECONDARY).hangs_on_people
    assert not report(None, doubles, profile=Profile("childminder")).hangs_on_people


def test_whoever_is_known_reads_no_list_of_who_governs():
    trusts = only(condition=Condition(governances=("trust", "trust-local")))
    assert report(None, trusts, profile=Profile("secondary", "trust")).whom == ("For you.",)
    assert "academy trust" in " ".join(report(None, trusts).whom).lower()


def test_a_form_is_named_and_shows_no_slashes():
    form = replace(only(), text="| Name | Date |\n|---|---|\n| | |")
    change = report(None, form)
    assert "".join(segment.text for segment in change.after) == "A form: Name; Date."


def test_who_governs_a_setting_decides_what_concerns_it():
    trusts = only(condition=Condition(governances=("trust", "trust-local")))
    assert report(None, trusts).is_for_others
    assert not report(None, trusts, profile=Profile("secondary", "trust")).is_for_others
    assert report(None, trusts, profile=Profile("secondary")).concerns.value == "maybe"
    assert report(None, trusts, profile=Profile("nursery")).is_for_others


def test_few_words_between_two_changes_are_no_island():
    before, after = side_by_side("One two three four.", "Uno two three cuatro.", smooth=True)
    assert [segment.text for segment in before if segment.is_changed] == ["One two three four."]
    assert [segment.text for segment in after if segment.is_changed] == ["Uno two three cuatro."]
    apart, _ = side_by_side("One two three four five.", "Uno two three four cinco.", smooth=True)
    assert changed(apart) == ["One", "five."]


def test_white_space_alone_is_no_change():
    assert told(only(), replace(only(), text="Some\n\nwords.")) is None
    before, after = side_by_side("Ring 999 first.", "Ring 999 first.\n\nThen tell us.", smooth=True)
    assert changed(before) == []
    assert changed(after) == ["Then tell us."]


def test_of_a_long_clause_the_changed_sentence_alone_is_shown():
    same = "This sentence stays as it was and says a good deal about nothing at all to anybody. " * 3
    before, after = side_by_side(f"{same}Hand phones in. {same}", f"{same}Lock phones up. {same}")
    assert "".join(segment.text for segment in changed_sentences(before)) == "… Hand phones in. … "
    assert "".join(segment.text for segment in changed_sentences(after)) == "… Lock phones up. … "


def test_a_short_text_is_shown_whole():
    before, _ = side_by_side("Stay. Hand phones in.", "Stay. Lock phones up.")
    assert "".join(segment.text for segment in changed_sentences(before)) == "Stay. Hand phones in."


def earlier(newest: Template) -> Template:
    """An edition that may have gone before: clauses missing, more of them, other scopes, others optional."""
    sections = []
    for section in newest.sections:
        clauses = []
        for place, clause in enumerate(section.clauses):
            condition = newest.sections[place % len(newest.sections)].clauses[0].condition
            clause = replace(clause, condition=condition) if place % 3 == 1 else clause
            clause = replace(clause, required=False) if place % 4 == 1 else clause
            if place % 5 != 4:
                clauses.append(clause)
        gone = replace(section.clauses[0], key=f"gone-{section.key}")
        sections.append(replace(section, clauses=(*clauses, gone)))
    return replace(newest, edition="2026.1", sections=tuple(sections))


@pytest.mark.parametrize("slug", SLUGS)
def test_what_comes_and_what_goes_is_told_to_every_setting_whatever_it_answered(slug):
    newest = template(slug)
    before, count = earlier(newest), len(list(earlier(newest).clauses()))
    for kind, words in SETTING_TYPES.items():
        for turn, governance in enumerate(words.governances):
            answers = Answers(
                setting_type=kind,
                governance=governance,
                choices={
                    name: LOCAL_CHOICES[name].choices[turn % len(LOCAL_CHOICES[name].choices)][0]
                    for name in newest.questions
                    if LOCAL_CHOICES[name].choices
                },
            )
            old, new = tailor(before, answers), tailor(newest, answers)
            code = reference_code.parse(old.code).of_edition(count)
            said = {change.key: change for change in compare([before, newest], code.states, code.profile)}
            has, will_have = (
                {clause.key: clause.number for section in made.sections for clause in section.clauses}
                for made in (old, new)
            )
            assert all(not said[key].is_for_others for key in will_have.keys() - has.keys())
            assert all(said[key].change_type in GOES for key in has.keys() - will_have.keys())
            assert not any(change.is_for_others and key in will_have for key, change in said.items())
            assert all(has[key] == change.number for key, change in said.items() if key in has)


GOES = {ChangeType.GONE, ChangeType.NO_LONGER, ChangeType.MAY_NOT}
