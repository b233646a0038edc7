"""Every word the portal knows, and the synonyms in use, kept in the process until either changes."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.db import connection
from django.db.models import Count
from django.urls import reverse

from guidance.models import Phase, RiskArea, SearchDocument, SearchWord, Synonym, VocabularyVersion
from guidance.search import query
from guidance.search.concepts import Term
from guidance.search.held_documents import HeldDocuments
from guidance.search.numbers import read as read_numbers
from guidance.search.similar import Phrasings
from guidance.search.text import STOP_WORDS, fold, hold_stems, stem, tokens


@dataclasses.dataclass(eq=False)
class Vocabulary:
    """The words of all documents with the number of documents that hold each, and the synonyms."""

    version: tuple[object, ...]
    documents: int
    words: dict[str, int]
    terms: dict[str, Term]
    labels: dict[str, dict[str, str]]
    """For the facets risk, phase and need their values and what they are called."""
    titles: list[tuple[str, datetime, datetime | None]]
    """The titles of our own pages, to choose from while typing, with the times of each: ``titles_at``."""
    held: HeldDocuments
    numbers: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The numbers that people ring or text, digits only, with the addresses of their helplines."""
    code_page: str = ""
    """The address of the page that reads the code of a policy."""
    review_code_page: str = ""
    """The address of the page that reads the code of a self-review."""

    @cached_property
    def document_counts(self) -> dict[str, int]:
        """How many documents hold each stem, at least."""
        counts: dict[str, int] = {}
        for word, number in self.words.items():
            counts[stem(word)] = max(counts.get(stem(word), 0), number)
        return counts

    @cached_property
    def phrasings(self) -> Phrasings:
        """The phrasings of several words, to compare a query with."""
        return Phrasings(self.terms.values(), self.document_counts, self.documents)

    def titles_at(self, at: datetime) -> tuple[str, ...]:
        """Return the titles of those of our own pages that are public at ``at``."""
        return tuple(title for title, begins, ends in self.titles if begins <= at and (not ends or at < ends))

    def knows(self, word: str) -> bool:
        """Whether ``word`` or another form of it stands in a document or is a synonym."""
        return (
            stem(word) in self.document_counts or query.term_key([word]) in self.terms or word in STOP_WORDS
        )


VERSION_SQL = f"SELECT token FROM {VocabularyVersion._meta.db_table} ORDER BY token"
_held: Vocabulary | None = None


def current() -> Vocabulary:
    """Return the vocabulary: one query while nothing changed, seven more after a change."""
    global _held
    version = _version()
    held = _held
    if held is None or held.version != version:
        # Read after its version: what ends in between is in it early, and the next search reads it again.
        held = _held = _read(version)
    return held


def last_read() -> Vocabulary:
    """Return the vocabulary as this process read it last; no query unless it never did."""
    return _held or current()


def mark_changed() -> None:
    """Make every server process read the vocabulary anew; call it in the transaction of the change."""
    new = VocabularyVersion.objects.create()
    older = VocabularyVersion.objects.exclude(pk=new.pk).select_for_update(skip_locked=True)
    VocabularyVersion.objects.filter(pk__in=list(older.values_list("pk", flat=True))).delete()


def with_term(vocabulary: Vocabulary, row: Synonym) -> Vocabulary:
    """Return a copy of ``vocabulary`` that follows the unsaved synonym ``row`` as well."""
    return dataclasses.replace(vocabulary, terms={**vocabulary.terms, **_by_key([row])})


def _version() -> tuple[object, ...]:
    """The tokens there are, as the database gives them: they are compared, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION_SQL)
        return tuple(cursor.fetchall())


def _read(version: tuple[object, ...]) -> Vocabulary:
    words = dict(SearchWord.objects.order_by().values_list("word").annotate(documents=Count("*")))
    synonyms = list(Synonym.objects.in_use())
    hold_stems({*words, *(token for row in synonyms for one in _texts(row) for token in tokens(one))})
    kinds = [SearchDocument.Kind.GUIDANCE, SearchDocument.Kind.RISK_AREA, SearchDocument.Kind.POLICY]
    own_pages = SearchDocument.objects.filter(part="", kind__in=kinds).order_by("title")
    numbers = read_numbers()
    by_number = {digits: Term(digits, Synonym.Kind.MEANING, (), urls) for digits, urls in numbers.items()}
    return Vocabulary(
        version=version,
        documents=SearchDocument.objects.filter(part="").count(),
        words=words,
        terms={**_by_key(synonyms), **by_number},
        labels={
            "risk": dict(RiskArea.objects.published().values_list("slug", "title")),
            **Phase.objects.labels(),
        },
        titles=list(own_pages.values_list("title", "public_from", "public_until")),
        held=HeldDocuments(),
        numbers=numbers,
        code_page=reverse("guidance:policy_changes"),
        review_code_page=reverse("guidance:self_review_compare"),
    )


def _texts(row: Synonym) -> tuple[str, ...]:
    return (*row.every_phrasing, *row.meanings)


def _by_key(rows: Iterable[Synonym]) -> dict[str, Term]:
    """Synonyms by what they are looked up by; an official term leads back where nothing else does."""
    terms: dict[str, Term] = {}
    backwards: dict[str, Term] = {}
    in_any_order: dict[str, Term] = {}
    for row in rows:
        phrasings, destinations = row.every_phrasing, tuple(row.addresses)
        official = tuple(" ".join(tokens(meaning)) for meaning in row.meanings)
        forms = frozenset(word for phrasing in phrasings for word in tokens(phrasing) if " " not in phrasing)
        for phrasing in phrasings:
            term = Term(fold(phrasing), row.kind, official, destinations, row.explanation, row.hidden, forms)
            terms[query.term_key(tokens(phrasing))] = term
            unordered_key = query.unordered_key(tokens(phrasing))
            if " " in unordered_key:
                in_any_order.setdefault(unordered_key, term)
        if row.both_ways:
            back = Term(fold(phrasings[0]), "aspect", tuple(map(fold, phrasings[:3])), destinations)
            backwards.update({query.term_key(tokens(meaning)): back for meaning in row.meanings})
    return {**in_any_order, **backwards, **terms}
