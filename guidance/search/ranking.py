"""The order of results. Pure Python, so that both databases give the same order.

An exact title comes before everything, then the pages that advisers chose for a synonym, then what holds the
words in its title or keywords, then what holds them elsewhere. Each number below stands because some test
fails without it; see ``tests/guidance/test_search_settings.py``.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from guidance.models import SearchDocument
from guidance.search.query import Concept, SearchQuery

EXACT_TITLE = 60.0
DESTINATION, NEXT_DESTINATION = 20.0, 2.5  # for the first page that advisers chose, and less for each next
SOLE_TERM = 10.0  # for the first of them, when the query is nothing but that synonym
RELATED_TERM = 22.0
FRONT, REST = 6.0, 3.0  # title and keywords; headings, summary and body
TITLE_SHARE = 6.0  # for a title that holds the whole question
MIN_COVERAGE = 0.5  # of the question; what covers less is no answer, unless advisers chose it
LOW_COVERAGE = 0.4  # what a candidate keeps of its points that covers next to nothing
MIN_SCORE = 0.01


class Candidate(NamedTuple):
    """What the order is made of: a document without its texts. ``fields`` are the stems of each of them."""

    pk: int
    url: str
    object_type: str
    object_id: int
    fields: list[str]

    @property
    def page_key(self) -> tuple[str, int]:
        """As a document has it."""
        return self.object_type, self.object_id

    @property
    def slug(self) -> str:
        """As a document has it."""
        return self.url.rstrip("/").rsplit("/", 1)[-1]


Ranked = TypeVar("Ranked", Candidate, SearchDocument)


def order(candidates: Iterable[Ranked], query: SearchQuery, *, keep_all: bool = False) -> list[Ranked]:
    """Return ``candidates`` best first; those that cover too little are left out, unless ``keep_all``."""
    scored = [(score(candidate, query), candidate) for candidate in candidates]
    kept = [pair for pair in scored if pair[0] > 0 or keep_all]
    return [candidate for _, candidate in sorted(kept, key=lambda pair: (-pair[0], pair[1].url))]


def score(candidate: Candidate | SearchDocument, query: SearchQuery) -> float:
    """Return how well ``candidate`` answers ``query``; 0 when it covers less than half of it."""
    related = _related(candidate, query)
    points, covered, is_chosen = 0.0, 0.0, related > 0
    for concept in query.concepts:
        share = concept.weight / query.weight
        chosen = _destination(candidate, concept.destinations, DESTINATION)
        if len(query.concepts) == 1 and concept.destinations[:1] == (candidate.url,):
            chosen += SOLE_TERM
        found = chosen + _field(candidate, concept)
        points += share * found
        covered += share if found else 0.0
        is_chosen = is_chosen or chosen > 0
    if covered < MIN_COVERAGE and not is_chosen:
        return 0.0
    points *= LOW_COVERAGE + (1 - LOW_COVERAGE) * covered
    return max(points + related + _title(candidate, query.stems), MIN_SCORE)


def is_weak(best: Candidate | SearchDocument, query: SearchQuery) -> bool:
    """Whether even the best result lacks a part of ``query``, and no adviser chose it."""
    if _related(best, query) > 0:
        return False
    chosen = any(_destination(best, concept.destinations, DESTINATION) for concept in query.concepts)
    return not chosen and not all(_field(best, concept) for concept in query.concepts)


def _field(candidate: Candidate | SearchDocument, concept: Concept) -> float:
    """Points of the best field that holds the concept."""
    front = FRONT * _best_strength(candidate.fields[:2], concept)
    # No field holds it better than in full.
    return front if front >= REST else max(front, REST * _best_strength(candidate.fields[2:], concept))


def _best_strength(texts: Iterable[str], concept: Concept) -> float:
    best = 0.0
    for text in texts:
        best = max(best, _strength(text, concept))
        if best == 1:
            break
    return best


def _strength(text: str, concept: Concept) -> float:
    """How well ``text`` holds the concept: one of its phrases, or all its words apart."""
    for stem, strength in concept.phrases:
        if stem in text:
            return strength
    apart = concept.stems_apart
    return 1.0 if apart and all(word in text for word in apart) else 0.0


def _destination(candidate: Candidate | SearchDocument, destinations: Sequence[str], first: float) -> float:
    if candidate.url not in destinations:
        return 0.0
    return max(first - NEXT_DESTINATION * destinations.index(candidate.url), MIN_SCORE)


def _related(candidate: Candidate | SearchDocument, query: SearchQuery) -> float:
    """Points of the best related term that leads to the candidate, by how much of the query the term is."""
    if not query.related_terms:
        return 0.0
    size = max(len(set(query.stems)), 1)
    return max(
        (
            min(len(term.term.split()) / size, 1.0) * _destination(candidate, term.destinations, RELATED_TERM)
            for term in query.related_terms
        ),
        default=0.0,
    )


def _title(candidate: Candidate | SearchDocument, asked: Sequence[str]) -> float:
    """Points for a title typed in full, or for how much of the query the title holds."""
    title = candidate.fields[0].split()
    if title and list(asked) == title:
        return EXACT_TITLE
    words = set(asked)
    return TITLE_SHARE * len(words.intersection(title)) / len(words) if len(words) > 1 else 0.0
