"""How hard a text is to read, as the Flesch-Kincaid grade: a US school year, so 5 is a reader of about ten.

Syllables are counted by groups of vowels: hyphenation counts too few, and a dictionary would have to be
fetched. Headings, points of a list and cells of a table count as sentences, as they are read.
"""

import re
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:[^l]e|[^sxzc]es|[^td]ed)$")


@dataclass(frozen=True)
class Reading:
    """The words of a text and the grade of its reader."""

    words: int
    grade: float


def measure(text: str) -> Reading:
    """Return the length and grade of plain ``text``, one block a line. An empty text has grade 0.

    Source: Kincaid and others, Derivation of New Readability Formulas, 1975.
    """
    sentences = [
        words
        for line in text.splitlines()
        for part in SENTENCE_END.split(line)
        if (words := WORD.findall(part))
    ]
    count = sum(map(len, sentences))
    if not count:
        return Reading(0, 0.0)
    syllables = sum(_syllables(word) for words in sentences for word in words)
    return Reading(count, 0.39 * count / len(sentences) + 11.8 * syllables / count - 15.59)


def _syllables(word: str) -> int:
    word = word.lower()
    groups = len(VOWELS.findall(word))
    return max(groups - bool(groups > 1 and SILENT_END.search(word)), 1)
