"""The boxes of the preview: each clause as it stands, its words to change, and what is to be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from guidance.clause_forms import ClauseWordsForm, may_go
from guidance.policies.tailor import TailoredClause, TailoredSection

LINE_LENGTH = 72
ROWS_AT_LEAST, ROWS_AT_MOST = 4, 24


@dataclass(frozen=True)
class TextBox:
    """Words to change, and what is wrong with them: errors, and names that are in no answer any longer."""

    name: str
    text: str
    errors: tuple[str, ...]
    old_names: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How high the box is, so that most clauses are seen whole."""
        lines = sum(1 + len(line) // LINE_LENGTH for line in self.text.splitlines())
        return min(max(lines + 1, ROWS_AT_LEAST), ROWS_AT_MOST)


@dataclass(frozen=True)
class ClauseBox:
    """A clause of the template; ``state`` is "own", "refused", "emptied", "restored", or "" as written."""

    key: str
    clause: TailoredClause
    box: TextBox
    state: str
    may_go: bool
    is_statutory: bool
    choice_errors: tuple[str, ...]
    source: str
    source_dropped: bool

    @property
    def is_open(self) -> bool:
        """Whether its words stand open: where they were changed, or something is to be said of them."""
        return bool(self.state)


@dataclass(frozen=True)
class SectionBoxes:
    """A section with its clauses, those that the setting added, and the box in which they are written."""

    section: TailoredSection
    rows: tuple[ClauseBox, ...]
    added: tuple[TailoredClause, ...]
    box: TextBox


def boxes(words: ClauseWordsForm, titles: Mapping[str, str]) -> list[SectionBoxes]:
    """Return the sections of the policy in ``words``. ``titles`` are those of the sources by their key."""
    made = {section.key: section for section in words.policy.sections}
    found = []
    for plain in words.plain.sections:
        section = made.get(plain.key, plain)
        clauses = section.clauses if plain.key in made else ()
        box = _text_box(words, f"add_{plain.key}", words.sent.get(f"add_{plain.key}", ""))
        if clauses or box.text:
            rows = tuple(_clause_box(words, clause, titles) for clause in clauses if not clause.is_added)
            found.append(SectionBoxes(section, rows, tuple(one for one in clauses if one.is_added), box))
    return found


def _clause_box(words: ClauseWordsForm, clause: TailoredClause, titles: Mapping[str, str]) -> ClauseBox:
    key, frozen = clause.key, words.frozen[clause.key]
    state = _state(words, key)
    changed = words.reworded(key) if state in {"own", "refused"} else ""
    text = "" if state == "emptied" else changed or words.originals[key]
    return ClauseBox(
        key=key,
        clause=clause,
        box=_text_box(words, f"own_{key}", text),
        state=state,
        may_go=may_go(frozen),
        is_statutory=frozen.is_statutory,
        choice_errors=_errors(words, f"empty_{key}"),
        source=titles.get(frozen.source, ""),
        source_dropped=key in words.answers().dropped_sources,
    )


def _state(words: ClauseWordsForm, key: str) -> str:
    if key in words.custom:
        return "own"
    if key in words.emptied:
        return "emptied"
    if key in words.restored:
        return "restored"
    return "refused" if f"own_{key}" in words.errors else ""


def _text_box(words: ClauseWordsForm, name: str, text: str) -> TextBox:
    return TextBox(name, text, _errors(words, name), tuple(words.old_names.get(name, ())))


def _errors(words: ClauseWordsForm, name: str) -> tuple[str, ...]:
    return tuple(str(error) for error in words.errors.get(name, ()))
