"""One question and what was said to it: what it says in words, what comes next, and how soon."""

from dataclasses import dataclass

from guidance.policies.paper_reasons import SENTENCE_END
from guidance.self_review.answers import (
    IN_PLACE,
    NOT_IN_PLACE,
    NOT_KNOWN,
    SHOWN,
    STARTED,
    STATE_WORDS,
)
from guidance.self_review.schema import BASES, Question, Theme

BELOW = (NOT_IN_PLACE, NOT_KNOWN, STARTED)  # in the order in which they are dealt with
REACHED = (SHOWN, IN_PLACE)
# By how soon a child may be harmed.
FIND_OUT_BY = {1: "this week", 2: "this month", 3: "this term"}
BY_WHEN = {1: "now", 2: "this half term", 3: "this year"}
YOU = "You"
"""Who leads where one person does it all."""


@dataclass(frozen=True)
class Answered:
    """One question, in the words of the setting's type, and what was said."""

    question: Question
    state: int
    theme: Theme
    leads: str

    @property
    def words(self) -> str:
        """The answer in words, never as a figure alone."""
        return STATE_WORDS[self.state]

    @property
    def statement(self) -> str:
        """The words of the level that was chosen; empty where none was."""
        return self.question.levels[self.state - 1] if NOT_IN_PLACE <= self.state <= SHOWN else ""

    @property
    def is_below(self) -> bool:
        """Whether it is below level 3, or nobody knows."""
        return self.state in BELOW

    @property
    def is_reached(self) -> bool:
        return self.state in REACHED

    @property
    def next_step(self) -> str:
        """What to do next: the step up, or how to find out. Empty at the top, and where nothing was said."""
        if self.state == NOT_KNOWN:
            return self._find_out
        return self.question.up[self.state - 1] if NOT_IN_PLACE <= self.state < SHOWN else ""

    @property
    def first_sentence(self) -> str:
        """What to do next in one sentence, where there is little room."""
        return SENTENCE_END.split(self.next_step)[0]

    @property
    def aim(self) -> str:
        """Where the next step leads, in words; empty where there is none."""
        if self.state == NOT_KNOWN:
            return "We know"
        return STATE_WORDS[self.state + 1] if NOT_IN_PLACE <= self.state < SHOWN else ""

    @property
    def by_when(self) -> str:
        """A hint for the day by which it should be done: of what is not known, by which to find out."""
        hints = FIND_OUT_BY if self.state == NOT_KNOWN else BY_WHEN
        return hints[self.question.harm_speed]

    @property
    def proof(self) -> str:
        """What will show that the next step was taken; empty where that step itself says what to look for."""
        return "" if self.state == NOT_KNOWN else self.question.evidence

    @property
    def rank(self) -> tuple:
        """What comes first: law, then the start set, then what may soon harm a child, then how far it is."""
        basis = list(BASES).index(self.question.basis)
        return basis, not self.question.is_start, self.question.harm_speed, BELOW.index(self.state)

    @property
    def _find_out(self) -> str:
        whom = f" Ask: {self.leads}." if self.leads != YOU else ""
        return f"Find out {FIND_OUT_BY[self.question.harm_speed]}.{whom} Look for: {self.question.evidence}"

    @property
    def strength(self) -> tuple[int, int]:
        """What is shown first of what is in place: with proof, then what rests on law."""
        return REACHED.index(self.state), list(BASES).index(self.question.basis)
