"""Every word the portal knows, and the search words in use, kept in the process until either changes."""

import dataclasses
import json
import math
import uuid
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Case, F, TextField, Value, When

from guidance.models import Phase, RiskArea, SearchDocument, SearchLexicon, SearchTerm
from guidance.search import concepts, spelling
from guidance.search.concepts import Term
from guidance.search.words import STOP_WORDS, fold, stem, tokens


@dataclasses.dataclass
class Lexicon:
    """The words of all documents with the number of documents that hold each, and the search words."""

    version: str
    documents: int
    words: dict[str, int]
    terms: dict[str, Term]
    labels: dict[str, dict[str, str]]
    """For each facet of the result page its values and what they are called."""
    titles: list[str]
    """The titles of our own pages, to choose from while typing."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many documents hold each stem, at least."""
        counts: dict[str, int] = {}
        for word, number in self.words.items():
            counts[stem(word)] = max(counts.get(stem(word), 0), number)
        return counts

    @cached_property
    def known(self) -> dict[str, tuple[int, float]]:
        """Every word that a typing error may stand for, with its letters and how common it is."""
        counts = Counter(self.words)
        for term in self.terms.values():
            if not term.hidden and term.kind != SearchTerm.Kind.SPELLING:
                counts.update(tokens(term.term))
        return {
            word: (spelling.mask(word), 1 + math.log(number))
            for word, number in counts.items()
            if word not in STOP_WORDS and not word.isdecimal()
        }

    @cached_property
    def sounds(self) -> dict[str, str]:
        """For each sound the commonest word of it."""
        by_use = sorted(self.known, key=lambda word: self.known[word][1])
        return {spelling.sound(word): word for word in by_use if len(word) >= spelling.SHORTEST}

    def knows(self, word: str) -> bool:
        """Whether ``word`` or another form of it stands in a document or is a search word."""
        return stem(word) in self.counts or concepts.key([word]) in self.terms or word in STOP_WORDS


EMPTY = Lexicon("", 0, {}, {}, {"kind": {}, "risk": {}, "phase": {}}, [])
_held = EMPTY


def current() -> Lexicon:
    """Return the lexicon; one query, which carries the words only when they changed."""
    global _held
    unchanged = When(version=_held.version, then=Value("", output_field=TextField()))
    row = SearchLexicon.objects.values_list("version", Case(unchanged, default=F("content"))).first()
    version, content = row or ("", "")
    if not row or (version != _held.version and not content):
        return EMPTY
    if version != _held.version:
        _held = _parse(version, content)
    return _held


def rebuild() -> None:
    """Write the lexicon anew from all documents and search words."""
    words: Counter[str] = Counter()
    rows = SearchDocument.objects.filter(part="")
    for row in rows.iterator():
        words.update(_words_of(row))
    _save(SearchLexicon.objects.first(), rows.count(), words)


def replace(*, before: Iterable[SearchDocument], after: Iterable[SearchDocument]) -> None:
    """Take the words of ``before`` out and put those of ``after`` in; the search words are read anew."""
    row = SearchLexicon.objects.select_for_update().first()
    if row is None:
        rebuild()
        return
    content = json.loads(row.content)
    words = Counter(content["words"])
    for document in before:
        words.subtract(_words_of(document))
        content["documents"] -= 1
    for document in after:
        words.update(_words_of(document))
        content["documents"] += 1
    _save(row, content["documents"], +words)


def with_term(lexicon: Lexicon, row: SearchTerm) -> Lexicon:
    """Return a copy of ``lexicon`` that follows the unsaved search word ``row`` as well."""
    terms = {**lexicon.terms, **_by_key(_entries([row]))}
    return dataclasses.replace(lexicon, version="trial", terms=terms)


def _words_of(document: SearchDocument) -> set[str]:
    parts = (document.title, document.keywords, document.headings, document.summary, document.body)
    return {word for text in parts for word in tokens(text)}


def _entries(rows: Iterable[SearchTerm]) -> list[list]:
    return [
        [row.phrasings, row.kind, row.meanings, row.destinations, row.explanation, row.hidden, row.both_ways]
        for row in rows
    ]


def _save(row: SearchLexicon | None, documents: int, words: Counter) -> None:
    row = row or SearchLexicon()
    row.version = uuid.uuid4().hex
    content = {
        "documents": documents,
        "words": words,
        "terms": _entries(SearchTerm.objects.in_use()),
        "labels": _labels(),
        "titles": _titles(),
    }
    row.content = json.dumps(content, separators=(",", ":"))
    row.save()


def _labels() -> dict[str, dict[str, str]]:
    return {
        "kind": {str(value): str(label) for value, label in SearchDocument.Kind.choices},
        "risk": dict(RiskArea.objects.published().values_list("slug", "title")),
        "phase": dict(Phase.objects.values_list("slug", "name")),
    }


def _titles() -> list[str]:
    kinds = [SearchDocument.Kind.GUIDANCE, SearchDocument.Kind.RISK_AREA, SearchDocument.Kind.POLICY]
    rows = SearchDocument.objects.public().filter(part="", kind__in=kinds)
    return list(rows.order_by("title").values_list("title", flat=True))


def _parse(version: str, content: str) -> Lexicon:
    data = json.loads(content)
    terms = _by_key(data["terms"])
    return Lexicon(version, data["documents"], data["words"], terms, data["labels"], data["titles"])


def _by_key(entries: list[list]) -> dict[str, Term]:
    """Search words by what they are looked up by; an official term leads back where nothing else does."""
    terms: dict[str, Term] = {}
    backwards: dict[str, Term] = {}
    in_any_order: dict[str, Term] = {}
    for phrasings, kind, meanings, destinations, explanation, hidden, both_ways in entries:
        official = tuple(" ".join(tokens(meaning)) for meaning in meanings)
        for phrasing in phrasings:
            term = Term(fold(phrasing), kind, official, tuple(destinations), explanation, hidden)
            terms[concepts.key(tokens(phrasing))] = term
            loose_key = concepts.loose_key(tokens(phrasing))
            if " " in loose_key:
                in_any_order.setdefault(loose_key, term)
        if both_ways:
            back = Term(fold(phrasings[0]), "aspect", tuple(map(fold, phrasings[:3])), tuple(destinations))
            backwards.update({concepts.key(tokens(meaning)): back for meaning in meanings})
    return {**in_any_order, **backwards, **terms}
