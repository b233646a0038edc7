"""What a query resembles of the phrasings that advisers listed: single ones, and all of a page. Pure Python.

People seldom type a phrasing word for word, so each phrasing of several words is an example of how its pages
are asked for. Words count by how rare they are; their order does not count.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidance.search.concepts import Term
from guidance.search.text import FILLERS, STOP_WORDS, stem, tokens

LEAST_WORDS = 2  # of a phrasing that a query resembles, and of a query that is compared
LEAST_LIKE = 0.2  # of 1, for the very words; less is chance
MOST = 8  # pages that are said to be asked for in such words; more is chance
NEXT_PAGE = 0.5  # how much a phrasing says of the second of its pages; of the others it says nothing
LEAST_WEIGHT = 0.2  # of a word that stands everywhere


def _families() -> dict[str, str]:
    lines = Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf-8").splitlines()
    families = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: family[0] for family in families for word in family}


FAMILIES = _families()
"""Everyday words by the one that stands for all of their family."""


@dataclass(frozen=True)
class Resemblance:
    """A term and how much, from 0 to 1, a query is like one of its phrasings."""

    term: Term
    likeness: float


class Phrasings:
    """The phrasings of a vocabulary that lead somewhere, by the stems in them.

    ``counts`` says how many of ``documents`` hold each stem.
    """

    def __init__(self, terms: Iterable[Term], counts: Mapping[str, int], documents: int) -> None:
        self._counts, self._documents = counts, documents
        self._listed: list[tuple[Term, float]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._pages_by_stem: dict[str, dict[str, float]] = {}
        for term in {term.term: term for term in terms if term.destinations}.values():
            self._add(term, telling(tokens(term.term)))
        self._pages = len({url for pages in self._pages_by_stem.values() for url in pages})

    def like(self, words: Sequence[str]) -> tuple[Resemblance, ...]:
        """Return the terms of several words that ``words`` resemble, those with the same pages once."""
        kept = telling(words)
        common: dict[int, float] = defaultdict(float)
        number_common: Counter[int] = Counter()
        for one in kept:
            weight = self._weight(one)
            for place in self._by_stem.get(one, ()):
                common[place] += weight
                number_common[place] += 1
        size = self._size(kept)
        likest: dict[tuple[str, ...], Resemblance] = {}
        for place, shared in common.items():
            term, of_phrasing = self._listed[place]
            likeness = shared / of_phrasing * shared / size
            if number_common[place] < LEAST_WORDS or likeness < LEAST_LIKE:
                continue
            held = likest.get(term.destinations)
            if not held or held.likeness < likeness:
                likest[term.destinations] = Resemblance(term, likeness)
        return tuple(likest.values())

    def pages(self, words: Sequence[str]) -> dict[str, float]:
        """Return the pages that are asked for in such ``words``, with how many of them are usual, 0 to 1.

        A word counts for more the fewer pages it leads to, and the more phrasings of the page have it.
        """
        kept = telling(words)
        if len(kept) < LEAST_WORDS:
            return {}
        points: dict[str, float] = defaultdict(float)
        size = 0.0
        for one in kept:
            pages = self._pages_by_stem.get(one, {})
            weight = _rarity(len(pages), self._pages)
            size += weight
            for url, number in pages.items():
                points[url] += weight * number / (number + 1)
        likest = sorted(points.items(), key=lambda page: (-page[1], page[0]))[:MOST]
        return {url: part / size for url, part in likest if part / size >= LEAST_LIKE}

    def leads(self, word: str, url: str) -> bool:
        """Whether the page is asked for with ``word``, whatever stands on it."""
        return any(url in self._pages_by_stem.get(one, {}) for one in telling([word]))

    def _add(self, term: Term, kept: frozenset[str]) -> None:
        for url, says in zip(term.destinations, (1.0, NEXT_PAGE), strict=False):
            for one in kept:
                pages = self._pages_by_stem.setdefault(one, {})
                pages[url] = pages.get(url, 0.0) + says
        if len(kept) >= LEAST_WORDS:
            for one in kept:
                self._by_stem[one].append(len(self._listed))
            self._listed.append((term, self._size(kept)))

    def _size(self, kept: Iterable[str]) -> float:
        return sum(map(self._weight, kept))

    def _weight(self, one: str) -> float:
        return _rarity(self._counts.get(one, 0), self._documents)


def telling(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of ``words`` that say something, each family of everyday words by one of them."""
    meant = (FAMILIES.get(word, word) for word in words if word not in STOP_WORDS)
    return frozenset(stem(word) for word in meant if word not in FILLERS)


def _rarity(number: int, total: int) -> float:
    return LEAST_WEIGHT + math.log((total + 1) / (number + 1))
