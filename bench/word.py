"""How long a Word file takes and how much memory, for every template; and 50 at once.

The baseline of the same run is the same text through python-docx as its guide shows it: the default document,
one call for each paragraph, styles looked up by name. Needs no database.
"""

import io
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import django

ROUNDS = 40
BURST = 50
MEGABYTE = 1024
SITE = "https://portal.example.org"


def main() -> None:
    """Measure every template for a large school, then a burst, and print a table."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    print(f"Word files, {ROUNDS} rounds, milliseconds: median (slowest)")
    everything = policies()
    before = _peak()
    ours = {slug: timed(lambda made=tailored: build(made())) for slug, tailored in everything}
    print(
        f"{len(everything) * (ROUNDS + 1)} files, one after the other: {_peak() - before:.1f} MB at the peak"
    )
    burst([tailored for _, tailored in everything])
    for slug, tailored in everything:
        plain = timed(lambda made=tailored: naive(made()))
        print(f"{slug:<36} ours {ours[slug]:<16} python-docx as its guide shows {plain}")


def policies() -> list[tuple[str, Callable]]:
    """Every template with a function that tailors it anew for an all-through school."""
    from django.conf import settings

    from guidance.loading.policies import read
    from guidance.policies.answers import Answers
    from guidance.policies.tailor import tailor

    answers = Answers(setting_name="A Large School", setting_type="all-through", dsl="Jo Day")
    return [
        (policy.entry.slug, lambda template=policy.template: tailor(template, answers))
        for policy in read(settings.FIXTURES_DIR)
    ]


def build(policy) -> bytes:
    """The file as a setting gets it."""
    from guidance.policies.docx.writer import write_docx
    from guidance.policies.policy_document import of_policy

    return write_docx(of_policy(policy, portal(policy)), site_url=SITE)


def portal(policy):
    """What the file takes from the portal, with a made-up source for each that the policy names."""
    from guidance.policies.portal import Portal, Source

    sources = {
        key: Source(
            key=key,
            title=key,
            publisher="A publisher",
            page="/",
            url="",
            standing="",
            edition="September 2026",
        )
        for key in policy.sources
    }
    made_on = policy.issued_on
    return Portal(page="/", changes_page="/", made_on=made_on, book=book(), sources=sources, site_url=SITE)


@cache
def book():
    """The routes and helplines that ship with the portal."""
    from django.conf import settings

    from guidance.routes.shipped import read_book
    from guidance.search import static_pages

    return read_book(settings.FIXTURES_DIR, static_pages.names())


def naive(policy) -> bytes:
    """The same text without numbering, links or contents."""
    from docx import Document

    from guidance.policies.validation import texts

    document = Document()
    document.add_paragraph(policy.title, style="Title")
    for section in policy.sections:
        document.add_paragraph(section.title, style="Heading 1")
        for clause in section.clauses:
            for text in texts(clause.blocks):
                document.add_paragraph(text, style="Body Text")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def timed(make: Callable[[], bytes]) -> str:
    """The median and the slowest of all rounds but the first, which warms up."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        make()
        taken.append((time.perf_counter() - start) * 1000)
    return f"{statistics.median(taken[1:]):.1f} ({max(taken[1:]):.1f})"


def burst(everything: list[Callable]) -> None:
    """All at once, as when a training day ends."""
    before, start = _peak(), time.perf_counter()
    with ThreadPoolExecutor(BURST) as pool:
        wanted = islice(cycle(everything), BURST)
        sizes = [len(data) for data in pool.map(lambda tailored: build(tailored()), wanted)]
    taken = (time.perf_counter() - start) * 1000
    print(
        f"{BURST} at once in threads: {len(sizes)} files, {taken:.0f} ms for all, "
        f"{max(sizes) / 1000:.0f} kB the largest, {_peak() - before:.1f} MB more at the peak"
    )


def _peak() -> float:
    """The most memory that this process has had, in megabytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    main()
