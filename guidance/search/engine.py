"""``find``: from what someone typed to one ranked list over everything public."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db.models import Model
from django.utils import timezone

from guidance.models import Synonym
from guidance.search import fulltext, ranking, spelling, text, typed, vocabulary
from guidance.search.concepts import of_code
from guidance.search.held_documents import Document, Labels
from guidance.search.hits import Hit, hit_of
from guidance.search.query import NO_FILTERS, SearchFilters, SearchQuery, parse, term_key
from guidance.search.results import SearchResults
from guidance.search.typed import Typed
from guidance.search.verbs import verbs
from guidance.search.vocabulary import Vocabulary
from guidance.self_review import editions

PAGE_SIZE = 10
MOST_CANDIDATES = 250  # ranked in Python, and so the most that can be paged through
SHORTEST_NAMED = 2  # letters; "re" and the like say nothing
MOSTLY_USUAL = 0.5  # of a query that is a sentence, and not a few words of which each counts
SENTENCE = 4  # words
ENOUGH = 5  # with fewer results than this, results that match most of the words are shown as well


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
    is a synonym that is not saved yet, followed as if it were. Never raises for odd input; at most three
    queries, and seven of the vocabulary after a change.
    """
    at = at or timezone.now()
    known = known or vocabulary.current()
    if trial:
        known = vocabulary.with_term(known, trial)
    asked = typed.read(raw_query, known.numbers)
    words = list(asked.words)
    # Who puts words between quotation marks has looked at them.
    corrected = words if exact or asked.phrases else spelling.speller(known).correct(words)
    query, unknown = _query(asked, corrected, known)
    found = SearchResults(
        raw_query=_cleaned(raw_query),
        corrected_query=" ".join(corrected),
        was_corrected=corrected != words,
        is_quoted=bool(asked.phrases),
        unknown=unknown,
        sought=tuple(dict.fromkeys(word for concept in query.concepts for word in concept.words)),
        notes=tuple({one.term.explanation: 1 for one in query.concepts if one.term and one.term.explanation}),
        titles=known.titles_at(at),
    )
    if not query.concepts:
        return replace(found, suggestions=spelling.speller(known).suggestions(words))
    ranked, tally = _search(query, known, at, filters=filters)
    total = sum(number for labels, number in tally.items() if filters.admits(*labels))
    found = replace(found, tally=tally, total=total)
    if ranked:
        found = _judged(found, query, known, ranked[0], corrected)
    return _page_of(found, query, known, ranked, page)


def keys_for(model: type[Model], raw_query: str, *, at: datetime | None = None) -> list[str]:
    """Return the slugs of the public rows of ``model`` that match ``raw_query``, best first.

    A resource that is found under its service's name counts as found. At most three queries, and
    seven of the vocabulary after a change.
    """
    known = vocabulary.current()
    asked = typed.read(raw_query, known.numbers)
    words = list(asked.words)
    query, _ = _query(asked, words if asked.phrases else spelling.speller(known).correct(words), known)
    if not query.concepts:
        return []
    models = (str(model._meta.model_name), "service")
    ranked, _ = _search(query, known, at or timezone.now(), models=models)
    return list(dict.fromkeys(row.slug for row in ranked))


def corrected_words(raw_query: str) -> str:
    """Return the words of ``raw_query`` as they were repaired; "" when they needed no repair.

    No query: the vocabulary is the one that this process read last.
    """
    known = vocabulary.last_read()
    words = list(typed.read(raw_query, known.numbers).words)
    corrected = spelling.speller(known).correct(words)
    return " ".join(corrected) if corrected != words else ""


def _query(asked: Typed, corrected: list[str], known: Vocabulary) -> tuple[SearchQuery, tuple[str, ...]]:
    """What is asked for, and the words that stand nowhere, which nothing could ever match."""
    omitted = verbs(corrected, known.terms)
    is_listed = term_key(corrected) in known.terms
    meant = [word for word in corrected if is_listed or word not in omitted]
    concepts = parse(meant, known.terms, known.document_counts, known.documents)
    there = [one for one in concepts if one.term or known.knows(one.words[0])]
    unknown = tuple(one.words[0] for one in concepts if one not in there and is_named(one.words[0]))
    if asked.code:
        is_review = asked.code[:2] in editions.shipped()
        there.append(of_code(asked.code, known.review_code_page if is_review else known.code_page))
    # What advisers listed word for word needs no comparison.
    compared = [] if len(concepts) == 1 and concepts[0].term else meant
    query = SearchQuery(
        concepts=tuple(there),
        stems=tuple(map(text.stem, corrected)),
        related_terms=known.phrasings.like(compared),
        usual=known.phrasings.pages(compared),
        verbs=frozenset(map(text.stem, omitted)),
        phrases=tuple(text.in_stems(" ".join(phrase)) for phrase in asked.phrases),
        excluded=tuple(text.in_stems(" ".join(phrase)) for phrase in asked.excluded),
        is_number=bool(corrected) and all(word in known.numbers for word in corrected),
    )
    return query, unknown


def is_named(word: str) -> bool:
    """Whether readers are told that ``word`` stands nowhere: it says something, and is no number."""
    return len(word) > SHORTEST_NAMED and not word.isdecimal() and word not in text.FILLERS


def _cleaned(raw_query: str) -> str:
    """What was typed, as it may be shown again: on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in raw_query[: text.LONGEST_QUERY]).strip()


def _search(
    query: SearchQuery,
    known: Vocabulary,
    at: datetime,
    *,
    filters: SearchFilters = NO_FILTERS,
    models: Sequence[str] = (),
) -> tuple[list[Document], Counter[Labels]]:
    """All words first; when that finds next to nothing, most words. Returns the order, and what to count.

    ``models`` are names of models, for a list that shows only these.
    """
    found = _found(query, known, at, models)
    if len(found) >= ENOUGH or len(query.concepts) == 1:
        candidates = _admitted(found.values(), filters)[:MOST_CANDIDATES]
        return ranking.order(candidates, query, keep_all=True), Counter(one.labels for one in found.values())
    found |= _found(replace(query, needs_all=False), known, at, models)
    ranked = ranking.order(islice(found.values(), MOST_CANDIDATES), query)
    return _admitted(ranked, filters), Counter(one.labels for one in ranked)


def _admitted(documents: Iterable[Document], filters: SearchFilters) -> list[Document]:
    return [one for one in documents if filters.admits(*one.labels)] if filters else list(documents)


def _found(query: SearchQuery, known: Vocabulary, at: datetime, models: Sequence[str]) -> dict[int, Document]:
    """What may be read at ``at`` and matches, by number, likely ones first."""
    documents = known.held.whole(fulltext.matches(query))
    public = (one for one in documents if one.is_public(at) and (not models or one.page_key[0] in models))
    return {one.pk: one for one in public if query.admits(one.url, one.stems)}


def _judged(
    found: SearchResults, query: SearchQuery, known: Vocabulary, best: Document, words: list[str]
) -> SearchResults:
    """Say what even the best result lacks.

    Where most of a sentence is usual for the page, what the page does not say itself is no lack.
    """
    is_usual = query.usual.get(best.url, 0.0) >= MOSTLY_USUAL and len(query.different_stems) >= SENTENCE
    usual = [word for word in words if is_usual and known.phrasings.leads(word, best.url)]
    unknown = tuple(word for word in found.unknown if word not in usual)
    return replace(found, unknown=unknown, is_weak=ranking.is_weak(best, query, usual))


def _page_of(
    found: SearchResults, query: SearchQuery, known: Vocabulary, ranked: list[Document], page: int
) -> SearchResults:
    pages = -(-len(ranked) // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    before = (page - 1) * PAGE_SIZE
    shown = ranked[before : before + PAGE_SIZE]
    parts = known.held.parts(shown)
    hits = [_hit(one, parts.get(one.page_key, ()), query) for one in shown]
    return replace(found, hits=hits, first=before + 1, page=page, pages=pages)


def _hit(document: Document, parts: Iterable[Document], query: SearchQuery) -> Hit:
    best = ranking.order(parts, query)[:1]
    return hit_of(document, best[0] if best else None, query.concepts)
