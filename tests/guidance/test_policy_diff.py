"""What changed between editions: the right clauses, old beside new, and why."""

from dataclasses import replace

import pytest

from guidance.policies import reference_code
from guidance.policies.diff import ChangeType, compare
from guidance.policies.schema import FrozenClause, FrozenSection, Template
from tests.guidance.policies import template

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
    assert changed(change.before) == ["Hand", "in", "gate."]
    assert changed(change.after) == [
        "Lock",
        "away",
        "office.",
    ]
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
