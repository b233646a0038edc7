"""Repair of a query: misspellings that advisers listed, then words that the portal does not know.

A slip of the finger costs less than a wrong letter: neighbouring keys, swapped letters, vowels heard
alike and a letter doubled or forgotten. Words typed together are taken apart again.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from guidance.models import Synonym
from guidance.search import query
from guidance.search.text import STOP_WORDS, tokens
from guidance.search.vocabulary import Vocabulary

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SLIP, VOWEL, DOUBLED, WRONG = 0.7, 0.75, 0.5, 1.0
WRONG_START = 0.4  # people seldom mistype the first letter
SHORTEST = 4
SLIGHT = 0.6  # a doubled letter: near enough to write the word as the portal does
FARTHER = 0.8  # a suggestion may be farther off than a repair
SOUNDS = tuple(
    (heard, re.compile(pattern))
    for heard, pattern in (
        ("f", "ph|gh(?=t?$)"),
        ("s", "c(?=[eiy])|z|sc(?=[ei])"),
        ("k", "ck|qu|c"),
        ("ks", "x"),
        ("n", "^kn"),
        ("r", "^wr"),
        ("", "(?<=.)e$"),
        ("a", "[aeiouy]+"),
        (r"\1", r"(.)\1+"),
    )
)
SOUND_ALIKE = {frozenset(pair) for pair in ("cs", "sz", "ck", "fv", "td", "jg", "mn")}


def _neighbours() -> set[frozenset[str]]:
    pairs = set()
    for upper, row in enumerate(ROWS):
        pairs |= {frozenset(pair) for pair in zip(row, row[1:], strict=False)}
        for below in ROWS[upper + 1 : upper + 2]:
            for place, letter in enumerate(below):
                pairs |= {frozenset((letter, row[place])), frozenset((letter, row[place + 1]))}
    return pairs


CLOSE = _neighbours() | SOUND_ALIKE
VOWELS = {frozenset((a, b)) for a in "aeiouy" for b in "aeiouy" if a != b}


class Speller:
    """Puts typing errors right with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        counts = Counter(vocabulary.words)
        for term in vocabulary.terms.values():
            if not term.hidden and term.kind != Synonym.Kind.SPELLING:
                counts.update(tokens(term.term))
        self.correctable = {
            word: (mask(word), 1 + math.log(number))
            for word, number in counts.items()
            if word not in STOP_WORDS and not word.isdecimal()
        }
        """Every word that a typing error may stand for, with its letters and how common it is."""
        by_use = sorted(self.correctable, key=lambda word: self.correctable[word][1])
        self.by_sound = {sound(word): word for word in by_use if len(word) >= SHORTEST}
        """For each sound the commonest word of it."""

    def correct(self, asked: list[str]) -> list[str]:
        """Return ``asked`` with listed misspellings replaced and every unknown word repaired if it can be."""
        used: list[str] = []
        loose: list[str] = []
        for stretch, term in query.split_into_terms(
            self._respelled(asked), self._vocabulary.terms, query.term_key
        ):
            if term and len(stretch) > 1:
                used += [*self._words(loose), *stretch]
                loose = []
            else:
                loose += stretch
        return self._respelled(used + self._words(loose))

    def suggestions(self, asked: list[str]) -> tuple[str, ...]:
        """Return words of the portal that look like what was typed, for the page that found nothing."""
        found = [
            near
            for word in asked
            if len(word) >= SHORTEST
            for near in nearest_words(word, self.correctable, limit=max_distance(word) + FARTHER)[:3]
        ]
        return tuple(dict.fromkeys(found))[:5]

    def _words(self, loose: list[str]) -> list[str]:
        return [new for word in self._joined(loose) for new in self._word(word)]

    def _word(self, word: str) -> list[str]:
        if len(word) < SHORTEST or word.isdecimal() or word in self.correctable:
            return [word]
        if self._vocabulary.knows(word):
            return nearest_words(word, self.correctable, limit=SLIGHT, complete=False)[:1] or [word]
        near = split_compound(word, self.correctable) or nearest_words(word, self.correctable)[:1]
        return near or [self.by_sound.get(sound(word), word)]

    def _joined(self, asked: list[str]) -> list[str]:
        """``asked`` with words put together that the portal writes as one ("young minds", "chat bots")."""
        used: list[str] = []
        for word in asked:
            if used and used[-1] + word in self.correctable:
                used[-1] += word
            else:
                used.append(word)
        return used

    def _respelled(self, asked: list[str]) -> list[str]:
        """``asked`` with the misspellings that advisers listed written as they should be."""
        used: list[str] = []
        for stretch, term in query.split_into_terms(asked, self._vocabulary.terms, query.term_key):
            if term and term.kind == Synonym.Kind.SPELLING and term.meanings:
                used += term.meanings[0].split()
            else:
                used += stretch
        return used


@lru_cache(maxsize=2)
def speller(vocabulary: Vocabulary) -> Speller:
    """Return the speller of ``vocabulary``, made once for each that is read."""
    return Speller(vocabulary)


def mask(word: str) -> int:
    """Return the letters of ``word`` as a bit set, so that unlike words can be left out quickly."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def distance(typed: str, meant: str, limit: float) -> float:
    """Return the weighted edits from ``typed`` to ``meant`` (string alignment), or more than ``limit``."""
    before: list[float] = []
    row = [WRONG * place for place in range(len(meant) + 1)]
    for i, letter in enumerate(typed, 1):
        older, before, row = before, row, [float(i)]
        for j, wanted in enumerate(meant, 1):
            row.append(
                min(
                    before[j - 1] + _swap_cost(letter, wanted),
                    before[j] + (DOUBLED if i > 1 and typed[i - 2] == letter else WRONG),
                    row[j - 1] + (DOUBLED if j > 1 and meant[j - 2] == wanted else WRONG),
                )
            )
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == wanted and letter != wanted:
                row[j] = min(row[j], older[j - 2] + SLIP)
        if min(row) > limit:
            return limit + 1
    return row[-1] + (WRONG_START if typed[:1] != meant[:1] else 0)


def max_distance(word: str) -> float:
    """Return the greatest distance at which another word may stand in for ``word``."""
    if len(word) <= 4:
        return 0.7
    return 1.5 if len(word) <= 7 else 1.65


def nearest_words(
    word: str, known: Mapping[str, tuple[int, float]], *, limit: float | None = None, complete: bool = True
) -> list[str]:
    """Return the words of ``known`` within reach of ``word``, nearest first.

    ``known`` maps each word to its ``mask`` and to how common it is; of two equally near words the
    commoner one comes first. With ``complete``, words that begin with ``word`` do if none is near.
    """
    limit = max_distance(word) if limit is None else limit
    bits, slack = mask(word), int(2 * limit) + 1
    found = []
    for other, (other_bits, common) in known.items():
        if abs(len(other) - len(word)) > limit + 1 or len(other) < SHORTEST:
            continue
        if (bits ^ other_bits).bit_count() > slack:
            continue
        split_compound = distance(word, other, limit)
        if split_compound <= limit:
            found.append((split_compound - min(common, 5) * 0.08, other))
    if not found and complete:
        return _completions(word, known)
    return [other for _, other in sorted(found)]


def sound(word: str) -> str:
    """Return roughly how ``word`` sounds, the vowels blurred: "roblocks" sounds like "roblox"."""
    for heard, pattern in SOUNDS:
        word = pattern.sub(heard, word)
    return word


def split_compound(word: str, known: Mapping[str, tuple[int, float]]) -> list[str]:
    """Return ``word`` as two known words if it was two words typed together, else nothing."""
    best: tuple[float, list[str]] = (0.0, [])
    for cut in range(2, len(word) - 1):
        left, right = word[:cut], word[cut:]
        if left in known and right in known and min(len(left), len(right)) >= 2:
            likely = min(known[left][1], known[right][1]) * min(len(left), len(right), 4)
            best = max(best, (likely, [left, right]))
    return best[1] if best[0] >= 3 else []


def _completions(word: str, known: Mapping[str, tuple[int, float]]) -> list[str]:
    if len(word) < SHORTEST:
        return []
    begun = [other for other in known if other.startswith(word)]
    return sorted(begun, key=lambda other: (-known[other][1], len(other), other))


def _swap_cost(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    pair = frozenset((letter, wanted))
    if pair in VOWELS:
        return VOWEL
    return SLIP if pair in CLOSE else WRONG
