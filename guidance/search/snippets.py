"""Short texts with the words that were searched for marked, as pieces that a template can show safely."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from guidance.search.query import Concept
from guidance.search.text import STOP_WORDS, stems
from guidance.search.text import stem as stem_of

_PIECES = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
# Letters and marks of which none joins a word, or ends one, once it is folded: nearly every text is of these.
_ORDINARY = re.compile(r"[\x00-\x7f\u00a0£\u00c0-\u024f‘’“”–—…]*")
LONGEST = 240


class Highlight(NamedTuple):
    """A stretch of text, and whether it holds a word that was searched for."""

    text: str
    is_hit: bool


def mark(text: str, concepts: Sequence[Concept]) -> list[Highlight]:
    """Return ``text`` in pieces; hits are the words typed, and official terms that stand there in full."""
    text = _shortened(text)
    chunks = _PIECES.split(text)
    wanted = _wanted(text, chunks, concepts)
    # Neighbours of a sort are one piece.
    pieces = groupby(filter(None, chunks), key=lambda chunk: not wanted.isdisjoint(_telling(chunk)))
    return [Highlight("".join(some), is_hit) for is_hit, some in pieces]


def hits(pieces: Sequence[Highlight]) -> int:
    """Return how many of ``pieces`` were searched for."""
    return sum(piece.is_hit for piece in pieces)


def excerpt(text: str, concepts: Sequence[Concept]) -> list[Highlight]:
    """Return the marked line of ``text`` that holds most of the words that were searched for."""
    lines = [_shortened(line) for line in text.split("\n") if line]
    best = max(lines, key=lambda line: _count(line, concepts), default="")
    return mark(best, concepts)


def _count(line: str, concepts: Sequence[Concept]) -> int:
    """How many pieces of ``line`` are hits: as many as in ``mark(line)``."""
    chunks = _PIECES.split(line)
    if not _ORDINARY.fullmatch(line):
        return hits(mark(line, concepts))
    wanted = _wanted(line, chunks, concepts)
    # What stands between two words is no hit there, so that no two hits are one piece.
    return sum(not wanted.isdisjoint(_telling(word)) for word in chunks[1::2])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def _wanted(text: str, chunks: Sequence[str], concepts: Sequence[Concept]) -> set[str]:
    """The stems to mark in ``text``, which is made of ``chunks``."""
    wanted = {stem for concept in concepts for stem in map(stem_of, concept.words)}
    present = _present(text, chunks)
    for concept in concepts:
        for phrase, _ in concept.phrases:
            if present.issuperset(phrase.split()):
                wanted.update(phrase.split())
    return wanted


def _present(text: str, chunks: Sequence[str]) -> set[str]:
    """Every stem in ``text``. In an odd one its chunks may be other words, so it is read as a whole."""
    return set().union(*map(_stems, chunks)) if _ORDINARY.fullmatch(text) else set(stems(text))


@lru_cache(maxsize=20_000)
def _stems(chunk: str) -> frozenset[str]:
    """The stems in one word of a document, or in what stands between two.

    A page of results shows some four hundred words, of which documents have few different ones.
    """
    return frozenset(stems(chunk))


@lru_cache(maxsize=20_000)
def _telling(chunk: str) -> frozenset[str]:
    """The same, but none of a stop word."""
    return frozenset() if chunk.lower() in STOP_WORDS else _stems(chunk)
