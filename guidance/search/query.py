"""What a query means: the synonyms in it, the plain words left, what each may match. Pure Python."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from guidance.search.text import FILLERS, STOP_WORDS, stem, without_stop_words

Phrase = tuple[str, ...]

MOST_MATCHES = 1_000  # counted and weighed; beyond that nobody reads the count
MOST_CANDIDATES = 250  # ranked in Python, and so the most that can be paged through
LONGEST_TERM = 6  # words
MEANT = 0.7  # how well an official term stands for what was typed
LEAST_WEIGHT = 0.01  # of a word that every document holds: never nothing
PLAIN = 0.6  # a plain word says less than a known term as rare as it is
TOPIC, ASPECT = 3.0, 1.0  # what is asked about says more than for whom or in what form


@dataclass(frozen=True)
class Term:
    """A synonym as the engine uses it; see ``guidance.models.Synonym`` for each field."""

    term: str
    kind: str
    meanings: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    explanation: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Concept:
    """One thing that a query asks for: the words as typed, and every phrase that may stand for it.

    ``phrases`` pairs words with how well they stand for what was typed; ``weight`` says how telling the
    concept is, from the share of documents that hold it.
    """

    words: tuple[str, ...]
    phrases: tuple[tuple[tuple[str, ...], float], ...]
    weight: float
    term: Term | None = None
    stems: tuple[tuple[str, float], ...] = field(default=())

    @property
    def destinations(self) -> tuple[str, ...]:
        """Addresses that advisers put first for it."""
        return self.term.destinations if self.term else ()


@dataclass(frozen=True)
class SearchFilters:
    """The part of the site to stay on; an empty field means all of it."""

    kind: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    """Names of models, for a list that shows only these."""

    def __bool__(self) -> bool:
        return bool(self.kind or self.risk or self.phase or self.models)

    def admits(self, kind: str, risk_areas: str, phases: str) -> bool:
        """Whether a document with these slugs (risk areas and phases between spaces) fits."""
        return (
            (not self.kind or kind in self.kind)
            and (not self.risk or not set(self.risk).isdisjoint(risk_areas.split()))
            and (not self.phase or not set(self.phase).isdisjoint(phases.split()))
        )


NO_FILTERS = SearchFilters()


@dataclass(frozen=True)
class SearchQuery:
    """Concepts of which all (or any) must match.

    ``stems`` are the stems of the words; ``related_terms`` are synonyms that the query may be about as well.
    """

    concepts: tuple[Concept, ...]
    stems: tuple[str, ...] = ()
    related_terms: tuple[Term, ...] = ()
    needs_all: bool = True

    def expression(self, both: str, either: str, phrase: Callable[[Phrase], str]) -> str:
        """Return what to look for in a database's own language, in which ``phrase`` writes a phrase."""
        groups = []
        for concept in self.concepts:
            alternatives = (both.join(map(phrase, phrases)) for phrases in _alternatives(concept))
            groups.append(f"({either.join(f'({one})' for one in alternatives)})")
        return (both if self.needs_all else either).join(groups)

    @property
    def destinations(self) -> list[str]:
        """Addresses that advisers chose for these words; they are candidates whatever they say."""
        of_concepts = (url for concept in self.concepts for url in concept.destinations)
        of_terms = (url for term in self.related_terms for url in term.destinations)
        return list(dict.fromkeys([*of_concepts, *of_terms]))


def term_key(words: Sequence[str]) -> str:
    """Return what ``words`` are looked up by: their stems without spaces, so "tik tok" is "TikTok"."""
    return "".join(map(stem, words))


def unordered_key(words: Sequence[str]) -> str:
    """Return what several words are looked up by in any order, stop words and fillers left out."""
    return " ".join(sorted({stem(word) for word in words if word not in STOP_WORDS | FILLERS}))


def parse(
    words: list[str], terms: Mapping[str, Term], counts: Mapping[str, int], total: int
) -> list[Concept]:
    """Return the concepts of ``words``: the longest known terms first, then the telling single words.

    Terms are looked for as they are written, then among the words left in any order. ``counts`` says how
    many of ``total`` documents hold each stem.
    """
    found: list[tuple[list[str], Term | None]] = []
    rest: list[str] = []
    for stretch, term in split_into_terms(words, terms, term_key):
        found += [(stretch, term)] if term and len(stretch) > 1 else []
        rest += [] if term and len(stretch) > 1 else stretch
    rest = [word for word in rest if word not in STOP_WORDS] if found else without_stop_words(rest)
    for stretch, term in split_into_terms(rest, terms, unordered_key):
        found.append((stretch, term or terms.get(term_key(stretch))))
    once = {tuple(stretch): term for stretch, term in found}
    return [_concept(stretch, term, counts, total) for stretch, term in once.items()]


def related_terms(words: list[str], terms: Mapping[str, Term], found: Sequence[Concept]) -> tuple[Term, ...]:
    """Return the terms of several words that a query holds with other words between or across them.

    "Prevent lead training" is about the Prevent lead, and "prevent training" is worth a look too.
    """
    kept = {stem(word) for word in words if word not in STOP_WORDS | FILLERS}
    seen = {concept.destinations for concept in found}
    terms_found: dict[tuple[str, ...], Term] = {}
    for size in (3, 2):
        for some in combinations(sorted(kept), size):
            term = terms.get(" ".join(some))
            if term and term.destinations not in seen:
                terms_found.setdefault(term.destinations, term)
    return tuple(terms_found.values())


def split_into_terms(
    words: list[str], terms: Mapping[str, Term], by: Callable[[Sequence[str]], str]
) -> Iterator[tuple[list[str], Term | None]]:
    """Yield ``words`` cut into the longest known terms, looked up ``by``, and the words between them."""
    place = 0
    while place < len(words):
        size, term = _longest_term(words[place:], terms, by)
        yield words[place : place + size], term
        place += size


def _longest_term(words: list[str], terms: Mapping[str, Term], by: Callable) -> tuple[int, Term | None]:
    for size in range(min(LONGEST_TERM, len(words)), 0, -1):
        if size == 1 and words[0] in STOP_WORDS:
            break
        term = terms.get(by(words[:size]))
        if term:
            return size, term
    return 1, None


def _concept(stretch: tuple[str, ...], term: Term | None, counts: Mapping[str, int], total: int) -> Concept:
    phrases = {stretch: 1.0}
    weight = max(_weight(word, counts, total) for word in stretch)
    if not term:
        weight *= PLAIN
    else:
        meanings = [tuple(meaning.split()) for meaning in term.meanings]
        phrases |= {meaning: MEANT for meaning in meanings if meaning and meaning != stretch}
        weight = ASPECT if term.kind == "aspect" else max(weight, TOPIC)
    stems = tuple((f" {' '.join(map(stem, phrase))} ", strength) for phrase, strength in phrases.items())
    return Concept(stretch, tuple(phrases.items()), weight, term, stems)


def _weight(word: str, counts: Mapping[str, int], total: int) -> float:
    share = (total + 1) / (counts.get(stem(word), 0) + 1)
    return math.log(share) + LEAST_WEIGHT


def _alternatives(concept: Concept) -> list[list[Phrase]]:
    """The concept's phrases, and the words typed if they may stand apart (stop words aside)."""
    phrases: list[list[Phrase]] = [[words] for words, _ in concept.phrases]
    apart: list[Phrase] = [(word,) for word in concept.words if word not in STOP_WORDS]
    return [*phrases, apart] if len(concept.words) > 1 and apart else phrases
