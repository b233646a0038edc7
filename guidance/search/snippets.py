"""Short texts with the words that were searched for marked, as pieces that a template can show safely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from guidance.search.concepts import Concept
from guidance.search.words import STOP_WORDS, stems
from guidance.search.words import stem as stem_of

_PIECES = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
LONGEST = 240


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it holds a word that was searched for."""

    text: str
    is_hit: bool


def mark(text: str, concepts: Sequence[Concept]) -> list[Piece]:
    """Return ``text`` in pieces; hits are the words typed, and official terms that stand there in full."""
    text = _shortened(text)
    present = set(stems(text))
    wanted = {stem for concept in concepts for stem in map(stem_of, concept.typed)}
    for concept in concepts:
        for phrase, _ in concept.stems:
            if present.issuperset(phrase.split()):
                wanted.update(phrase.split())
    pieces: list[Piece] = []
    for chunk in _PIECES.split(text):
        if chunk:
            hit = chunk.lower() not in STOP_WORDS and not wanted.isdisjoint(stems(chunk))
            _add(pieces, chunk, hit)
    return pieces


def hits(pieces: Sequence[Piece]) -> int:
    """Return how many of ``pieces`` were searched for."""
    return sum(piece.is_hit for piece in pieces)


def excerpt(text: str, concepts: Sequence[Concept]) -> list[Piece]:
    """Return the marked line of ``text`` that holds most of the words that were searched for."""
    lines = [mark(line, concepts) for line in text.split("\n") if line]
    return max(lines, key=hits, default=[])


def _add(pieces: list[Piece], chunk: str, hit: bool) -> None:
    """Neighbouring stretches of the same sort are one piece."""
    if pieces and pieces[-1].is_hit == hit:
        pieces[-1] = Piece(pieces[-1].text + chunk, hit)
    else:
        pieces.append(Piece(chunk, hit))


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + "…"
