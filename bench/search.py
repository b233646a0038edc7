"""How long a search takes at 200, 2,000 and 10,000 things, against plain ``icontains`` in the same run.

Runs in a throw-away test database of the configured kind (set DATABASE_URL for PostgreSQL). Prints the
median, the 95th percentile and the processor time of this process in milliseconds: on a busy machine the last
says more; on SQLite it is the whole work. A selective query matches ten things, an unselective one all.
"""

import os
import random
import statistics
import sys
import time
from functools import reduce
from operator import and_
from pathlib import Path

import django

SIZES = (200, 2_000, 10_000)
ROUNDS = 40
QUERIES = {
    "selective": "zorbing helmets",
    "one word, all things": "online",
    "two words, all things": "online safety",
    "typing error": "zorbingg helmts",
    "sentence": "what do we do about zorbing helmets in school",
}


def main() -> None:
    """Measure every size and print a table."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        print(f"search on {connection.vendor}, {ROUNDS} rounds, ms: median (95th percentile; processor)")
        for size in SIZES:
            fill(size)
            for label, words in QUERIES.items():
                ours, plain = timed(find, words), timed(icontains, words)
                print(f"{size:>6} things  {label:<22} search {ours:<26} icontains {plain}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def fill(size: int) -> None:
    """Write ``size`` things with a body of 60 words each, drawn as words of a language are."""
    from django.db import connection, transaction

    from guidance.models import SearchDocument
    from guidance.search import fulltext, vocabulary
    from guidance.search.documents import with_stems
    from guidance.search.static_pages import ALWAYS

    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(4, 10))) for _ in range(4_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    documents = []
    for number in range(size):
        body = " ".join(chance.choices(words, weights, k=60)) + " online safety in school"
        title = " ".join(chance.choices(words, weights, k=5))
        if number % (size // 10) == 0:
            title += " zorbing helmets"
        summary = body[:150]
        documents.append(
            with_stems(
                SearchDocument(
                    object_type="page",
                    object_id=number,
                    kind=chance.choice(SearchDocument.Kind.values),
                    risk_areas=f" {chance.choice(['content', 'contact', 'conduct', 'commerce'])} ",
                    phases=f" {chance.choice(['early-years', 'primary', 'secondary'])} ",
                    public_from=ALWAYS,
                    url=f"/guidance/{number}/",
                    title=title,
                    summary=summary,
                    body=body,
                )
            )
        )
    with transaction.atomic():
        fulltext.delete(SearchDocument.objects.all())
        fulltext.store(documents)
        vocabulary.mark_changed()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def find(words: str) -> object:
    """The engine, with facets, counts and marked summaries."""
    from guidance import search

    return search.find(words).hits


def icontains(words: str) -> object:
    """The baseline: every word somewhere in the text, no rank, no count, no facets."""
    from django.db.models import Q

    from guidance.models import SearchDocument

    texts = ("title", "keywords", "summary", "body")
    each = [
        reduce(lambda one, other: one | other, (Q(**{f"{text}__icontains": word}) for text in texts))
        for word in words.split()
    ]
    return list(SearchDocument.objects.filter(reduce(and_, each))[:10])


def timed(function, words: str) -> str:
    """Return the median, the 95th percentile and the median of our own processor time, as text."""
    function(words)
    walls, processor = [], []
    for _ in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        function(words)
        walls.append((time.perf_counter() - start) * 1_000)
        processor.append((time.process_time() - busy) * 1_000)
    walls.sort()
    percentile = walls[int(ROUNDS * 0.95)]
    return f"{statistics.median(walls):.1f} ({percentile:.1f}; cpu {statistics.median(processor):.1f})"


if __name__ == "__main__":
    main()
