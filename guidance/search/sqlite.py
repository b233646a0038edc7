"""The full-text index on SQLite: an FTS5 table with porter stemming beside the documents."""

from collections.abc import Iterable

from guidance.models import SearchDocument
from guidance.search.query import MOST_CANDIDATES, MOST_MATCHES, SearchQuery
from guidance.search.text import tokens

FRONT = ("title", "keywords", "headings", "summary")
COLUMNS = ("scope", *FRONT, "body")
WHOLE, PART = "scopewhole", "scopepart"  # no word that anybody types
WEIGHTS = "0.0, 10.0, 6.0, 4.0, 3.0, 1.0"
MATCH = "guidance_searchindex MATCH %s"


def store(cursor, documents: Iterable[SearchDocument]) -> None:
    """Index ``documents`` (saved), replacing what the index held of them."""
    cursor.executemany(
        f"INSERT OR REPLACE INTO guidance_searchindex (rowid, {', '.join(COLUMNS)}) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [_row(document) for document in documents],
    )


def delete(cursor, ids: Iterable[int]) -> None:
    """Take the documents with these ids out of the index."""
    cursor.executemany("DELETE FROM guidance_searchindex WHERE rowid = %s", [(id,) for id in ids])


def delete_all(cursor) -> None:
    """Empty the index."""
    cursor.execute("DELETE FROM guidance_searchindex")


def ranked(query: SearchQuery, narrowed: str, values: list) -> tuple[str, list]:
    """Return SQL for the best ids of whole pages, those that match above the body first."""
    arms = [_arm(number, narrowed) for number in (0, 1)]
    sql = (
        f"SELECT id FROM ({arms[0]} UNION ALL {arms[1]}) "
        f"GROUP BY id ORDER BY min(arm), min(worth) LIMIT {MOST_CANDIDATES}"
    )
    front = f"{{{' '.join(FRONT)}}} : ({_match(query)})"
    whole = [*values, f"scope:{WHOLE} AND ({front})"], [*values, f"scope:{WHOLE} AND ({_match(query)})"]
    return sql, [*whole[0], *whole[1]]


def matching(query: SearchQuery) -> tuple[str, list]:
    """Return SQL for the ids of whole pages that match, at most ``MOST_MATCHES``, and its parameters."""
    sql = f"SELECT id FROM (SELECT rowid AS id FROM guidance_searchindex WHERE {MATCH} LIMIT {MOST_MATCHES})"
    return sql, [f"scope:{WHOLE} AND ({_match(query)})"]


def ranked_parts(query: SearchQuery, owners: str) -> tuple[str, list]:
    """Return SQL for the matching parts, best first; ``owners`` is SQL that says whose."""
    sql = (
        "SELECT d.object_type, d.object_id, d.url, d.title, d.body FROM guidance_searchindex i "
        f"JOIN guidance_searchdocument d ON d.id = i.rowid WHERE {MATCH} AND {owners} "
        f"ORDER BY bm25(guidance_searchindex, {WEIGHTS})"
    )
    return sql, [f"scope:{PART} AND ({_match(query)})"]


def _row(document: SearchDocument) -> tuple:
    scope = PART if document.part else WHOLE
    texts = (getattr(document, name) for name in COLUMNS[1:])
    return document.pk, scope, *(" ".join(tokens(text)) for text in texts)


def _arm(number: int, narrowed: str) -> str:
    join = f"JOIN guidance_searchdocument d ON d.id = i.rowid {narrowed}" if narrowed else ""
    return (
        f"SELECT * FROM (SELECT i.rowid AS id, {number:d} AS arm, "
        f"bm25(guidance_searchindex, {WEIGHTS}) AS worth FROM guidance_searchindex i {join} "
        f"WHERE {MATCH} LIMIT {MOST_MATCHES})"
    )


def _match(query: SearchQuery) -> str:
    """An FTS5 query of quoted words only; words hold letters and digits, so nothing needs escaping."""
    return query.expression(" AND ", " OR ", lambda phrase: f'"{" ".join(phrase)}"')
