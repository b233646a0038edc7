"""Repair a whole query with the lexicon: listed misspellings, then words that the portal does not know."""

from guidance.models import Synonym
from guidance.search import concepts, spelling
from guidance.search.lexicon import Lexicon

SLIGHT = 0.6  # a doubled letter: near enough to write the word as the portal does
FARTHER = 0.8  # a suggestion may be farther off than a repair


def repaired(asked: list[str], known: Lexicon) -> list[str]:
    """Return ``asked`` with listed misspellings replaced and every unknown word repaired where possible."""
    used: list[str] = []
    loose: list[str] = []
    for stretch, term in concepts.stretches(_respelled(asked, known), known.terms, concepts.key):
        if term and len(stretch) > 1:
            used += [*_words(loose, known), *stretch]
            loose = []
        else:
            loose += stretch
    return _respelled(used + _words(loose, known), known)


def nearest(asked: list[str], known: Lexicon) -> tuple[str, ...]:
    """Return words of the portal that look like what was typed, for the page that found nothing."""
    found = [
        near
        for word in asked
        if len(word) >= spelling.SHORTEST
        for near in spelling.nearest(word, known.known, limit=spelling.allowed(word) + FARTHER)[:3]
    ]
    return tuple(dict.fromkeys(found))[:5]


def _words(loose: list[str], known: Lexicon) -> list[str]:
    return [new for word in _joined(loose, known) for new in _word(word, known)]


def _word(word: str, known: Lexicon) -> list[str]:
    if len(word) < spelling.SHORTEST or word.isdecimal() or word in known.known:
        return [word]
    if known.knows(word):
        return spelling.nearest(word, known.known, limit=SLIGHT, complete=False)[:1] or [word]
    near = spelling.apart(word, known.known) or spelling.nearest(word, known.known)[:1]
    return near or [known.sounds.get(spelling.sound(word), word)]


def _joined(asked: list[str], known: Lexicon) -> list[str]:
    """``asked`` with words put together that the portal writes as one ("young minds", "chat bots")."""
    used: list[str] = []
    for word in asked:
        if used and used[-1] + word in known.known:
            used[-1] += word
        else:
            used.append(word)
    return used


def _respelled(asked: list[str], known: Lexicon) -> list[str]:
    """``asked`` with the misspellings that advisers listed written as they should be."""
    used: list[str] = []
    for stretch, term in concepts.stretches(asked, known.terms, concepts.key):
        if term and term.kind == Synonym.Kind.SPELLING and term.meanings:
            used += term.meanings[0].split()
        else:
            used += stretch
    return used
