"""What a setting said of itself: a state for each question, as forms send it and as codes hold it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guidance.self_review.schema import Edition, Question

# A code holds these numbers: add at the end, never change one.
NOT_ANSWERED, NOT_IN_PLACE, STARTED, IN_PLACE, SHOWN, NOT_KNOWN, NOT_OURS = range(7)
STATES = 7
STATE_WORDS = {
    NOT_IN_PLACE: "Not in place",
    STARTED: "Started",
    IN_PLACE: "In place",
    SHOWN: "Works, and we can show it",
    NOT_KNOWN: "We don’t know",
    NOT_OURS: "Does not apply",
    NOT_ANSWERED: "Not answered",
}
# What a form sends for each, beside the figure of a level.
VALUES = {
    "": NOT_ANSWERED,
    **{str(level): level for level in (NOT_IN_PLACE, STARTED, IN_PLACE, SHOWN)},
    "unknown": NOT_KNOWN,
    "not-ours": NOT_OURS,
}
VALUE_OF = {state: value for value, state in VALUES.items()}


class AnswersError(ValueError):
    """Something was sent that no page of the self-review offers. Its message says what to do."""


@dataclass(frozen=True)
class Answers:
    """The states by the ids of questions; of a setting of ``setting_type``, which may be unknown ("").

    With ``start_only`` just the start set is asked, and what was answered beside it.
    """

    edition: Edition
    setting_type: str = ""
    start_only: bool = False
    states: Mapping[str, int] = field(default_factory=dict)

    def state(self, question: Question) -> int:
        """Return what was said; nothing where it does not apply to such a setting."""
        said = self.states.get(question.id, NOT_ANSWERED)
        # Without a type nobody can tell who may leave it out.
        if said == NOT_OURS and self.setting_type and not question.may_be_left_out(self.setting_type):
            return NOT_ANSWERED
        return said

    def is_asked(self, question: Question) -> bool:
        """Whether ``question`` counts: for its kind of setting, and in the set that was chosen."""
        is_answered = self.state(question) != NOT_ANSWERED
        if not question.is_for(self.setting_type):
            return is_answered and not self.setting_type
        return is_answered or question.is_start or not self.start_only

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that count, in the words for this kind of setting."""
        found = (one for one in self.edition.questions if self.is_asked(one))
        return tuple(one.as_asked(self.setting_type) for one in found)

    @property
    def in_order(self) -> list[int]:
        """The state of every question of the edition, asked or not: what a code holds."""
        return [self.states.get(one.id, NOT_ANSWERED) for one in self.edition.questions]

    def hidden_fields(self, but: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
        """Yield the names and values of what was said, for all questions but those named."""
        for name, state in self.states.items():
            if state != NOT_ANSWERED and name not in but:
                yield name, VALUE_OF[state]


def read_answers(
    sent: Mapping[str, str], edition: Edition, setting_type: str = "", *, start_only: bool = False
) -> Answers:
    """Return what a form sent. Raises AnswersError for a kind of setting or an answer that there is not."""
    if setting_type and setting_type not in edition.setting_types:
        raise AnswersError("Choose your kind of setting from the list.")
    states = {}
    for question in edition.questions:
        value = sent.get(question.id, "")
        if value not in VALUES:
            raise AnswersError(f"Choose one of the answers that {question.id} has.")
        if value:
            states[question.id] = VALUES[value]
    return Answers(edition, setting_type, start_only, states)
