"""Two answers to one self-review beside each other: what went up, what went down, what cannot be compared."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from guidance.policies.pasted_code import ReferenceCodeError
from guidance.self_review.answered import Answered
from guidance.self_review.answers import NOT_IN_PLACE, SHOWN, STATE_WORDS, Answers
from guidance.self_review.result import FIRST, Result
from guidance.self_review.schema import Theme, WithdrawnQuestion


class Moved(Enum):
    """What became of one question, in words for readers."""

    UP = "Up"
    DOWN = "Down"
    SAME = "The same"
    NEW = "New: nothing to compare"
    RAISED = "More is asked for now: not compared"
    OPEN = "Not compared: one of the two has no level"


@dataclass(frozen=True)
class Change:
    """One question then and now."""

    now: Answered
    before: int
    moved: Moved

    @property
    def before_words(self) -> str:
        return STATE_WORDS[self.before]

    @property
    def in_words(self) -> str:
        """As "Started → In place"."""
        return f"{self.before_words} → {self.now.words}"


@dataclass(frozen=True)
class ThemeChange:
    """How many questions of a theme went up, went down or stayed."""

    theme: Theme
    up: int
    down: int
    same: int


@dataclass(frozen=True)
class Comparison:
    """What changed between the answers of an earlier code and those of now."""

    changes: tuple[Change, ...]
    no_longer: tuple[WithdrawnQuestion, ...]
    since: str

    def moved(self, kind: Moved) -> tuple[Change, ...]:
        """Return the questions that moved in that way."""
        return tuple(change for change in self.changes if change.moved is kind)

    @property
    def up(self) -> tuple[Change, ...]:
        return self.moved(Moved.UP)

    @cached_property
    def down(self) -> tuple[Change, ...]:
        """What went down, by what to deal with first: the rank of what is below the mark, then the order."""
        return tuple(sorted(self.moved(Moved.DOWN), key=lambda one: _urgency(one.now)))

    @property
    def down_first(self) -> tuple[Change, ...]:
        return self.down[:FIRST]

    @property
    def by_theme(self) -> tuple[ThemeChange, ...]:
        """The themes in which anything could be compared."""
        counts = Counter((change.now.theme.key, change.moved) for change in self.changes)
        themes = {change.now.theme.key: change.now.theme for change in self.changes}
        found = (
            ThemeChange(theme, *(counts[key, kind] for kind in (Moved.UP, Moved.DOWN, Moved.SAME)))
            for key, theme in themes.items()
        )
        return tuple(one for one in found if one.up or one.down or one.same)

    @property
    def sentence(self) -> str:
        """The counts, in words."""
        same = len(self.moved(Moved.SAME))
        compared = len(self.up) + len(self.down) + same
        if not compared:
            return "Nothing can be compared: no question has a level in both."
        moved = f"{len(self.up)} went up, {len(self.down)} went down, {same} stayed the same."
        left = len(self.changes) - compared
        return f"{moved} {left} cannot be compared." if left else moved


def compare(before: Answers, now: Answers) -> Comparison:
    """Return what changed. Raises ReferenceCodeError where these are not two answers that can be compared."""
    if before.edition.code != now.edition.code:
        raise ReferenceCodeError(
            f"That code is of the self-review for {before.edition.title.lower()}. "
            f"This one is for {now.edition.title.lower()}."
        )
    if before.edition.order > now.edition.order:
        raise ReferenceCodeError("That code is of a later edition. Enter the older one as that of last time.")
    asked = {one.id for one in before.edition.questions}
    changes = (
        Change(one, before.states.get(one.question.id, 0), _moved(one, before, asked=asked))
        for one in Result(now).answered
    )
    gone = tuple(one for one in now.edition.withdrawn if one.id in asked)
    return Comparison(tuple(changes), gone, before.edition.number)


def _moved(now: Answered, before: Answers, *, asked: set[str]) -> Moved:
    if now.question.id not in asked:
        return Moved.NEW
    if now.question.moved_after(before.edition.number):
        return Moved.RAISED
    was = before.states.get(now.question.id, 0)
    if not (_is_level(was) and _is_level(now.state)):
        return Moved.OPEN
    return Moved.SAME if was == now.state else Moved.UP if now.state > was else Moved.DOWN


def _is_level(state: int) -> bool:
    return NOT_IN_PLACE <= state <= SHOWN


def _urgency(now: Answered) -> tuple:
    return (False, *now.rank) if now.is_below else (True,)
