"""Cut a text into sentences: what a window of a text starts and ends with.

People who type without full stops still get sentences, and a sign-off of one word is part of its neighbour.
"""

import re
from typing import NamedTuple

from enquiries.triage.tokeniser import cleaned, tokens_of

WORD = re.compile(r"\S+\s*")
ENDS = re.compile(r"[.!?;]['\")\]]{0,3}\s*$|\n")
MOST_WORDS = 30
MOST_TOKENS = 40
FEWEST_TOKENS = 4


class Sentence(NamedTuple):
    """A sentence as it stands in the cleaned text, and its tokens."""

    text: str
    tokens: list[str]


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, as typed; linear in its length."""
    found: list[Sentence] = []
    for piece in pieces(cleaned(text)):
        tokens = tokens_of(piece)
        if (
            found
            and len(tokens) + len(found[-1].tokens) <= MOST_TOKENS
            and is_short(found[-1].tokens, tokens)
        ):
            found[-1] = Sentence(found[-1].text + piece, found[-1].tokens + tokens)
            continue
        starts = range(0, len(tokens), MOST_TOKENS)
        # Of signs without a space between them there may be any number: they share one text.
        found += [
            Sentence(piece if start == 0 else "", tokens[start : start + MOST_TOKENS]) for start in starts
        ]
    return found


def is_short(*neighbours: list[str]) -> bool:
    """Return whether one of two neighbours is too short to stand by itself."""
    return any(len(tokens) < FEWEST_TOKENS for tokens in neighbours)


def pieces(text: str) -> list[str]:
    """Cut a text after its marks and line ends, and after so many words without any."""
    found: list[str] = []
    start = words = 0
    for word in WORD.finditer(text):
        words += 1
        if words >= MOST_WORDS or ENDS.search(word[0]):
            found.append(text[start : word.end()])
            start, words = word.end(), 0
    return [*found, text[start:]] if start < len(text) else found
