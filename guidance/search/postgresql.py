"""The full-text index on PostgreSQL: a weighted ``tsvector`` column (English) with a GIN index.

Accents are folded before the words reach the database, so no extension has to be installed and the
portal needs no more rights than its own tables.
"""

from collections.abc import Iterable

from guidance.models import SearchDocument
from guidance.search.query import MOST_CANDIDATES, MOST_MATCHES, SearchQuery
from guidance.search.text import tokens

FRONT = (("A", "title"), ("B", "keywords"), ("B", "headings"), ("C", "summary"))
VECTOR = " || ".join(f"setweight(to_tsvector('english', %s), '{weight}')" for weight, _ in FRONT)
BODY = "setweight(to_tsvector('english', %s), 'D')"
ASKED = "to_tsquery('english', %s)"


def store(cursor, documents: Iterable[SearchDocument]) -> None:
    """Index ``documents`` (saved), replacing what the index held of them."""
    cursor.executemany(
        f"UPDATE guidance_searchdocument SET front = {VECTOR}, words = {VECTOR} || {BODY} WHERE id = %s",
        [_row(document) for document in documents],
    )


def delete(cursor, ids: Iterable[int]) -> None:
    """Nothing to do: the index is a column of the documents and goes with them."""


def delete_all(cursor) -> None:
    """Nothing to do: the index is a column of the documents and goes with them."""


def ranked(query: SearchQuery, narrowed: str, values: list) -> tuple[str, list]:
    """Return SQL for the best ids of whole pages, those that match above the body first."""
    arms = [_arm(number, column, narrowed) for number, column in ((0, "front"), (1, "words"))]
    sql = (
        f"SELECT id FROM ({arms[0]} UNION ALL {arms[1]}) arms "
        f"GROUP BY id ORDER BY min(arm), max(worth) DESC, id LIMIT {MOST_CANDIDATES}"
    )
    return sql, [_query(query), *values] * 2


def matching(query: SearchQuery) -> tuple[str, list]:
    """Return SQL for the ids of whole pages that match, at most ``MOST_MATCHES``, and its parameters."""
    sql = (
        "SELECT id FROM (SELECT id FROM guidance_searchdocument "
        f"WHERE words @@ {ASKED} AND part = '' LIMIT {MOST_MATCHES}) matches"
    )
    return sql, [_query(query)]


def ranked_parts(query: SearchQuery, owners: str) -> tuple[str, list]:
    """Return SQL for the matching parts, best first; ``owners`` is SQL that says whose."""
    sql = (
        "SELECT d.object_type, d.object_id, d.url, d.title, d.body "
        f"FROM guidance_searchdocument d, {ASKED} asked "
        f"WHERE d.words @@ asked AND d.part <> '' AND {owners} ORDER BY ts_rank(d.words, asked) DESC, d.id"
    )
    return sql, [_query(query)]


def _row(document: SearchDocument) -> tuple:
    front = [" ".join(tokens(getattr(document, name))) for _, name in FRONT]
    return *front, *front, " ".join(tokens(document.body)), document.pk


def _arm(number: int, column: str, narrowed: str) -> str:
    return (
        f"SELECT id, {number:d} AS arm, ts_rank({column}, asked) AS worth FROM ("
        f"SELECT d.id, d.{column}, asked FROM guidance_searchdocument d, {ASKED} asked "
        f"WHERE d.{column} @@ asked AND d.part = '' {narrowed} LIMIT {MOST_MATCHES}) matches"
    )


def _query(query: SearchQuery) -> str:
    """A tsquery of quoted words only; words hold letters and digits, so nothing needs escaping."""
    return query.expression(" & ", " | ", lambda phrase: "('" + "' <-> '".join(phrase) + "')")
