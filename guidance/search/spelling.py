"""Repair of a query: misspellings that advisers listed, then words that the portal does not know."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from guidance.models import Synonym
from guidance.search.english import ENGLISH_WORDS
from guidance.search.query import split_into_terms, term_key
from guidance.search.text import STOP_WORDS, tokens
from guidance.search.vocabulary import Vocabulary

SHORTEST = 4  # letters; of shorter words nobody can say what was meant
LONG = 8  # letters from which on two edits may be repaired
MOST_SUGGESTIONS = 5


class Speller:
    """Puts typing errors right with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        counts = Counter(vocabulary.words)
        for term in vocabulary.terms.values():
            if not term.hidden and term.kind != Synonym.Kind.SPELLING:
                counts.update(tokens(term.term))
        self.correctable = {
            word: number for word, number in counts.items() if word not in STOP_WORDS and not word.isdecimal()
        }
        """Every word that a typing error may stand for, with how common it is."""

    def correct(self, asked: list[str]) -> list[str]:
        """Return ``asked`` with listed misspellings and unknown words repaired."""
        used: list[str] = []
        loose: list[str] = []
        for stretch, term in split_into_terms(asked, self._vocabulary.terms, term_key):
            if term and term.kind == Synonym.Kind.SPELLING and term.meanings:
                stretch = tuple(term.meanings[0].split())
            elif not term or len(stretch) == 1:
                loose += stretch
                continue
            used += [*self._words(loose), *stretch]
            loose = []
        return used + self._words(loose)

    def suggestions(self, asked: list[str]) -> tuple[str, ...]:
        """Return words of the portal that look like what was typed, for the page that found nothing."""
        near = (nearest_words(word, self.correctable, further=1)[:3] for word in asked)
        return tuple(dict.fromkeys(chain.from_iterable(near)))[:MOST_SUGGESTIONS]

    def _words(self, loose: list[str]) -> list[str]:
        """``loose`` repaired one by one, once what the portal writes as one is put together ("chat bots")."""
        joined: list[str] = []
        for word in loose:
            if joined and joined[-1] + word in self.correctable:
                word = joined.pop() + word
            joined.append(word)
        return [new for word in joined for new in self._word(word)]

    def _word(self, word: str) -> list[str]:
        # An English word that stands nowhere here was meant, and readers are told that it stands nowhere.
        if word.isdecimal() or word in ENGLISH_WORDS or self._vocabulary.knows(word):
            return [word]
        return split_compound(word, self.correctable) or nearest_words(word, self.correctable)[:1] or [word]


@lru_cache(maxsize=2)
def speller(vocabulary: Vocabulary) -> Speller:
    """Return the speller of ``vocabulary``, made once for each that is read."""
    return Speller(vocabulary)


def nearest_words(word: str, known: Mapping[str, float], *, further: int = 0) -> list[str]:
    """Return the words of ``known`` that ``word`` may stand for: nearest first, then commonest.

    An edit is a letter added, left out or another, or two letters swapped; people seldom mistype the first.
    With ``further`` more edits are allowed.
    """
    if len(word) < SHORTEST:
        return []
    limit = further + (1 if len(word) < LONG else 2)
    found = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=limit, limit=None)
    near = [
        (edits, -known[other], other) for other, edits, _ in found if edits + (other[0] != word[0]) <= limit
    ]
    return [other for *_, other in sorted(near)]


def split_compound(word: str, known: Mapping[str, float]) -> list[str]:
    """Return ``word`` as two known words if it was two words typed together, else nothing."""
    cuts = ((word[:place], word[place:]) for place in range(3, len(word) - 2))
    pairs = [list(pair) for pair in cuts if known.keys() >= set(pair)]
    return max(pairs, key=lambda pair: min(map(len, pair)), default=[])
