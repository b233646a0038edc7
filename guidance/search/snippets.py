"""Short texts with the words that were searched for marked, as pieces that a template can show safely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    text = _shortened(text)
    present = set(stems(text))
    wanted = {stem for concept in concepts for stem in map(stem_of, concept.words)}
    for concept in concepts:
        for phrase, _ in concept.stems:
            if present.issuperset(phrase.split()):
                wanted.update(phrase.split())
    pieces: list[Highlight] = []
    for chunk in _PIECES.split(text):
        if chunk:
            hit = chunk.lower() not in STOP_WORDS and not wanted.isdisjoint(stems(chunk))
            _add(pieces, chunk, hit)
    return pieces


def hits(pieces: Sequence[Highlight]) -> int:
    """Return how many of ``pieces`` were searched for."""
    return sum(piece.is_hit for piece in pieces)


def excerpt(text: str, concepts: Sequence[Concept]) -> list[Highlight]:
    """Return the marked line of ``text`` that holds most of the words that were searched for."""
    lines = [mark(line, concepts) for line in text.split("\n") if line]
    return max(lines, key=hits, default=[])


def _add(pieces: list[Highlight], chunk: str, hit: bool) -> None:
    """Neighbouring stretches of the same sort are one piece."""
    if pieces and pieces[-1].is_hit == hit:
        pieces[-1] = Highlight(pieces[-1].text + chunk, hit)
    else:
        pieces.append(Highlight(chunk, hit))


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + "…"
