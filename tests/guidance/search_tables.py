"""The tables of what people type: each line has a query and the pages that are each a right first answer.

The first was written before the engine; the others later, each unseen until it was measured and tuned on. The
fifth found 77 % first and 87 % in three when it was unseen, and readers were told of 94 % without an answer.

``search_words.jsonl`` lists for a page the words of a moment, an app or a duty that must bring it among the
first three.

``search_no_answer.jsonl`` has what a teacher, a parent and a school office look for and this site does not
have; each line says whose voice it is. The share of which readers are told was set with it in sight.
"""

import json
from functools import cache
from pathlib import Path

from guidance import search
from guidance.models import SearchDocument, Synonym

HERE = Path(__file__).parent
# Percent of queries with a right page first, and among the first three: 1 point under what is reached.
THRESHOLDS = {
    "search_queries": (98.6, 99.0),
    "search_queries_second": (96.0, 99.0),
    "search_queries_third": (98.0, 99.0),
    "search_queries_fourth": (96.5, 97.7),
    "search_queries_fifth": (98.3, 99.0),
}
NO_ANSWER = "search_no_answer"
# Percent of the queries without an answer of which readers are told.
TOLD = {NO_ANSWER: 97.5, f"{NO_ANSWER}_fifth": 93.0}
# Percent of the queries with an answer for which they are told so wrongly.
TOLD_WRONGLY = 7.1


@cache
def rows(table: str) -> list[dict]:
    lines = (HERE / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def first_three(words: str) -> list[str]:
    return [hit.url for hit in search.find(words).hits[:3]]


def points(table: str) -> tuple[float, float]:
    """Percent of the table's queries with a right page first, and with one among the first three."""
    found = [(row["first"], first_three(row["query"])) for row in rows(table)]
    first = sum(urls[:1] != [] and urls[0] in right for right, urls in found)
    three = sum(not set(urls).isdisjoint(right) for right, urls in found)
    return 100 * first / len(found), 100 * three / len(found)


def missed(table: str) -> list[tuple[str, list[str]]]:
    """The queries that find no right page among the first three, with what they find."""
    found = [(row, first_three(row["query"])) for row in rows(table)]
    return [(row["query"], urls) for row, urls in found if set(urls).isdisjoint(row["first"])]


def titles_not_first() -> list[str]:
    """Titles of public pages that, typed in full, find another page first."""
    addresses: dict[str, set[str]] = {}
    for title, url in SearchDocument.objects.public().filter(part="").values_list("title", "url"):
        addresses.setdefault(title, set()).add(url)
    return [title for title, urls in addresses.items() if not urls.intersection(first_three(title)[:1])]


def synonyms_led_astray() -> set[str]:
    """Synonyms that, typed alone, do not find the page first that advisers put first."""
    rows = [row for row in Synonym.objects.in_use() if row.addresses]
    return {row.term for row in rows if first_three(row.term)[:1] != row.addresses[:1]}


def results_beside_the_point() -> int:
    """How many pages come for a question of which most hold one common word only."""
    return search.find("teenager behaving sexually with younger cousin").total


def searches_without_a_word(table: str) -> list[str]:
    """Queries that this site has no answer to and of which readers are not told so."""
    return [row["query"] for row in rows(table) if not search.find(row["query"]).says_nothing]


def answers_with_a_word() -> float:
    """Percent of the queries that have an answer for which readers are told that something is missing."""
    queries = [row["query"] for table in THRESHOLDS for row in rows(table)]
    return 100 * sum(search.find(query).says_nothing for query in queries) / len(queries)
