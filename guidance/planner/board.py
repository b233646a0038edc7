"""What governors and trustees ask, term by term, and what they see in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance import school_year
from guidance.models import Duty, GovernorQuestion


@dataclass(frozen=True)
class TermQuestions:
    """The questions of one term; ``is_now`` for the one in which the reader is."""

    title: str
    is_now: bool
    questions: tuple[GovernorQuestion, ...]


@dataclass(frozen=True)
class Board:
    """The terms with their questions, this one first, and the duties of which the board sees proof."""

    terms: tuple[TermQuestions, ...]
    sees: tuple[Duty, ...]

    @property
    def this_term(self) -> tuple[GovernorQuestion, ...]:
        """What is asked this term; nothing where advisers left it out."""
        return next((term.questions for term in self.terms if term.is_now), ())


def of_day(day: date) -> Board:
    """Return what stands for the board on ``day``. Two queries."""
    questions = list(GovernorQuestion.objects.shown())
    sees = Duty.objects.shown().exclude(proof="")
    terms = (_term(name, day, questions) for name in _from(school_year.term_of(day).name))
    return Board(tuple(term for term in terms if term.questions), tuple(sees))


def _from(name: str) -> list[str]:
    """The names of the three terms in their order, beginning with ``name``."""
    names = GovernorQuestion.InTerm.values
    place = names.index(name)
    return [*names[place:], *names[:place]]


def _term(name: str, day: date, questions: Sequence[GovernorQuestion]) -> TermQuestions:
    return TermQuestions(
        title=str(GovernorQuestion.InTerm(name).label),
        is_now=name == school_year.term_of(day).name,
        questions=tuple(one for one in questions if one.term == name),
    )


def when_words(duty: Duty) -> str:
    """Return when a duty comes, in a few words: "Each term", "In September"."""
    if duty.month:
        return f"In {duty.get_month_display()}"
    words = {Duty.Rhythm.YEAR: "Once a school year"}
    return words.get(Duty.Rhythm(duty.rhythm), str(duty.get_rhythm_display()))
