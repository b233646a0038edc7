"""Repair of typing errors from the portal's own words. Pure Python.

A slip of the finger costs less than a wrong letter: neighbouring keys, swapped letters, vowels heard
alike and a letter doubled or forgotten. Words typed together are taken apart again.
"""

import re
from collections.abc import Mapping

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SLIP, VOWEL, DOUBLED, WRONG = 0.7, 0.75, 0.5, 1.0
WRONG_START = 0.4  # people seldom mistype the first letter
SHORTEST = 4
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


def allowed(word: str) -> float:
    """Return the greatest distance at which another word may stand in for ``word``."""
    if len(word) <= 4:
        return 0.7
    return 1.5 if len(word) <= 7 else 1.65


def nearest(
    word: str, known: Mapping[str, tuple[int, float]], *, limit: float | None = None, complete: bool = True
) -> list[str]:
    """Return the words of ``known`` within reach of ``word``, nearest first.

    ``known`` maps each word to its ``mask`` and to how common it is; of two equally near words the
    commoner one comes first. With ``complete``, words that begin with ``word`` do if none is near.
    """
    limit = allowed(word) if limit is None else limit
    bits, slack = mask(word), int(2 * limit) + 1
    found = []
    for other, (other_bits, common) in known.items():
        if abs(len(other) - len(word)) > limit + 1 or len(other) < SHORTEST:
            continue
        if (bits ^ other_bits).bit_count() > slack:
            continue
        apart = distance(word, other, limit)
        if apart <= limit:
            found.append((apart - min(common, 5) * 0.08, other))
    if not found and complete:
        return _completions(word, known)
    return [other for _, other in sorted(found)]


def sound(word: str) -> str:
    """Return roughly how ``word`` sounds, the vowels blurred: "roblocks" sounds like "roblox"."""
    for heard, pattern in SOUNDS:
        word = pattern.sub(heard, word)
    return word


def apart(word: str, known: Mapping[str, tuple[int, float]]) -> list[str]:
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
