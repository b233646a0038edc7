"""``find``: from what someone typed to one ranked list over everything public."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from guidance.models import SearchDocument, Synonym
from guidance.search import fulltext, ranking, snippets, spelling, text, vocabulary
from guidance.search.query import (
    MOST_CANDIDATES,
    NO_FILTERS,
    Concept,
    SearchFilters,
    SearchQuery,
    parse,
    related_terms,
)
from guidance.search.ranking import Candidate
from guidance.search.snippets import Highlight
from guidance.search.vocabulary import Vocabulary

PAGE_SIZE = 10
Row = tuple[str, str, str, int]
ENOUGH = 5  # with fewer results than this, results that match most of the words are shown as well


@dataclass(frozen=True)
class Hit:
    """One result: the page, its marked summary, and the part of it that answers best."""

    url: str
    kind: str
    kind_label: str
    title: list[Highlight]
    summary: list[Highlight]
    phone: str = ""
    part_url: str = ""
    part_title: list[Highlight] = field(default_factory=list)
    part_text: list[Highlight] = field(default_factory=list)


@dataclass(frozen=True)
class SearchResults:
    """What a search found, and how the words were understood."""

    raw_query: str
    corrected_query: str = ""
    was_corrected: bool = False
    notes: tuple[str, ...] = ()
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 0
    tally: list[Row] = field(default_factory=list)
    """What matches with any filters, by kind, risk areas and phases, to count facets from."""
    suggestions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def find(
    raw_query: str,
    *,
    known: Vocabulary | None = None,
    filters: SearchFilters = NO_FILTERS,
    page: int = 1,
    exact: bool = False,
    trial: Synonym | None = None,
    at: datetime | None = None,
) -> SearchResults:
    """Return page ``page`` of what the public may read at ``at`` and answers ``raw_query``.

    ``known`` is the vocabulary, if the caller has read it. ``exact`` leaves typing errors alone. ``trial``
    is a synonym that is not saved yet, followed as if it were. Never raises for odd input; at most five
    queries, and six of the vocabulary after a change.
    """
    at = at or timezone.now()
    known = known or vocabulary.current()
    if trial:
        known = vocabulary.with_term(known, trial)
    words = text.query_words(raw_query)
    corrected = words if exact else spelling.speller(known).correct(words)
    concepts = _concepts(corrected, known)
    found = SearchResults(
        raw_query=_cleaned(raw_query),
        corrected_query=" ".join(corrected),
        was_corrected=corrected != words,
        notes=_notes(concepts),
        titles=tuple(known.titles),
    )
    if not concepts:
        return replace(found, suggestions=spelling.speller(known).suggestions(words))
    query = _query(corrected, concepts, known)
    ranked, tally = _search(query, filters, at)
    total = sum(number for *slugs, number in tally if filters.admits(*slugs))
    return _page_of(replace(found, tally=tally, total=total), query, ranked, page)


def keys_for(model: type[Model], raw_query: str, *, at: datetime | None = None) -> list[str]:
    """Return the slugs of the public rows of ``model`` that match ``raw_query``, best first.

    A resource that is found under its service's name counts as found. At most three queries, and
    six of the vocabulary after a change.
    """
    known = vocabulary.current()
    corrected = spelling.speller(known).correct(text.query_words(raw_query))
    concepts = _concepts(corrected, known)
    if not concepts:
        return []
    filters = SearchFilters(models=(model._meta.model_name or "", "service"))
    query = _query(corrected, concepts, known)
    at = at or timezone.now()
    ranked = ranking.order(fulltext.candidates(query, filters, at), query)
    if len(ranked) < ENOUGH and len(concepts) > 1:
        most = fulltext.candidates(replace(query, needs_all=False), filters, at)
        ranked = ranking.order(most, query)
    return list(dict.fromkeys(one.slug for one in ranked))


def _concepts(corrected: list[str], known: Vocabulary) -> list[Concept]:
    """The concepts of ``corrected``, without words that stand nowhere: nothing could ever match them."""
    concepts = parse(corrected, known.terms, known.document_counts, known.documents)
    return [concept for concept in concepts if concept.term or known.knows(concept.words[0])]


def _query(corrected: list[str], concepts: list[Concept], known: Vocabulary) -> SearchQuery:
    return SearchQuery(
        concepts=tuple(concepts),
        stems=tuple(text.stem(word) for word in corrected),
        related_terms=related_terms(corrected, known.terms, concepts),
    )


def _notes(concepts: list[Concept]) -> tuple[str, ...]:
    notes = [concept.term.explanation for concept in concepts if concept.term]
    return tuple(dict.fromkeys(note for note in notes if note))


def _cleaned(raw_query: str) -> str:
    """What was typed, as it may be shown again: on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in raw_query[: text.LONGEST_QUERY]).strip()


def _search(query: SearchQuery, filters: SearchFilters, at: datetime) -> tuple[list[Candidate], list[Row]]:
    """All words first; when that finds next to nothing, most words. Returns the order, and what to count."""
    every = fulltext.candidates(query, NO_FILTERS, at)
    if len(every) < ENOUGH and len(query.concepts) > 1:
        every += fulltext.candidates(replace(query, needs_all=False), NO_FILTERS, at)
        every = ranking.order(list({one.id: one for one in every}.values()), query)
        return _on(filters, every), [(one.kind, one.risk_areas, one.phases, 1) for one in every]
    if filters and len(every) >= MOST_CANDIDATES:
        every = fulltext.candidates(query, filters, at)
    ranked = ranking.order(_on(filters, every), query, keep_all=True)
    return ranked, fulltext.tally(query, at)


def _on(filters: SearchFilters, candidates: list[Candidate]) -> list[Candidate]:
    return [one for one in candidates if filters.admits(one.kind, one.risk_areas, one.phases)]


def _page_of(found: SearchResults, query: SearchQuery, ranked: list[Candidate], page: int) -> SearchResults:
    pages = -(-len(ranked) // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    shown = ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    parts = fulltext.parts(replace(query, needs_all=False), [one.obj for one in shown if one.has_parts])
    hits = [_hit(one, query.concepts, parts.get(one.obj)) for one in shown]
    return replace(found, hits=hits, page=page, pages=pages)


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
