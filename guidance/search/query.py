"""What a query means: the synonyms in it, the plain words left, what each may match. Pure Python."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from guidance.search.as_written import is_far_off
from guidance.search.concepts import Concept, Term
from guidance.search.similar import Resemblance
from guidance.search.text import FILLERS, STOP_WORDS, in_stems, stem

LONGEST_TERM = 6  # words
PLAIN = 0.6  # a plain word says less than a known term as rare as it is
LEAST_WEIGHT = 0.01  # of a word that every document holds: never nothing
TOPIC, ASPECT = 3.0, 1.0  # what is asked about says more than for whom or in what form


@dataclass(frozen=True)
class SearchFilters:
    """The part of the site to stay on; an empty field means all of it."""

    kind: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    need: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def admits(self, kind: str, risk_areas: str, phases: str) -> bool:
        """Whether a document with these slugs (risk areas, phases and needs between spaces) fits."""
        stages = phases.split()
        pairs = (
            (self.kind, [kind]),
            (self.risk, risk_areas.split()),
            (self.phase, stages),
            (self.need, stages),
        )
        return all(not wanted or not set(wanted).isdisjoint(labels) for wanted, labels in pairs)


NO_FILTERS = SearchFilters()


@dataclass(frozen=True)
class SearchQuery:
    """Concepts of which all (or any) must match.

    ``stems`` are the stems of the words. ``related_terms`` are synonyms that the query is like, and ``usual``
    the pages that are asked for in such words, with how much it is so, from 0 to 1.
    ``phrases`` must stand in a result and ``excluded`` must not: stems, each between spaces. ``is_number``
    says that there is nothing but numbers of helplines, which lead to these alone.
    """

    concepts: tuple[Concept, ...]
    stems: tuple[str, ...] = ()
    related_terms: tuple[Resemblance, ...] = ()
    usual: Mapping[str, float] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    """Stems that the query has of verbs only: whatever else has them is about something else."""
    is_number: bool = False
    needs_all: bool = True

    @cached_property
    def weight(self) -> float:
        """Of all concepts."""
        return sum(concept.weight for concept in self.concepts)

    @cached_property
    def shares(self) -> tuple[tuple[Concept, float], ...]:
        """The concepts, each with its part of the weight."""
        return tuple((concept, concept.weight / self.weight) for concept in self.concepts)

    @cached_property
    def line(self) -> str:
        """The stems in their order, as a title that holds nothing else has them."""
        return f" {' '.join(self.stems)} "

    @cached_property
    def different_stems(self) -> frozenset[str]:
        """Each stem once, but for verbs."""
        return frozenset(self.stems) - self.verbs

    def expression(self, both: str, either: str, then: str) -> str:
        """Return what to look for, written with a database's operators; words typed may stand apart.

        Stems hold letters and digits only, in lower case, so nothing needs escaping.
        """
        groups = []
        for concept in self.concepts:
            telling = [word for word in concept.words if word not in STOP_WORDS] or concept.words
            typed = both.join(map(stem, telling))
            meanings = (then.join(phrase.split()) for phrase in concept.meant)
            groups.append(f"({either.join(f'({one})' for one in (typed, *meanings))})")
        return (both if self.needs_all else either).join(groups)

    def admits(self, url: str, fields: Sequence[str]) -> bool:
        """Whether a document at ``url`` with these stems has what must be there, and not what must not."""
        if not (self.phrases or self.excluded or self.is_number):
            return True
        if self.is_number and url not in self.destinations:
            return False
        has_all = all(any(phrase in field for field in fields) for phrase in self.phrases)
        return has_all and not any(phrase in field for field in fields for phrase in self.excluded)

    @cached_property
    def destinations(self) -> list[str]:
        """Addresses that advisers chose for these words; they are candidates whatever they say."""
        terms = (*(concept.term for concept in self.concepts), *(one.term for one in self.related_terms))
        chosen = [url for term in terms if term for url in term.destinations]
        return list(dict.fromkeys([*chosen, *self.usual]))


def term_key(words: Sequence[str]) -> str:
    """Return what ``words`` are looked up by: their stems without spaces, so "tik tok" is "TikTok"."""
    return "".join(map(stem, words))


def unordered_key(words: Sequence[str]) -> str:
    """Return what several words are looked up by in any order, stop words and fillers left out."""
    return " ".join(sorted({stem(word) for word in words if word not in STOP_WORDS | FILLERS}))


def parse(
    words: list[str], terms: Mapping[str, Term], counts: Mapping[str, int], total: int
) -> list[Concept]:
    """Return the concepts of ``words``: the whole if it is a known term, else the longest known terms first,
    then the telling single words.

    Terms are looked for as they are written, then among the words left in any order. ``counts`` says how
    many of ``total`` documents hold each stem.
    """
    whole = terms.get(term_key(words))
    if whole and len(words) > 1:
        return [_concept(tuple(words), whole, counts, total)]
    found: dict[tuple[str, ...], Term | None] = {}
    rest: list[str] = []
    for stretch, term in split_into_terms(words, terms, term_key):
        if term and len(stretch) > 1:
            found[stretch] = term
        else:
            rest += stretch
    kept = tuple(word for word in rest if word not in STOP_WORDS)
    found |= _in_any_order(kept if found else kept or rest, terms, words)
    return [_concept(stretch, term, counts, total) for stretch, term in found.items()]


def _in_any_order(
    rest: Sequence[str], terms: Mapping[str, Term], words: Sequence[str]
) -> dict[tuple[str, ...], Term | None]:
    """The terms whose words stand in ``rest`` in any order, and the single words between them."""
    found: dict[tuple[str, ...], Term | None] = {}
    for stretch, term in split_into_terms(rest, terms, unordered_key):
        if term and len(stretch) > 1 and is_far_off(term, stretch, words):
            found |= {(word,): terms.get(term_key([word])) for word in stretch}
        else:
            found[stretch] = term or terms.get(term_key(stretch))
    return found


def split_into_terms(
    words: Sequence[str], terms: Mapping[str, Term], key_of: Callable[[Sequence[str]], str]
) -> Iterator[tuple[tuple[str, ...], Term | None]]:
    """Yield ``words`` cut into the longest known terms, looked up by ``key_of``, and what is between."""
    while words:
        for size in range(min(LONGEST_TERM, len(words)), 0, -1):
            stretch = tuple(words[:size])
            term = terms.get(key_of(stretch)) if size > 1 or words[0] not in STOP_WORDS else None
            if term or size == 1:
                yield stretch, term
                words = words[size:]
                break


def _concept(stretch: tuple[str, ...], term: Term | None, counts: Mapping[str, int], total: int) -> Concept:
    weight = max(_weight(word, counts, total) for word in stretch)
    typed = in_stems(" ".join(stretch))
    if not term:
        return Concept(stretch, (typed,), weight * PLAIN)
    weight = ASPECT if term.kind == "aspect" else max(weight, TOPIC)
    return Concept(stretch, tuple(dict.fromkeys((typed, *map(in_stems, term.meanings)))), weight, term)


def _weight(word: str, counts: Mapping[str, int], total: int) -> float:
    share = (total + 1) / (counts.get(stem(word), 0) + 1)
    return math.log(share) + LEAST_WEIGHT
