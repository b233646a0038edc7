"""What changed in a template since a setting adopted it: clause by clause, old beside new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from guidance.policies import reference_code
from guidance.policies.placeholders import default_values, fill_markdown, fill_text
from guidance.policies.plain_text import to_plain_text
from guidance.policies.schema import FrozenClause, FrozenSection, Template

SHARED_NOTE = "The words that this clause shares with other pages of this site have changed."
"""Why a clause differs of which nobody wrote a new version: a shared block in it reads differently."""


class ChangeType(StrEnum):
    """What happened to a clause, in words for readers."""

    CHANGED = "Changed"
    NEW = "New"
    GONE = "Taken out"


@dataclass(frozen=True)
class DiffSegment:
    """A stretch of text, and whether the other edition lacks it."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Change:
    """One clause that differs. ``before`` is empty for a new one, ``after`` for one taken out."""

    change_type: ChangeType
    section: str
    label: str
    before: tuple[DiffSegment, ...]
    after: tuple[DiffSegment, ...]
    notes: tuple[str, ...]
    what_to_do: tuple[str, ...]
    has_custom_text: bool


def compare(editions: Sequence[Template], states: Sequence[int] = ()) -> list[Change]:
    """Return the changes from the first of ``editions`` to the last, in the order of the last.

    ``states`` are those of the adopted policy's code, one for each clause of the first edition: clauses it
    left out are not reported when they change. Without states the whole first edition counts as adopted.
    """
    first, last = editions[0], editions[-1]
    old = {clause.key: (section, clause) for section, clause in first.clauses()}
    new = {clause.key: (section, clause) for section, clause in last.clauses()}
    state = dict(zip(old, states, strict=True)) if states else dict.fromkeys(old, reference_code.AS_WRITTEN)
    adopted = {key for key, value in state.items() if value != reference_code.ABSENT}
    custom = {key for key, value in state.items() if value == reference_code.CUSTOM_TEXT}
    changes = []
    for key, (section, clause) in new.items():
        before = old[key][1] if key in old else None
        if before is None or (key in adopted and before.text != clause.text):
            changes.append(_change(section, clause, before, editions, has_custom_text=key in custom))
    for key, (section, clause) in old.items():
        if key not in new and key in adopted:
            changes.append(
                _change(section, clause, clause, editions, has_custom_text=key in custom, is_gone=True)
            )
    return changes


def _change(
    section: FrozenSection,
    clause: FrozenClause,
    before: FrozenClause | None,
    editions: Sequence[Template],
    *,
    has_custom_text: bool,
    is_gone: bool = False,
) -> Change:
    values = default_values()
    after = None if is_gone else clause
    notes, actions = _notes(clause.key, before.version if before else 0, editions)
    if before and after and before.version == after.version:
        notes = (SHARED_NOTE,)
    old, new = side_by_side(_plain_text(before, values), _plain_text(after, values))
    return Change(
        change_type=_change_type(before, after),
        section=fill_text(section.title, values),
        label=clause.label,
        before=old,
        after=new,
        notes=notes,
        what_to_do=actions,
        has_custom_text=has_custom_text,
    )


def _change_type(before: FrozenClause | None, after: FrozenClause | None) -> ChangeType:
    if before is None:
        return ChangeType.NEW
    return ChangeType.CHANGED if after else ChangeType.GONE


def _notes(key: str, since: int, editions: Sequence[Template]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The notes of every version of a clause after ``since``, oldest first."""
    notes: dict[str, None] = {}
    actions: dict[str, None] = {}
    for edition in editions[1:]:
        for _, clause in edition.clauses():
            if clause.key == key and clause.version > since:
                notes[clause.change_note] = actions[clause.what_to_do] = None
    return tuple(filter(None, notes)), tuple(filter(None, actions))


def _plain_text(clause: FrozenClause | None, values: dict[str, str]) -> str:
    return to_plain_text(fill_markdown(clause.text, values)) if clause else ""


def side_by_side(before: str, after: str) -> tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]:
    """Return both texts with what the other lacks marked word by word; white space goes with its word."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left, right = [], []
    for name, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        left.append(DiffSegment("".join(old[i1:i2]), is_changed=name != "equal"))
        right.append(DiffSegment("".join(new[j1:j2]), is_changed=name != "equal"))
    return (
        tuple(segment for segment in left if segment.text),
        tuple(segment for segment in right if segment.text),
    )
