"""``find``: from what someone typed to one ranked list over everything public."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from guidance.models import SearchDocument, Synonym
from guidance.search import fulltext, ranking, snippets, spelling, text, vocabulary
from guidance.search.fulltext import Labels
from guidance.search.query import NO_FILTERS, SearchFilters, SearchQuery, parse, related_terms
from guidance.search.ranking import Candidate
from guidance.search.snippets import Highlight
from guidance.search.vocabulary import Vocabulary

PAGE_SIZE = 10
MOST_CANDIDATES = 250  # ranked in Python, and so the most that can be paged through
ENOUGH = 5  # with fewer results than this, results that match most of the words are shown as well
Documents = dict[tuple[str, int], SearchDocument]
"""Documents by their pages."""


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
    is_weak: bool = False
    notes: tuple[str, ...] = ()
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 0
    tally: Counter[Labels] = field(default_factory=Counter)
    """How many match with any filters, by kind, risk areas and phases, to count facets from."""
    suggestions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@text.forgets_typed_words
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
    query = _query(corrected, known)
    found = SearchResults(
        raw_query=_cleaned(raw_query),
        corrected_query=" ".join(corrected),
        was_corrected=corrected != words,
        notes=tuple({one.term.explanation: 1 for one in query.concepts if one.term and one.term.explanation}),
        titles=tuple(known.titles),
    )
    if not query.concepts:
        return replace(found, suggestions=spelling.speller(known).suggestions(words))
    ranked, tally = _search(query, at, filters=filters)
    total = sum(number for labels, number in tally.items() if filters.admits(*labels))
    is_weak = bool(ranked) and ranking.is_weak(ranked[0], query)
    return _page_of(replace(found, tally=tally, total=total, is_weak=is_weak), query, ranked, page)


@text.forgets_typed_words
def keys_for(model: type[Model], raw_query: str, *, at: datetime | None = None) -> list[str]:
    """Return the slugs of the public rows of ``model`` that match ``raw_query``, best first.

    A resource that is found under its service's name counts as found. At most four queries, and
    six of the vocabulary after a change.
    """
    known = vocabulary.current()
    query = _query(spelling.speller(known).correct(text.query_words(raw_query)), known)
    if not query.concepts:
        return []
    models = (str(model._meta.model_name), "service")
    ranked, _ = _search(query, at or timezone.now(), models=models)
    return list(dict.fromkeys(row.slug for row in ranked))


@text.forgets_typed_words
def corrected_words(raw_query: str) -> str:
    """Return the words of ``raw_query`` as they were repaired; "" when they needed no repair.

    No query: the vocabulary is the one that this process read last.
    """
    words = text.query_words(raw_query)
    corrected = spelling.speller(vocabulary.last_read()).correct(words)
    return " ".join(corrected) if corrected != words else ""


def _query(corrected: list[str], known: Vocabulary) -> SearchQuery:
    """What ``corrected`` asks for, without words that stand nowhere: nothing could ever match them."""
    concepts = parse(corrected, known.terms, known.document_counts, known.documents)
    return SearchQuery(
        concepts=tuple(one for one in concepts if one.term or known.knows(one.words[0])),
        stems=tuple(map(text.stem, corrected)),
        related_terms=related_terms(corrected, known.terms, concepts),
    )


def _cleaned(raw_query: str) -> str:
    """What was typed, as it may be shown again: on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in raw_query[: text.LONGEST_QUERY]).strip()


def _search(
    query: SearchQuery, at: datetime, *, filters: SearchFilters = NO_FILTERS, models: Sequence[str] = ()
) -> tuple[list[Candidate], Counter[Labels]]:
    """All words first; when that finds next to nothing, most words. Returns the order, and what to count."""
    matches = fulltext.matches(query, at, models)
    if len(matches) >= ENOUGH or len(query.concepts) == 1:
        ids = [id for id, labels in matches.items() if filters.admits(*labels)]
        return ranking.order(_candidates(ids), query, keep_all=True), Counter(matches.values())
    matches |= fulltext.matches(replace(query, needs_all=False), at, models)
    ranked = ranking.order(_candidates(list(matches)), query)
    tally = Counter(matches[row.pk] for row in ranked)
    return [row for row in ranked if filters.admits(*matches[row.pk])], tally


def _candidates(ids: list[int]) -> Iterable[Candidate]:
    """The documents with these ids, without their texts: no rows of the model, of which ten are shown."""
    rows = SearchDocument.objects.filter(pk__in=ids[:MOST_CANDIDATES])
    columns = rows.values_list("pk", "url", "object_type", "object_id", "stems")
    for pk, url, object_type, object_id, stems in columns:
        yield Candidate(pk, url, object_type, object_id, stems.split("\n"))


def _page_of(found: SearchResults, query: SearchQuery, ranked: list[Candidate], page: int) -> SearchResults:
    pages = -(-len(ranked) // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    shown = ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    documents, parts = _shown(shown, query)
    # What was unpublished since it was found is not there.
    keys = [one.page_key for one in shown if one.page_key in documents]
    hits = [_hit(documents[key], query, parts.get(key)) for key in keys]
    return replace(found, hits=hits, page=page, pages=pages)


def _shown(shown: list[Candidate], query: SearchQuery) -> tuple[Documents, Documents]:
    """The documents of the pages that are shown, and the part of each that answers best; one query."""
    rows = SearchDocument.objects.filter(
        object_type__in={one.object_type for one in shown}, object_id__in={one.object_id for one in shown}
    ).defer("keywords", "headings", "risk_areas", "phases", "public_from", "public_until")
    whole: list[SearchDocument] = []
    parts: list[SearchDocument] = []
    for row in rows if shown else ():
        (parts if row.part else whole).append(row)
    best = {row.page_key: row for row in reversed(ranking.order(parts, query))}
    return {row.page_key: row for row in whole}, best


def _hit(row: SearchDocument, query: SearchQuery, part: SearchDocument | None) -> Hit:
    summary = snippets.mark(row.summary, query.concepts)
    return Hit(
        url=row.url,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        title=snippets.mark(row.title, query.concepts),
        summary=summary,
        phone=row.phone,
        part_url=part.url if part else "",
        part_title=snippets.mark(part.title, query.concepts) if part else [],
        part_text=snippets.excerpt(part.body, query.concepts) if part and not snippets.hits(summary) else [],
    )
