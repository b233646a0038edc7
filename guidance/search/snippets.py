"""Short texts with the words that were searched for marked, as pieces that a template can show safely."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from guidance.search.concepts import Concept
from guidance.search.text import STOP_WORDS, stems_of_ours

_PIECES = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
# Letters and marks of which none joins a word, or ends one, once it is folded: nearly every text is of these.
_ORDINARY = re.compile(r"[\x00-\x7f\u00a0£\u00c0-\u024f‘’“”–—…]*")
LONGEST = 240


class Highlight(NamedTuple):
    """A stretch of text, and whether it holds a word that was searched for."""

    text: str
    is_hit: bool


class _Sought(NamedTuple):
    """The stems of the words typed, and those of each official term, which must be there in full."""

    words: frozenset[str]
    terms: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, concepts: Sequence[Concept], stems_there: str | None) -> "_Sought":
        """What may be found in a text that has the stems ``stems_there``, or in any."""
        words = frozenset().union(*(concept.stems_of_words for concept in concepts))
        terms = tuple(term for concept in concepts for term in concept.stems_of_meanings)
        if stems_there is None:
            return cls(words, terms)
        there = frozenset(stems_there.split())
        return cls(words & there, tuple(term for term in terms if term <= there))


def mark(text: str, concepts: Sequence[Concept], stems_there: str | None = None) -> list[Highlight]:
    """Return ``text`` in pieces; hits are the words typed, and official terms that stand there in full.

    ``stems_there`` are the stems of the whole text, where the index has them, so that they need not be found.
    """
    return _mark(_shortened(text), _Sought.of(concepts, stems_there))


def hits(pieces: Sequence[Highlight]) -> int:
    """Return how many of ``pieces`` were searched for."""
    return sum(piece.is_hit for piece in pieces)


def excerpt(text: str, concepts: Sequence[Concept], stems_there: str | None = None) -> list[Highlight]:
    """Return the marked line of ``text`` that holds most of the words that were searched for."""
    sought = _Sought.of(concepts, stems_there)
    lines = [_shortened(line) for line in text.split("\n") if line]
    return _mark(max(lines, key=lambda line: _count(line, sought), default=""), sought)


def _mark(text: str, sought: _Sought) -> list[Highlight]:
    chunks = _read(text).chunks
    found = _found(text, sought)
    # Neighbours of a sort are one piece.
    pieces = groupby(filter(None, chunks), key=found.__contains__)
    return [Highlight("".join(some), is_hit) for is_hit, some in pieces]


def _count(line: str, sought: _Sought) -> int:
    """How many pieces of ``line`` are hits: as many as in ``mark(line)``."""
    if not _ORDINARY.fullmatch(line):
        return hits(_mark(line, sought))
    found = _found(line, sought)
    # What stands between two words is no hit there, so that no two hits are one piece.
    return sum(map(found.__contains__, _read(line).chunks[1::2])) if found else 0


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def _found(text: str, sought: _Sought) -> set[str]:
    """Those of the chunks of ``text`` that are hits."""
    wanted = set(sought.words)
    read = _read(text)
    if sought.terms:
        wanted.update(*(term for term in sought.terms if term <= read.present))
    return {chunk for chunk, telling in read.telling if not wanted.isdisjoint(telling)} if wanted else set()


class _Read(NamedTuple):
    """A text of a document: the words with what stands between them, what each tells, and every stem."""

    chunks: tuple[str, ...]
    telling: tuple[tuple[str, frozenset[str]], ...]
    present: frozenset[str]


@lru_cache(maxsize=2048)
def _read(text: str) -> _Read:
    """Take apart a text of a document, of which a page of results shows some thirty, the same ones often."""
    chunks = tuple(_PIECES.split(text))
    telling = tuple((chunk, _telling(chunk)) for chunk in dict.fromkeys(chunks))
    return _Read(chunks, tuple(pair for pair in telling if pair[1]), _present(text, chunks))


def _present(text: str, chunks: Sequence[str]) -> frozenset[str]:
    """Every stem in ``text``. In an odd one its chunks may be other words, so it is read as a whole."""
    ordinary = _ORDINARY.fullmatch(text)
    return frozenset().union(*map(_stems, chunks[1::2])) if ordinary else frozenset(stems_of_ours(text))


@lru_cache(maxsize=20_000)
def _stems(chunk: str) -> frozenset[str]:
    """The stems in one word of a document, or between two; documents have few different ones."""
    return frozenset(stems_of_ours(chunk))


def _telling(chunk: str) -> frozenset[str]:
    """The same, but none of a stop word."""
    return frozenset() if chunk.lower() in STOP_WORDS else _stems(chunk)
