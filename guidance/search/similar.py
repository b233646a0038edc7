"""Phrasings that a query resembles: most of their words, or most of its own, in any order. Pure Python.

People seldom type a phrasing word for word, so each phrasing of several words that advisers listed is also an
example of how its pages are asked for.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidance.search.concepts import Term
from guidance.search.text import FILLERS, STOP_WORDS, stem, tokens

LEAST_LIKE = 0.45  # of 1, for the very words; less is chance
OF_PHRASING, OF_QUERY = 1.0, 1.0
LEAST_WEIGHT = 0.2  # of a word that every document holds
LEAST_WORDS = 2  # in common
MOST_LIKE = 6  # phrasings that a query is taken to resemble


def _families() -> dict[str, str]:
    lines = Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf-8").splitlines()
    families = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: family[0] for family in families for word in family}


FAMILIES = _families()
"""Everyday words by the one that stands for all of their family."""


@dataclass(frozen=True)
class Resemblance:
    """A term and how much, from 0 to 1, a query resembles one of its phrasings."""

    term: Term
    likeness: float


class Phrasings:
    """The phrasings of several words of a vocabulary, by the stems in them."""

    def __init__(self, terms: Iterable[Term], counts: Mapping[str, int], documents: int) -> None:
        self._weights = {one: _weight(number, documents) for one, number in counts.items()}
        self._rarest = _weight(0, documents)
        self._sizes: list[float] = []
        self._terms: list[Term] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for term in {term.term: term for term in terms if term.destinations}.values():
            self._add(term)

    def _add(self, term: Term) -> None:
        kept = telling(tokens(term.term))
        if len(kept) > 1:
            for one in kept:
                self._by_stem[one].append(len(self._terms))
            self._terms.append(term)
            self._sizes.append(self._size(kept))

    def like(self, words: Sequence[str]) -> list[Resemblance]:
        """Return what ``words`` resemble most, best first, each set of pages once."""
        kept = telling(words)
        if len(kept) < 2:
            return []
        common: dict[int, float] = defaultdict(float)
        words_in_common: Counter[int] = Counter()
        for one in kept:
            weight = self._weight_of(one) 
            for number in self._by_stem.get(one, ()):
                common[number] += weight
                words_in_common[number] += 1
        size = self._size(kept)
        likest: dict[tuple[str, ...], Resemblance] = {}
        for number, shared in common.items():
            if words_in_common[number] < LEAST_WORDS:
                continue
            likeness = (shared / self._sizes[number]) ** OF_PHRASING * (shared / size) ** OF_QUERY
            term = self._terms[number]
            held = likest.get(term.destinations)
            if likeness >= LEAST_LIKE and (held is None or held.likeness < likeness):
                likest[term.destinations] = Resemblance(term, likeness)
        return sorted(likest.values(), key=lambda one: (-one.likeness, one.term.term))[:MOST_LIKE]

    def _size(self, kept: Iterable[str]) -> float:
        return sum(map(self._weight_of, kept))

    def _weight_of(self, one: str) -> float:
        return self._weights.get(one, self._rarest)


def telling(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of ``words`` that say something, each family of everyday words by one of them."""
    meant = (FAMILIES.get(word, word) for word in words if word not in STOP_WORDS)
    return frozenset(stem(word) for word in meant if word not in FILLERS)


def _weight(number: int, documents: int) -> float:
    return LEAST_WEIGHT + math.log((documents + 1) / (number + 1))
