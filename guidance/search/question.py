"""What the full-text index is asked, the same for every database. Pure Python."""

from dataclasses import dataclass

from guidance.search.concepts import Concept, Term
from guidance.search.words import STOP_WORDS

Phrase = tuple[str, ...]

MOST_MATCHES = 1_000  # counted and weighed; beyond that nobody reads the count
MOST_CANDIDATES = 250  # ranked in Python, and so the most that can be paged through


@dataclass(frozen=True)
class Shelf:
    """The part of the site to stay on; an empty field means all of it."""

    kind: str = ""
    risk: str = ""
    phase: str = ""
    things: tuple[str, ...] = ()
    """Names of models, for a list that shows only these."""

    def __bool__(self) -> bool:
        return bool(self.kind or self.risk or self.phase or self.things)


EVERYWHERE = Shelf()


@dataclass(frozen=True)
class Question:
    """Concepts of which all (or any) must match.

    ``asked`` are the stems of the words; ``hints`` are search words that the query may be about as well.
    """

    concepts: tuple[Concept, ...]
    asked: tuple[str, ...] = ()
    hints: tuple[Term, ...] = ()
    needs_all: bool = True

    @property
    def groups(self) -> list[list[list[Phrase]]]:
        """For each concept its alternatives, each a list of phrases that must all be there."""
        return [_alternatives(concept) for concept in self.concepts]

    @property
    def destinations(self) -> list[str]:
        """Addresses that advisers chose for these words; they are candidates whatever they say."""
        return list(dict.fromkeys(url for one in (*self.concepts, *self.hints) for url in one.destinations))


def _alternatives(concept: Concept) -> list[list[Phrase]]:
    """The concept's phrases, and the words typed if they may stand apart (stop words aside)."""
    phrases: list[list[Phrase]] = [[words] for words, _ in concept.phrases]
    apart: list[Phrase] = [(word,) for word in concept.typed if word not in STOP_WORDS]
    return [*phrases, apart] if len(concept.typed) > 1 and apart else phrases
