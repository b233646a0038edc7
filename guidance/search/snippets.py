"""Short texts with the words that were searched for marked, as pieces that a template can show safely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from guidance.search.query import Concept
from guidance.search.text import STOP_WORDS, stems
from guidance.search.text import stem as stem_of

_PIECES = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
LONGEST = 240


@dataclass(frozen=True)
class Highlight:
    """A stretch of text, and whether it holds a word that was searched for."""

    text: str
    is_hit: bool


def mark(text: str, concepts: Sequence[Concept]) -> list[Highlight]:
    """Return ``text`` in pieces; hits are the words typed, and official terms that stand there in full."""
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0] + "…"
    present = set(stems(text))
    wanted = {stem for concept in concepts for stem in map(stem_of, concept.words)}
    for concept in concepts:
        for phrase, _ in concept.phrases:
            if present.issuperset(phrase.split()):
                wanted.update(phrase.split())

    def is_hit(chunk: str) -> bool:
        return chunk.lower() not in STOP_WORDS and not wanted.isdisjoint(stems(chunk))

    chunks = groupby(filter(None, _PIECES.split(text)), key=is_hit)  # neighbours of a sort are one piece
    return [Highlight("".join(some), hit) for hit, some in chunks]


def hits(pieces: Sequence[Highlight]) -> int:
    """Return how many of ``pieces`` were searched for."""
    return sum(piece.is_hit for piece in pieces)


def excerpt(text: str, concepts: Sequence[Concept]) -> list[Highlight]:
    """Return the marked line of ``text`` that holds most of the words that were searched for."""
    lines = [mark(line, concepts) for line in text.split("\n") if line]
    return max(lines, key=hits, default=[])
