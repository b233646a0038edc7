"""The full-text index, over our own stems, so that SQLite and PostgreSQL find the same.

It is an FTS5 table on SQLite and a ``tsvector`` column with a GIN index on PostgreSQL; see the migrations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from guidance.models import SearchDocument, SearchWord
from guidance.search.query import SearchQuery
from guidance.search.text import tokens

MOST_MATCHES = 1_000  # counted and weighed; beyond that nobody reads the count
CHOSEN = -1_000  # less than any match is worth: the least comes first


@dataclass(frozen=True)
class Dialect:
    """What the databases write differently; ``operators`` join words by and, by or, and to a phrase.

    ``in_a_row`` makes one text of many ids: between two rows the driver of SQLite lets other threads go
    first, and a thousand rows would be a thousand changes of thread.
    """

    store: str
    tidy: str
    matching: str
    in_a_row: str
    operators: tuple[str, str, str]


SQLITE = Dialect(
    store="INSERT INTO guidance_searchindex (front, rest, rowid) VALUES (%s, %s, %s)",
    tidy="DELETE FROM guidance_searchindex WHERE rowid NOT IN (SELECT id FROM guidance_searchdocument)",
    matching="SELECT rowid AS id, bm25(guidance_searchindex, 10.0, 1.0) AS worth "
    "FROM guidance_searchindex WHERE guidance_searchindex MATCH %s",
    in_a_row="SELECT group_concat(id, ' ') FROM ({}) in_order",
    operators=(" AND ", " OR ", " + "),
)
POSTGRESQL = Dialect(
    store="UPDATE guidance_searchdocument SET words = "
    "setweight(to_tsvector('simple', %s), 'A') || to_tsvector('simple', %s) WHERE id = %s",
    tidy="",
    matching="SELECT id, -ts_rank(words, asked) AS worth "
    "FROM guidance_searchdocument, to_tsquery('simple', %s) asked WHERE words @@ asked",
    in_a_row="SELECT string_agg(id::text, ' ') FROM ({}) in_order",
    operators=(" & ", " | ", " <-> "),
)


def store(documents: Sequence[SearchDocument]) -> None:
    """Save ``documents``, and put the whole ones and their words into the index."""
    SearchDocument.objects.bulk_create(documents)
    whole = [document for document in documents if not document.part]
    SearchWord.objects.bulk_create(
        SearchWord(document=document, word=word) for document in whole for word in sorted(_words_of(document))
    )
    rows = [("\n".join(one.fields[:2]), "\n".join(one.fields[2:]), one.pk) for one in whole]
    with connection.cursor() as cursor:
        cursor.executemany(_dialect().store, rows)


def delete(documents: QuerySet[SearchDocument]) -> None:
    """Delete ``documents`` and take them out of the index."""
    SearchWord.objects.filter(document__in=documents).delete()
    documents.delete()
    if tidy := _dialect().tidy:
        with connection.cursor() as cursor:
            cursor.execute(tidy)


def matches(query: SearchQuery) -> list[int]:
    """Return the ids of whole documents that match, or that advisers chose, likely ones first; one query."""
    dialect, chosen = _dialect(), query.destinations or [""]
    sql = (
        f"SELECT id FROM (SELECT * FROM ({dialect.matching} LIMIT {MOST_MATCHES}) found UNION ALL "
        f"SELECT id, {CHOSEN} FROM guidance_searchdocument "
        f"WHERE part = '' AND url IN ({', '.join(['%s'] * len(chosen))})) every ORDER BY worth, id"
    )
    with connection.cursor() as cursor:
        cursor.execute(dialect.in_a_row.format(sql), [query.expression(*dialect.operators), *chosen])
        (ids,) = cursor.fetchone()
    # One that matches and was chosen comes twice; what counts is where it comes first.
    return list(dict.fromkeys(map(int, (ids or "").split())))


def _words_of(document: SearchDocument) -> set[str]:
    return {word for text in document.texts for word in tokens(text) if len(word) <= SearchWord.LONGEST}


def _dialect() -> Dialect:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL
