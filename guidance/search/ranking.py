"""The order of results. Pure Python, so that both databases give the same order.

Title well above old names and keywords, these above headings and summary, these above the body; the
pages that advisers chose for a synonym first; an exact title before everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.search.query import Concept, SearchQuery

TITLE, KEYWORDS, HEADINGS, SUMMARY, BODY = FIELDS = (10.0, 6.0, 4.0, 3.0, 1.0)
WORDS_APART = 0.6  # all words of a phrase, but not together
OTHER_FIELDS = 0.15  # what a second field adds to the best one
EXACT_TITLE = 30.0
TYPED_TITLE = 16.0  # a title of three words or more, typed in full among others
WHOLE_TITLE = 4.0
WHOLE_QUESTION = 6.0
DESTINATION, NEXT_DESTINATION, LAST_DESTINATION = 25.0, 2.5, 10.0
SOLE_TERM = 7.0  # what advisers put first, when the query is nothing but that synonym
KIND_ASKED_FOR = 8.0
RELATED_TERM = 22.0
MIN_COVERAGE = 0.5
LOW_COVERAGE = 0.4  # what a candidate keeps of its points that covers next to nothing
MIN_SCORE = 0.01

# Our own pages answer the query; an update only says that something changed.
KIND_PRIOR = {"guidance": 1.0, "policy": 1.0, "risk-area": 0.8, "page": 0.5, "helpline": 0.3, "update": -4.0}

WORDS_FOR_KIND = {
    "helpline": "helplin phone ring call number hotlin repor talk counsel",
    "policy": "polici templat agreement",
    "service": "train cours inset cpd book workshop session consultanc",
    "parents": "parent carer famili newsletter leaflet handout letter hom",
    "update": "updat new chang latest",
}
KIND_BY_WORD = {stem: kind for kind, stems in WORDS_FOR_KIND.items() for stem in stems.split()}
WORDS_FOR_LAW = frozenset({"statutori", "law", "legal", "duti", "must", "requir", "compulsori", "mandatori"})


@dataclass(frozen=True)
class Candidate:
    """A document that the database found, as ranking needs it. ``stems`` has one line for each field."""

    id: int
    kind: str
    risk_areas: str
    phases: str
    statutory: bool
    url: str
    title: str
    phone: str
    summary: str
    obj: tuple[str, int]
    stems: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.url.rstrip("/").rsplit("/", 1)[-1]

    @property
    def has_parts(self) -> bool:
        """Whether its page has headings that can be linked to."""
        return bool(self.stems[2].strip())


def order(candidates: Sequence[Candidate], query: SearchQuery, *, keep_all: bool = False) -> list[Candidate]:
    """Return ``candidates`` best first; those that cover too little are left out, unless ``keep_all``."""
    scored = [(score(candidate, query), candidate) for candidate in candidates]
    kept = [(points, candidate) for points, candidate in scored if points > 0 or keep_all]
    return [candidate for _, candidate in sorted(kept, key=lambda pair: (-pair[0], pair[1].url))]


def score(candidate: Candidate, query: SearchQuery) -> float:
    """Return how well ``candidate`` answers ``query``; 0 when it covers less than half of it.

    Pages that advisers chose for one of the synonyms always stay in.
    """
    all_weight = sum(concept.weight for concept in query.concepts)
    points, covered, hinted = 0.0, 0.0, _hinted(candidate, query)
    is_chosen = hinted > 0
    for concept in query.concepts:
        share = concept.weight / all_weight
        found = _found(candidate, concept)
        chosen = _chosen(candidate, concept, is_alone=len(query.concepts) == 1)
        covered += share if found or chosen else 0.0
        points += share * (found + chosen)
        is_chosen = is_chosen or bool(chosen)
    if covered < MIN_COVERAGE and not is_chosen:
        return 0.0
    points *= LOW_COVERAGE + (1 - LOW_COVERAGE) * covered
    asked = query.asked
    return max(points + hinted + _title(candidate, asked) + _called_for(candidate, asked), MIN_SCORE)


def _hinted(candidate: Candidate, query: SearchQuery) -> float:
    """Points of the best hint that leads to the candidate, by how much of the query the hint is."""
    best = 0.0
    for term in query.related_terms:
        if candidate.url in term.destinations:
            share = min(len(term.term.split()) / max(len(set(query.asked)), 1), 1.0)
            best = max(
                best, share * (RELATED_TERM - NEXT_DESTINATION * term.destinations.index(candidate.url))
            )
    return best


def _found(candidate: Candidate, concept: Concept) -> float:
    """Points of the best field that holds the concept, and a little for every other field."""
    best = total = 0.0
    for worth, text in zip(FIELDS, candidate.stems, strict=False):
        points = worth * _strength(text, concept)
        total += points
        best = max(best, points)
    return best + OTHER_FIELDS * (total - best)


def _strength(text: str, concept: Concept) -> float:
    """How well ``text`` holds the concept; its phrases come strongest first."""
    for stem, strength in concept.stems:
        if stem in text:
            return strength
    if len(concept.typed) > 1 and all(f" {stem} " in text for stem in _single(concept)):
        return WORDS_APART
    return 0.0


def _single(concept: Concept) -> list[str]:
    return concept.stems[0][0].split()


def _chosen(candidate: Candidate, concept: Concept, *, is_alone: bool) -> float:
    if candidate.url not in concept.destinations:
        return 0.0
    place = concept.destinations.index(candidate.url)
    first = SOLE_TERM if is_alone and place == 0 else 0.0
    return max(DESTINATION - NEXT_DESTINATION * place, LAST_DESTINATION) + first


def _title(candidate: Candidate, asked: Sequence[str]) -> float:
    """Points for how much of the title was asked for and how much of the query it holds."""
    title = candidate.stems[0].split()
    if not title:
        return 0.0
    if list(asked) == title:
        return EXACT_TITLE
    both = set(title) & set(asked)
    points = WHOLE_TITLE * len(both) / len(set(title))
    if len(set(asked)) > 1:
        points += WHOLE_QUESTION * len(both) / len(set(asked))
    if len(both) > 2 and len(both) == len(set(title)):
        points += TYPED_TITLE * len(both) / len(set(asked))
    return points


def _called_for(candidate: Candidate, asked: Sequence[str]) -> float:
    """A small lift for the kind of thing that the words call for, and the standing of each kind."""
    lift = KIND_PRIOR.get(candidate.kind, 0.0)
    if any(KIND_BY_WORD.get(stem) == candidate.kind for stem in asked):
        lift += KIND_ASKED_FOR
    if candidate.statutory and not WORDS_FOR_LAW.isdisjoint(asked):
        lift += KIND_ASKED_FOR
    return lift
