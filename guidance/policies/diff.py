"""What changed in a template since a setting adopted it: clause by clause, old beside new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from guidance import markup
from guidance.policies import reference_code
from guidance.policies.placeholders import fill, generic_words, say
from guidance.policies.plain_text import as_typed
from guidance.policies.schema import Clause, Section, Template


class Kind(StrEnum):
    """What happened to a clause, in words for readers."""

    CHANGED = "Changed"
    NEW = "New"
    GONE = "Taken out"


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``same``, ``old`` (only before) or ``new`` (only now)."""

    text: str
    kind: str = "same"


@dataclass(frozen=True)
class Change:
    """One clause that differs. ``before`` is empty for a new one, ``after`` for one taken out."""

    kind: Kind
    section: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    notes: tuple[str, ...]
    what_to_do: tuple[str, ...]
    own_words: bool


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
    found = []
    for key, (section, clause) in new.items():
        if key not in old:
            found.append(_change(Kind.NEW, section, None, clause, editions))
        elif key in adopted and old[key][1].text != clause.text:
            own = state[key] == reference_code.OWN
            found.append(_change(Kind.CHANGED, section, old[key][1], clause, editions, own=own))
    for key in old:
        if key not in new and key in adopted:
            section, clause = old[key]
            found.append(
                _change(Kind.GONE, section, clause, None, editions, own=state[key] == reference_code.OWN)
            )
    return found


def _change(
    kind: Kind,
    section: Section,
    before: Clause | None,
    after: Clause | None,
    editions: Sequence[Template],
    *,
    own: bool = False,
) -> Change:
    words = generic_words()
    clause = after or before
    notes, actions = _notes(clause.key, before.version if before else 0, editions)
    old, new = _side_by_side(_said(before, words), _said(after, words))
    return Change(
        kind=kind,
        section=say(section.title, words),
        label=clause.label,
        before=old,
        after=new,
        notes=notes,
        what_to_do=actions,
        own_words=own,
    )


def _notes(key: str, since: int, editions: Sequence[Template]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The notes of every version of a clause after ``since``, oldest first."""
    notes, actions = {}, {}
    for edition in editions[1:]:
        for _, clause in edition.clauses():
            if clause.key == key and clause.version > since:
                notes[clause.change_note] = actions[clause.what_to_do] = None
    return tuple(filter(None, notes)), tuple(filter(None, actions))


def _said(clause: Clause | None, words: dict[str, str]) -> str:
    return as_typed(fill(markup.blocks(clause.text), words)) if clause else ""


def _side_by_side(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Word by word; white space goes with the word before it."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left, right = [], []
    for name, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        kind_left, kind_right = ("same", "same") if name == "equal" else ("old", "new")
        left.append(Piece("".join(old[i1:i2]), kind_left))
        right.append(Piece("".join(new[j1:j2]), kind_right))
    return (
        tuple(piece for piece in left if piece.text),
        tuple(piece for piece in right if piece.text),
    )
