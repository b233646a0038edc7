"""Marked words in results: read word by word, and the same as if each text were read as a whole."""

from itertools import groupby

import pytest

from guidance.search import snippets
from guidance.search.query import parse
from guidance.search.text import STOP_WORDS, stem, stems
from tests.guidance.search_tables import rows

TEXTS = (
    "Children’s services: what to do about bullying, and who does it",
    "Staff who bully – and bullies; “bullied” pupils… £5 fines",
    "Cafe\u0301 re\u0301sume\u0301 bully™ ﬁnd ½ ℃ naïve façade",
    "the and of it's what's online safety ONLINE-SAFETY",
    "A very long text about bullying. " * 20,
)


def plainly(text, concepts):
    """As ``mark`` without any memory: the whole text, then each chunk of it."""
    if len(text) > snippets.LONGEST:
        text = text[: snippets.LONGEST].rsplit(" ", 1)[0] + "…"
    present = set(stems(text))
    wanted = {stem(word) for concept in concepts for word in concept.words}
    for concept in concepts:
        for phrase in concept.phrases:
            if present.issuperset(phrase.split()):
                wanted.update(phrase.split())

    def is_hit(chunk):
        return chunk.lower() not in STOP_WORDS and not wanted.isdisjoint(stems(chunk))

    chunks = groupby(filter(None, snippets._PIECES.split(text)), key=is_hit)
    return [("".join(some), hit) for hit, some in chunks]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("words", ["bullying", "cafe resume", "tm find", "online safety", "c 1 2 naive"])
def test_what_is_marked_is_what_reading_the_whole_text_marks(text, words):
    concepts = parse(words.split(), {}, {}, 10)
    assert [tuple(piece) for piece in snippets.mark(text, concepts)] == plainly(text, concepts)


@pytest.mark.usefixtures("portal")
def test_every_query_of_the_tests_marks_the_same_in_what_it_finds():
    from guidance.models import SearchDocument
    from guidance.search import engine, spelling, typed, vocabulary

    known, documents = vocabulary.current(), list(SearchDocument.objects.order_by("pk"))
    for number, row in enumerate(rows("search_queries")):
        asked = typed.read(row["query"], known.numbers)
        query, _ = engine._query(asked, spelling.speller(known).correct(list(asked.words)), known)
        concepts = query.concepts
        for document in documents[number % 97 :: 97] if concepts else ():
            for one in (document.title, document.summary):
                assert [tuple(piece) for piece in snippets.mark(one, concepts)] == plainly(one, concepts)
            lines = [plainly(line, concepts) for line in document.body.split("\n") if line]
            best = max(lines, key=lambda line: sum(hit for _, hit in line), default=[])
            assert [tuple(piece) for piece in snippets.excerpt(document.body, concepts)] == best
