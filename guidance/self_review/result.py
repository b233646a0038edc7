"""What follows from what a setting said: what is below the mark, what to do first, what is strong.

No overall mark, no percentage, no average: a level counts as what it says. Whether something is in place is
only ever what the setting says.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from guidance.self_review.answered import YOU, Answered
from guidance.self_review.answers import (
    NOT_ANSWERED,
    NOT_IN_PLACE,
    NOT_KNOWN,
    NOT_OURS,
    STARTED,
    STATE_WORDS,
    Answers,
)
from guidance.self_review.schema import GOOD_PRACTICE, STATUTORY, Edition, Question, Theme

FIRST = 3
MOST_ROWS = 15
ALONE = "childminder"


@dataclass(frozen=True)
class ThemeResult:
    """What was said about one theme."""

    theme: Theme
    answered: tuple[Answered, ...]

    @property
    def counted(self) -> tuple[Answered, ...]:
        """Without what does not apply."""
        return tuple(one for one in self.answered if one.state != NOT_OURS)

    @property
    def share(self) -> str:
        """How many questions are at level 3 or above, of how many: as "3 of 5"."""
        return f"{sum(one.is_reached for one in self.counted)} of {len(self.counted)}"

    @property
    def reached(self) -> str:
        """The same in words."""
        return f"{self.share} in place or better" if self.counted else "Nothing applies"

    @property
    def others(self) -> str:
        """What is not, by the answer, with the ids of the questions; empty where all is."""
        kinds = (NOT_IN_PLACE, NOT_KNOWN, STARTED, NOT_ANSWERED, NOT_OURS)
        ids = {kind: [one.question.id for one in self.answered if one.state == kind] for kind in kinds}
        return " ".join(f"{STATE_WORDS[kind]}: {', '.join(ids[kind])}." for kind in kinds if ids[kind])

    @property
    def in_words(self) -> str:
        return f"{self.reached}. {self.others}".strip()

    @property
    def each(self) -> str:
        """Every question with its answer, in the order of the boxes."""
        return "; ".join(f"{one.question.id} {one.words}" for one in self.answered)


@dataclass(frozen=True)
class Result:
    """What follows from the answers."""

    answers: Answers

    @property
    def edition(self) -> Edition:
        return self.answers.edition

    @property
    def is_alone(self) -> bool:
        """Whether one person does it all, who is spoken to as "you"."""
        return self.answers.setting_type == ALONE

    @cached_property
    def themes(self) -> tuple[ThemeResult, ...]:
        """The themes of which anything is asked, in their order."""
        found = (
            ThemeResult(theme, tuple(one for one in self.answered if one.theme is theme))
            for theme in self.edition.themes
        )
        return tuple(one for one in found if one.answered)

    @cached_property
    def answered(self) -> tuple[Answered, ...]:
        """Every question that is asked, with what was said, in order."""
        theme_of = {one.id: theme for theme in self.edition.themes for one in theme.questions}
        state = self.answers.state
        return tuple(
            Answered(one, state(one), theme_of[one.id], self.leads(one)) for one in self.answers.asked
        )

    def leads(self, question: Question) -> str:
        """Return who leads on ``question``."""
        return YOU if self.is_alone else "; ".join(self.edition.roles[role] for role in question.leads)

    @cached_property
    def states(self) -> Counter[int]:
        """How many questions have each answer."""
        return Counter(one.state for one in self.answered)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of what there is: what does not apply is no result."""
        return not any(one.state not in (NOT_ANSWERED, NOT_OURS) for one in self.answered)

    @property
    def open_theme(self) -> Theme | None:
        """The first theme with a question that has no answer yet; None where all have one."""
        return next((one.theme for one in self.answered if one.state == NOT_ANSWERED), None)

    @property
    def open_words(self) -> str:
        """How many questions have no answer yet; empty for none."""
        count = self.states[NOT_ANSWERED]
        return f"{counted(count, 'question is', 'questions are')} still open." if count else ""

    @cached_property
    def to_do(self) -> tuple[Answered, ...]:
        """Everything below level 3 or not known, what comes first first."""
        return tuple(sorted((one for one in self.answered if one.is_below), key=lambda one: one.rank))

    @property
    def first_three(self) -> tuple[Answered, ...]:
        return self.to_do[:FIRST]

    @property
    def plan(self) -> tuple[Answered, ...]:
        """The rows of the action plan."""
        return self.to_do[:MOST_ROWS]

    @property
    def omitted_words(self) -> str:
        """How many rows the plan has no room for, and why; empty for none."""
        count = len(self.to_do) - MOST_ROWS
        if count < 1:
            return ""
        return (
            f"{counted(count, 'question is', 'questions are')} left for later, so that the plan can be done: "
            f"{', '.join(one.question.id for one in self.to_do[MOST_ROWS:])}."
        )

    @cached_property
    def reached(self) -> tuple[Answered, ...]:
        """What is in place, with proof first, then what rests on law."""
        found = (one for one in self.answered if one.is_reached)
        return tuple(sorted(found, key=lambda one: one.strength))

    @property
    def law_below(self) -> tuple[Answered, ...]:
        """What is law or statutory guidance and below level 3, or not known."""
        return tuple(one for one in self.to_do if one.question.basis == STATUTORY)

    @property
    def keeps_private(self) -> tuple[Theme, ...]:
        """The themes whose answers show where the setting is weak."""
        return tuple(one.theme for one in self.themes if one.theme.keep_private)


def is_later(answered: Answered) -> bool:
    """Whether a row of the plan can wait: good practice that nobody asks for by law."""
    return answered.question.basis == GOOD_PRACTICE


def counted(count: int, one: str, many: str) -> str:
    """Return ``count`` with its noun."""
    return f"{count} {one if count == 1 else many}"
