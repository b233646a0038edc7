"""``find``: from what someone typed to one ranked list over everything public."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from guidance.models import SearchTerm
from guidance.search import concepts as reading
from guidance.search import fulltext, lexicon, ranking, snippets, spelling, words
from guidance.search.concepts import Concept
from guidance.search.lexicon import Lexicon
from guidance.search.question import EVERYWHERE, Question, Shelf
from guidance.search.ranking import Candidate
from guidance.search.snippets import Piece

PAGE_SIZE = 10
ENOUGH = 5  # with fewer results than this, results that match most of the words are shown as well


@dataclass(frozen=True)
class Hit:
    """One result: the page, its marked summary, and the part of it that answers best."""

    url: str
    title: list[Piece]
    kind: str
    phone: str
    summary: list[Piece]
    part_url: str = ""
    part_title: list[Piece] = field(default_factory=list)
    part_text: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What a search found, and how the words were understood."""

    typed: str
    used: str = ""
    repaired: bool = False
    notes: tuple[str, ...] = ()
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 0
    facets: dict[str, Counter] = field(default_factory=dict)
    nearest: tuple[str, ...] = ()


def find(
    typed: str,
    *,
    shelf: Shelf = EVERYWHERE,
    page: int = 1,
    as_typed: bool = False,
    trial: SearchTerm | None = None,
    at: datetime | None = None,
) -> Found:
    """Search for ``typed`` on ``shelf`` and return page ``page`` of what the public may read at ``at``.

    ``as_typed`` leaves typing errors alone. ``trial`` is a search word that is not saved yet, followed as
    if it were. Never raises for odd input; at most five queries.
    """
    at = at or timezone.now()
    known = lexicon.current()
    if trial:
        known = lexicon.with_term(known, trial)
    asked = words.typed(typed)
    used = asked if as_typed else _repaired(asked, known)
    concepts = _answerable(reading.read(used, known.terms, known.counts, known.documents), known)
    found = Found(typed.strip()[: words.LONGEST_QUERY], " ".join(used), used != asked, _notes(concepts))
    if not concepts:
        return replace(found, nearest=_nearest(asked, known))
    question = Question(tuple(concepts))
    ranked, facets = _search(question, shelf, [words.stem(word) for word in used], at)
    return _page_of(replace(found, facets=facets), question, ranked, page, facets["total"][""])


def _search(
    question: Question, shelf: Shelf, asked: Sequence[str], at: datetime
) -> tuple[list[Candidate], dict[str, Counter]]:
    """All words first; when that finds next to nothing, most words."""
    strict = fulltext.candidates(question, shelf, at)
    ranked = ranking.order(strict, question.concepts, asked)
    if len(ranked) >= ENOUGH or len(question.concepts) == 1:
        return ranked, _facets(fulltext.tally(question, at), shelf)
    loose = fulltext.candidates(replace(question, needs_all=False), EVERYWHERE, at)
    ranked = ranking.order(_merged(strict, loose), question.concepts, asked)
    rows = [(one.kind, one.risk_areas, one.phases, 1) for one in ranked]
    return [one for one in ranked if _is_on(shelf, one.kind, one.risk_areas, one.phases)], _facets(
        rows, shelf
    )


def _merged(strict: list[Candidate], loose: list[Candidate]) -> list[Candidate]:
    return list({candidate.id: candidate for candidate in [*loose, *strict]}.values())


def _facets(rows: list[tuple[str, str, str, int]], shelf: Shelf) -> dict[str, Counter]:
    """Counts for each facet under the choices made in the other facets, and the total under all."""
    counts = {name: Counter() for name in ("kind", "risk", "phase", "total")}
    for kind, risk_areas, phases, number in rows:
        values = {"kind": [kind], "risk": risk_areas.split(), "phase": phases.split(), "total": [""]}
        for name, counter in counts.items():
            others = shelf if name == "total" else replace(shelf, **{name: ""})
            if _is_on(others, kind, risk_areas, phases):
                counter.update(dict.fromkeys(values[name], number))
    return counts


def _is_on(shelf: Shelf, kind: str, risk_areas: str, phases: str) -> bool:
    return (
        shelf.kind in {"", kind}
        and (not shelf.risk or f" {shelf.risk} " in risk_areas)
        and (not shelf.phase or f" {shelf.phase} " in phases)
    )


def _page_of(found: Found, question: Question, ranked: list[Candidate], page: int, total: int) -> Found:
    pages = -(-len(ranked) // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    shown = ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    parts = fulltext.parts(replace(question, needs_all=False), [one.thing for one in shown if one.has_parts])
    hits = [_hit(one, question.concepts, parts.get(one.thing)) for one in shown]
    return replace(found, hits=hits, total=max(total, len(ranked)) if pages else 0, page=page, pages=pages)


def _hit(candidate: Candidate, concepts: Sequence[Concept], part: tuple[str, str, str] | None) -> Hit:
    url, heading, text = part or ("", "", "")
    return Hit(
        url=candidate.url,
        title=snippets.mark(candidate.title, concepts),
        kind=candidate.kind,
        phone=candidate.phone,
        summary=snippets.mark(candidate.summary, concepts),
        part_url=url,
        part_title=snippets.mark(heading, concepts),
        part_text=snippets.excerpt(text, concepts),
    )


def _repaired(asked: list[str], known: Lexicon) -> list[str]:
    """``asked`` with listed misspellings replaced and every word that the portal does not know repaired."""
    used: list[str] = []
    for word in _respelled(asked, known):
        used += [word] if known.knows(word) or word.isdecimal() else _repair(word, known)
    return _respelled(used, known)


def _repair(word: str, known: Lexicon) -> list[str]:
    return spelling.apart(word, known.known) or spelling.nearest(word, known.known)[:1] or [word]


def _respelled(asked: list[str], known: Lexicon) -> list[str]:
    """``asked`` with the misspellings that advisers listed written as they should be."""
    used: list[str] = []
    for stretch, term in reading.stretches(asked, known.terms, reading.key):
        if term and term.kind == SearchTerm.Kind.SPELLING and term.meanings:
            used += term.meanings[0].split()
        else:
            used += stretch
    return used


def _answerable(concepts: list[Concept], known: Lexicon) -> list[Concept]:
    """Leave out words that stand nowhere: nothing could ever match them."""
    return [concept for concept in concepts if concept.term or known.knows(concept.typed[0])]


def _notes(concepts: list[Concept]) -> tuple[str, ...]:
    notes = [concept.term.explanation for concept in concepts if concept.term]
    return tuple(dict.fromkeys(note for note in notes if note))


def _nearest(asked: list[str], known: Lexicon) -> tuple[str, ...]:
    """Words of the portal that look like what was typed, for the page that found nothing."""
    found = [near for word in asked for near in spelling.nearest(word, known.known, limit=3.0)[:3]]
    return tuple(dict.fromkeys(found))[:5]
