"""What one word or term of a query asks for. Pure Python."""

from dataclasses import dataclass
from functools import cached_property

from guidance.search.text import stem


@dataclass(frozen=True)
class Term:
    """A synonym as the engine uses it; see ``guidance.models.Synonym`` for each field."""

    term: str
    kind: str
    meanings: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    explanation: str = ""
    hidden: bool = False
    forms: frozenset[str] = frozenset()
    """The single words among its phrasings, as they are written."""


@dataclass(frozen=True)
class Concept:
    """One thing that a query asks for: the words as typed, and every phrase that may stand for it.

    ``phrases`` are stems between spaces, what was typed first;
    ``weight`` says how telling the concept is, from the share of documents that hold it.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    weight: float
    term: Term | None = None

    @cached_property
    def destinations(self) -> tuple[str, ...]:
        """Addresses that advisers put first for it."""
        return self.term.destinations if self.term else ()

    @cached_property
    def typed(self) -> str:
        """The stems of the words as typed, in one phrase."""
        return self.phrases[0]

    @cached_property
    def meant(self) -> tuple[str, ...]:
        """The other phrases."""
        return self.phrases[1:]

    @cached_property
    def stems_of_words(self) -> frozenset[str]:
        """The stems of the words as typed."""
        return frozenset(map(stem, self.words))

    @cached_property
    def stems_of_meanings(self) -> tuple[frozenset[str], ...]:
        """The stems of each other phrase."""
        return tuple(frozenset(phrase.split()) for phrase in self.meant)

    @cached_property
    def stems_apart(self) -> tuple[str, ...]:
        """The stems of the words as typed, each between spaces; none of a single word."""
        words = self.typed.split()
        return tuple(f" {word} " for word in words) if len(words) > 1 else ()


def of_code(code: str, page: str) -> Concept:
    """Return what a code of ours asks for: the page that reads such codes, and no other."""
    term = Term(code, "meaning", destinations=(page,))
    return Concept((code.lower(),), (f" {code.lower()} ",), weight=1.0, term=term)
