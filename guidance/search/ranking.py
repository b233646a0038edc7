"""The order of results. Pure Python, so that both databases give the same order.

An exact title comes before everything, then the pages that advisers chose for a synonym, then what holds the
words in its title or keywords, then what holds them elsewhere. Each number below stands because some test
fails without it; see ``tests/guidance/test_search_settings.py``.
"""

from collections.abc import Collection, Iterable, Sequence

from guidance.search.concepts import Concept
from guidance.search.held_documents import Document
from guidance.search.query import SearchQuery
from guidance.search.text import FILLERS

EXACT_TITLE = 60.0
DESTINATION, NEXT_DESTINATION = 20.0, 2.5  # for the first page that advisers chose, and less for each next
SOLE_TERM = 10.0  # for the first of them, when the query is nothing but that synonym
RELATED_TERM = 12.0  # for a listed phrasing, by how much the query is like it
USUAL = 14.0  # for a page that is asked for in just these words
FRONT, REST = 6.0, 3.0  # title and keywords; headings, summary and body
TITLE_SHARE = 6.0  # for a title that holds the whole question
MIN_COVERAGE = 0.5  # of the question; what covers less is no answer, unless advisers chose it
LOW_COVERAGE = 0.4  # what a candidate keeps of its points that covers next to nothing
MIN_SCORE = 0.01
WEAK_SHARE = 0.3  # of the question; where a chosen page lacks as much, readers are told


def order(candidates: Iterable[Document], query: SearchQuery, *, keep_all: bool = False) -> list[Document]:
    """Return ``candidates`` best first; those that cover too little are left out, unless ``keep_all``."""
    scored = [(-score(candidate, query), candidate.url, candidate) for candidate in candidates]
    kept = scored if keep_all else [one for one in scored if one[0] < 0]
    return [candidate for *_, candidate in sorted(kept)]


def score(candidate: Document, query: SearchQuery) -> float:
    """Return how well ``candidate`` answers ``query``; 0 when it covers less than half of it."""
    related = _related(candidate, query)
    points, covered, is_chosen = 0.0, 0.0, related > 0
    chosen: dict[str, float] = {}
    for concept, share in query.shares:
        found = _field(candidate, concept)
        if candidate.url in concept.destinations:
            is_chosen = True
            gain = _destination(candidate, concept.destinations, DESTINATION)
            if len(query.concepts) == 1 and concept.destinations[0] == candidate.url:
                gain += SOLE_TERM
            # Two terms for one subject lead to the same page first: then what else was typed decides.
            subject = concept.destinations[0]
            chosen[subject] = max(chosen.get(subject, 0.0), share * gain)
            found = found or MIN_SCORE
        if found:
            points += share * found
            covered += share
    if covered < MIN_COVERAGE and not is_chosen:
        return 0.0
    points = (points + sum(chosen.values())) * (LOW_COVERAGE + (1 - LOW_COVERAGE) * covered)
    return max(points + related + _title(candidate, query), MIN_SCORE)


def is_weak(best: Document, query: SearchQuery, usual: Collection[str] = ()) -> bool:
    """Whether even the best result is no answer to all of ``query``, so that readers are told.

    It lacks a part that counts; or nobody chose it, and what was asked for is only scattered over its text.
    Of ``usual`` words it lacks none: it is asked for with them.
    """
    asked = [(concept, share) for concept, share in query.shares if set(usual).isdisjoint(concept.words)]
    lacking = sum(share for concept, share in asked if _is_lacking(best, concept))
    if _related(best, query) > 0 or any(best.url in concept.destinations for concept in query.concepts):
        return lacking >= WEAK_SHARE
    if any(not _field(best, concept) for concept in query.concepts):
        return True
    return len(query.concepts) > 1 and not any(_holds(best.front, one) for one in query.concepts)


def _is_lacking(best: Document, concept: Concept) -> bool:
    """Whether it has no word of a concept that no adviser knows, and that is no everyday word here."""
    return not concept.term and FILLERS.isdisjoint(concept.words) and not _field(best, concept)


def _field(candidate: Document, concept: Concept) -> float:
    """Points of the best field that holds the concept."""
    if _holds(candidate.front, concept):
        return FRONT
    return REST if _holds(candidate.rest, concept) else 0.0


def _holds(fields: str, concept: Concept) -> bool:
    """Whether one of ``fields``, each on a line of its own, holds a phrase of the concept or all words typed.

    No phrase reaches over the end of a line, so that it is looked for in all lines at once.
    """
    for phrase in concept.phrases:  # A generator would take longer than most of its answers.
        if phrase in fields:
            return True
    apart = concept.stems_apart
    if not apart or not all(word in fields for word in apart):
        return False
    return any(all(word in field for word in apart) for field in fields.split("\n"))


def _destination(candidate: Document, destinations: Sequence[str], first: float) -> float:
    if candidate.url not in destinations:
        return 0.0
    return max(first - NEXT_DESTINATION * destinations.index(candidate.url), MIN_SCORE)


def _related(candidate: Document, query: SearchQuery) -> float:
    """Points of the candidate for how its kind of question is asked: the likest phrasing, and all of them."""
    points = 0.0
    for one in query.related_terms:
        if candidate.url in one.term.destinations:
            points = max(points, one.likeness * _destination(candidate, one.term.destinations, RELATED_TERM))
    return points + USUAL * query.usual.get(candidate.url, 0.0)


def _title(candidate: Document, query: SearchQuery) -> float:
    """Points for a title typed in full, or for how much of the query the title holds."""
    title = candidate.title_stems
    if query.stems and title == query.line:
        return EXACT_TITLE
    words = query.different_stems
    return TITLE_SHARE * len(words.intersection(title.split())) / len(words) if len(words) > 1 else 0.0
