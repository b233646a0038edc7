"""How long a setting waits for one tailored policy and for the folder of all, and what the folder takes.

Whole requests to the site with the content that ships with it, in a throw-away test database of the
configured kind. One policy is the largest template with own words and own clauses; the folder has every
policy, a paper for governors with each, and the answers. The baseline of the same run is the same text
through python-docx as its guide shows it (``word.naive``), without the papers, a database or a request.
"""

import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from served.database import filled_database

ROUNDS = 40
FOLDERS = 10
MEGABYTE = 1024 * 1024
LARGEST = "acceptable-use"
OWN = "Agreed with our staff:\n- we tell each other at once\n- we write it down the same day"
ANSWERS = {
    "setting_name": "A Large School",
    "setting_type": "all-through",
    "governance": "trust-local",
    "leader": "Ms A Cole",
    "dsl": "Jo Day",
    "deputies": "Sam Lee and Kit Fox",
    "concern_person": "Dr Ann Lowe",
    "adopted_on": "1 December 2026",
}


def main() -> None:
    """Measure a policy, the folder and their baselines, and print a table."""
    with filled_database(DEBUG=False):
        measure()


def measure() -> None:
    """Print what a policy and the folder take, beside the baselines."""
    from word import naive

    one, every = post(f"/policies/{LARGEST}/tailor/", reworded()), post("/policies/all/", {"step": "folder"})
    made = tailored()
    print("policies as a setting waits for them, ms: median (95th percentile)")
    size = len(one())
    row(f"{LARGEST}, {size / 1000:.0f} kB", timed(one, ROUNDS), timed(lambda: naive(made[LARGEST]), ROUNDS))
    Path("/proc/self/clear_refs").write_text("5")  # begins VmHWM, the peak, anew
    size = len(every())
    process = memory("VmHWM")
    ours = timed(every, FOLDERS)
    plain = timed(lambda: [naive(policy) for policy in made.values()], FOLDERS)
    row(f"folder of {len(made)}, {size / 1000:.0f} kB", ours, plain)
    print(f"memory of a folder: Python {traced(every):.1f} MB, the process {process:.0f} MB, at the peak")


def post(path: str, fields: dict[str, str]) -> Callable[[], bytes]:
    """Return a function that sends the answers to ``path`` and returns the file."""
    from django.test import Client

    client = Client()

    def answer() -> bytes:
        response = client.post(path, {**ANSWERS, **fields})
        if not response.has_header("Content-Disposition"):
            raise RuntimeError(f"{path} answered {response.status_code} and no file")
        return response.content

    return answer


def tailored() -> dict:
    """Every policy as the answers make it, by its slug, as the baseline takes them."""
    from datetime import date

    from django.conf import settings

    from guidance.loading.policies import read
    from guidance.policies.answers import Answers
    from guidance.policies.tailor import tailor

    answers = Answers(**{**ANSWERS, "adopted_on": date(2026, 12, 1)})
    return {one.entry.slug: tailor(one.template, answers) for one in read(settings.FIXTURES_DIR)}


def reworded() -> dict[str, str]:
    """Own words for every third clause, and an own clause in every section."""
    sections = tailored()[LARGEST].sections
    keys = [clause.key for section in sections for clause in section.clauses]
    own = {f"own_{key}": OWN for key in keys[::3]}
    return own | {f"add_{section.key}": OWN for section in sections}


def timed(make: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of all rounds but the first, which warms up, sorted."""
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        make()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken[1:])


def row(label: str, ours: list[float], plain: list[float]) -> None:
    """Print one line of the table, with how many times the baseline ours is."""
    ratio = statistics.median(ours) / statistics.median(plain)
    print(f"{label:<28} ours {_said(ours):<16} python-docx {_said(plain):<16} {ratio:.2f} times")


def traced(make: Callable[[], object]) -> float:
    """The most memory that Python holds while it makes one, in megabytes. It is slow, so no time is taken."""
    tracemalloc.start()
    try:
        make()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def memory(name: str) -> float:
    """A figure of Linux about the memory of this process, in megabytes (Linux counts in kilobytes)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _said(taken: list[float]) -> str:
    return f"{statistics.median(taken):.0f} ({taken[int(len(taken) * 0.95) - 1]:.0f})"


if __name__ == "__main__":
    main()
