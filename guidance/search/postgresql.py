"""The full-text index on PostgreSQL: a weighted ``tsvector`` column (English) with a GIN index.

Accents are folded before the words reach the database, so no extension has to be installed and the
portal needs no more rights than its own tables.
"""

from collections.abc import Iterable

from guidance.models import SearchDocument
from guidance.search.question import Phrase, Question
from guidance.search.words import tokens

WEIGHED = (("A", "title"), ("B", "keywords"), ("B", "headings"), ("C", "summary"), ("D", "body"))
VECTOR = " || ".join(f"setweight(to_tsvector('english', %s), '{weight}')" for weight, _ in WEIGHED)
ASKED = "to_tsquery('english', %s)"


def store(cursor, documents: Iterable[SearchDocument]) -> None:
    """Index ``documents`` (saved), replacing what the index held of them."""
    cursor.executemany(
        f"UPDATE guidance_searchdocument SET words = {VECTOR} WHERE id = %s",
        [_row(document) for document in documents],
    )


def forget(cursor, ids: Iterable[int]) -> None:
    """Nothing to do: the index is a column of the documents and goes with them."""


def forget_all(cursor) -> None:
    """Nothing to do: the index is a column of the documents and goes with them."""


def ranked(question: Question, limit: int, narrowed: str, values: list) -> tuple[str, list]:
    """Return SQL for the ``limit`` best ids of whole things on a shelf, and its parameters."""
    sql = (
        f"SELECT d.id FROM guidance_searchdocument d, {ASKED} asked "
        f"WHERE d.words @@ asked AND d.part = '' {narrowed} "
        f"ORDER BY ts_rank(d.words, asked) DESC, d.id LIMIT {limit:d}"
    )
    return sql, [_query(question), *values]


def matching(question: Question) -> tuple[str, list]:
    """Return SQL for the ids of all whole things that match, and its parameters."""
    sql = f"SELECT id FROM guidance_searchdocument WHERE words @@ {ASKED} AND part = ''"
    return sql, [_query(question)]


def ranked_parts(question: Question, owners: str) -> tuple[str, list]:
    """Return SQL for the matching parts, best first; ``owners`` is SQL that says whose."""
    sql = (
        "SELECT d.thing_type, d.thing_id, d.url, d.title, d.body "
        f"FROM guidance_searchdocument d, {ASKED} asked "
        f"WHERE d.words @@ asked AND d.part <> '' AND {owners} ORDER BY ts_rank(d.words, asked) DESC, d.id"
    )
    return sql, [_query(question)]


def _row(document: SearchDocument) -> tuple:
    return *(" ".join(tokens(getattr(document, name))) for _, name in WEIGHED), document.pk


def _query(question: Question) -> str:
    """A tsquery of quoted words only; words hold letters and digits, so nothing needs escaping."""
    joined = " & " if question.needs_all else " | "
    return joined.join(f"({_any(group)})" for group in question.groups)


def _any(group: list[list[Phrase]]) -> str:
    return " | ".join(f"({' & '.join(map(_followed, phrases))})" for phrases in group)


def _followed(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"
