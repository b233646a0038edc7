"""``find``: from what someone typed to one ranked list over everything public."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from guidance.models import SearchDocument, Synonym
from guidance.search import concepts as reading
from guidance.search import counting, fulltext, lexicon, ranking, snippets, spelling, words
from guidance.search.concepts import Concept
from guidance.search.counting import Choice, Row
from guidance.search.lexicon import Lexicon
from guidance.search.question import EVERYWHERE, MOST_CANDIDATES, Question, Shelf
from guidance.search.ranking import Candidate
from guidance.search.snippets import Piece

PAGE_SIZE = 10
ENOUGH = 5  # with fewer results than this, results that match most of the words are shown as well


@dataclass(frozen=True)
class Hit:
    """One result: the page, its marked summary, and the part of it that answers best."""

    url: str
    kind: str
    kind_label: str
    title: list[Piece]
    summary: list[Piece]
    phone: str = ""
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
    facets: dict[str, list[Choice]] = field(default_factory=dict)
    nearest: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def find(
    typed: str,
    *,
    shelf: Shelf = EVERYWHERE,
    page: int = 1,
    as_typed: bool = False,
    trial: Synonym | None = None,
    at: datetime | None = None,
) -> Found:
    """Search for ``typed`` on ``shelf`` and return page ``page`` of what the public may read at ``at``.

    ``as_typed`` leaves typing errors alone. ``trial`` is a search word that is not saved yet, followed as
    if it were. Never raises for odd input; at most five queries, and six of the
    lexicon after a change.
    """
    at = at or timezone.now()
    known = lexicon.current()
    if trial:
        known = lexicon.with_term(known, trial)
    asked = words.typed(typed)
    used = asked if as_typed else spelling.speller(known).correct(asked)
    concepts = _concepts(used, known)
    found = Found(
        typed=_cleaned(typed),
        used=" ".join(used),
        repaired=used != asked,
        notes=_notes(concepts),
        titles=tuple(known.titles),
    )
    if not concepts:
        return replace(found, nearest=spelling.speller(known).suggestions(asked))
    question = _question(used, concepts, known)
    ranked, rows = _search(question, shelf, at)
    facets = counting.choices(rows, shelf, known.labels)
    return _page_of(replace(found, facets=facets), question, ranked, page, counting.total(rows, shelf))


def keys_for(model: type[Model], typed: str, *, at: datetime | None = None) -> list[str]:
    """Return the slugs of the public rows of ``model`` that match ``typed``, best first.

    A resource that is found under its service's name counts as found. At most three queries, and
    six of the lexicon after a change.
    """
    known = lexicon.current()
    used = spelling.speller(known).correct(words.typed(typed))
    concepts = _concepts(used, known)
    if not concepts:
        return []
    shelf = Shelf(things=(model._meta.model_name, "service"))
    question = _question(used, concepts, known)
    at = at or timezone.now()
    ranked = ranking.order(fulltext.candidates(question, shelf, at), question)
    if len(ranked) < ENOUGH and len(concepts) > 1:
        most = fulltext.candidates(replace(question, needs_all=False), shelf, at)
        ranked = ranking.order(most, question)
    return list(dict.fromkeys(one.slug for one in ranked))


def _concepts(used: list[str], known: Lexicon) -> list[Concept]:
    """The concepts of ``used``, without words that stand nowhere: nothing could ever match them."""
    concepts = reading.read(used, known.terms, known.counts, known.documents)
    return [concept for concept in concepts if concept.term or known.knows(concept.typed[0])]


def _question(used: list[str], concepts: list[Concept], known: Lexicon) -> Question:
    return Question(
        concepts=tuple(concepts),
        asked=tuple(words.stem(word) for word in used),
        hints=reading.hints(used, known.terms, concepts),
    )


def _notes(concepts: list[Concept]) -> tuple[str, ...]:
    notes = [concept.term.explanation for concept in concepts if concept.term]
    return tuple(dict.fromkeys(note for note in notes if note))


def _cleaned(typed: str) -> str:
    """What was typed, as it may be shown again: on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in typed[: words.LONGEST_QUERY]).strip()


def _search(question: Question, shelf: Shelf, at: datetime) -> tuple[list[Candidate], list[Row]]:
    """All words first; when that finds next to nothing, most words. Returns the order, and what to count."""
    every = fulltext.candidates(question, EVERYWHERE, at)
    if len(every) < ENOUGH and len(question.concepts) > 1:
        every += fulltext.candidates(replace(question, needs_all=False), EVERYWHERE, at)
        every = ranking.order(list({one.id: one for one in every}.values()), question)
        return _on(shelf, every), [(one.kind, one.risk_areas, one.phases, 1) for one in every]
    if shelf and len(every) >= MOST_CANDIDATES:
        every = fulltext.candidates(question, shelf, at)
    ranked = ranking.order(_on(shelf, every), question, keep_all=True)
    return ranked, fulltext.tally(question, at)


def _on(shelf: Shelf, candidates: list[Candidate]) -> list[Candidate]:
    return [one for one in candidates if counting.is_on(shelf, one.kind, one.risk_areas, one.phases)]


def _page_of(found: Found, question: Question, ranked: list[Candidate], page: int, total: int) -> Found:
    pages = -(-len(ranked) // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    shown = ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    parts = fulltext.parts(replace(question, needs_all=False), [one.obj for one in shown if one.has_parts])
    hits = [_hit(one, question.concepts, parts.get(one.obj)) for one in shown]
    return replace(found, hits=hits, total=total, page=page, pages=pages)


def _hit(candidate: Candidate, concepts: Sequence[Concept], part: tuple[str, str, str] | None) -> Hit:
    url, heading, text = part or ("", "", "")
    summary = snippets.mark(candidate.summary, concepts)
    return Hit(
        url=candidate.url,
        kind=candidate.kind,
        kind_label=SearchDocument.Kind(candidate.kind).label,
        title=snippets.mark(candidate.title, concepts),
        summary=summary,
        phone=candidate.phone,
        part_url=url,
        part_title=snippets.mark(heading, concepts),
        part_text=[] if snippets.hits(summary) else snippets.excerpt(text, concepts),
    )
