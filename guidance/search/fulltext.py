"""The full-text index of the database at hand: the same questions on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from django.db import connection

from guidance.models import SearchDocument, SearchWord
from guidance.search import postgresql, sqlite
from guidance.search.query import SearchFilters, SearchQuery
from guidance.search.ranking import Candidate
from guidance.search.text import tokens

COLUMNS = "d.id, d.kind, d.risk_areas, d.phases, d.url, d.title, d.phone, d.summary"
COLUMNS += ", d.object_type, d.object_id, d.stems"
PUBLIC = "d.public_from <= %s AND (d.public_until IS NULL OR d.public_until > %s)"


def store(documents: Sequence[SearchDocument]) -> None:
    """Save ``documents`` with the words of the whole ones, and put them into the index."""
    SearchDocument.objects.bulk_create(documents)
    SearchWord.objects.bulk_create(
        SearchWord(document=document, word=word)
        for document in documents
        if not document.part
        for word in sorted(_words_of(document))
    )
    with connection.cursor() as cursor:
        _database().store(cursor, documents)


def delete(documents: Iterable[SearchDocument]) -> None:
    """Delete ``documents`` and take them out of the index."""
    ids = [document.pk for document in documents]
    with connection.cursor() as cursor:
        _database().delete(cursor, ids)
    SearchWord.objects.filter(document__in=ids).delete()
    SearchDocument.objects.filter(pk__in=ids).delete()


def delete_all() -> None:
    """Delete every document and empty the index."""
    with connection.cursor() as cursor:
        _database().delete_all(cursor)
    SearchWord.objects.all().delete()
    SearchDocument.objects.all().delete()


def candidates(query: SearchQuery, filters: SearchFilters, at: datetime) -> list[Candidate]:
    """Return the best public pages for ``query`` within ``filters``, in no particular order; one query."""
    narrowed, values = _narrowed(filters)
    best, parameters = _database().ranked(query, narrowed, values)
    chosen, places = _chosen(query)
    sql = (
        f"SELECT {COLUMNS} FROM guidance_searchdocument d "
        f"WHERE d.id IN (SELECT id FROM ({best}) best{chosen}) AND {PUBLIC} {narrowed}"
    )
    return [_candidate(row) for row in _rows(sql, [*parameters, *places, at, at, *values])]


def tally(query: SearchQuery, at: datetime) -> list[tuple[str, str, str, int]]:
    """Return how many public pages match, by kind, risk areas and phases; one query."""
    matching, parameters = _database().matching(query)
    chosen, places = _chosen(query)
    sql = (
        "SELECT d.kind, d.risk_areas, d.phases, count(*) FROM guidance_searchdocument d "
        f"WHERE d.id IN ({matching}{chosen}) AND {PUBLIC} GROUP BY d.kind, d.risk_areas, d.phases"
    )
    return _rows(sql, [*parameters, *places, at, at])


def parts(
    query: SearchQuery, owners: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], tuple[str, str, str]]:
    """Return the address, heading and words of the best matching part of each of ``owners``; one query."""
    if not owners:
        return {}
    whose = " OR ".join(["(d.object_type = %s AND d.object_id = %s)"] * len(owners))
    sql, parameters = _database().ranked_parts(query, f"({whose})")
    best: dict[tuple[str, int], tuple[str, str, str]] = {}
    for object_type, object_id, *part in _rows(sql, [*parameters, *chain.from_iterable(owners)]):
        best.setdefault((object_type, object_id), tuple(part))
    return best


def _words_of(document: SearchDocument) -> set[str]:
    texts = (document.title, document.keywords, document.headings, document.summary, document.body)
    return {word for text in texts for word in tokens(text) if len(word) <= SearchWord.LONGEST}


def _database():
    return sqlite if connection.vendor == "sqlite" else postgresql


def _chosen(query: SearchQuery) -> tuple[str, list[str]]:
    """SQL that adds the pages that advisers chose to a list of ids, and its parameters."""
    places = query.destinations
    if not places:
        return "", []
    marks = ", ".join(["%s"] * len(places))
    return f" UNION SELECT id FROM guidance_searchdocument WHERE part = '' AND url IN ({marks})", places


def _narrowed(filters: SearchFilters) -> tuple[str, list[str]]:
    sql = ""
    values: list[str] = []
    for column, names in (("kind", filters.kind), ("object_type", filters.models)):
        if names:
            marks = ", ".join(["%s"] * len(names))
            sql, values = f"{sql} AND d.{column} IN ({marks})", [*values, *names]
    for column, slugs in (("risk_areas", filters.risk), ("phases", filters.phase)):
        if slugs:
            either = " OR ".join([f"d.{column} LIKE %s"] * len(slugs))
            sql, values = f"{sql} AND ({either})", [*values, *(f"% {slug} %" for slug in slugs)]
    return sql, values


def _rows(sql: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _candidate(row: tuple) -> Candidate:
    number, kind, risk_areas, phases, url, title, phone, summary, *obj, stems = row
    fields = tuple(stems.split("\n"))
    return Candidate(number, kind, risk_areas, phases, url, title, phone, summary, (obj[0], obj[1]), fields)
