"""How long each thing that a school takes away is in the making: its page, its Word file, its calendar.

Processor time of a whole request, through Django's test client, with the content that ships with the site in
a throw-away test database of the configured kind. The baseline of the same run is a plain python-docx file.
Exits with 1 where a document is over the goal.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable

from served.database import filled_database

ROUNDS = 15
GOAL_MS = 150
PARAGRAPHS = 400
HANDED_OUT = ("result", "plan", "report", "list")


def main() -> int:
    """Measure every document and print a table, the slowest first; return how the script is to end."""
    with filled_database():
        return report(measured())


def measured() -> dict[str, float]:
    """Return the milliseconds of each document by its name."""
    from django.test import Client

    client = Client()
    return {name: median(ask) for name, ask in {**read(client), **sent(client)}.items()}


def read(client) -> dict[str, Callable[[], int]]:
    """What is asked for by its address, the largest pack and its file among them."""
    from guidance.models import GuidancePage
    from guidance.packs.choice import MOST
    from guidance.self_review import editions
    from guidance.self_review.question_sheet import BY_ROLE, BY_THEME

    slugs = list(GuidancePage.objects.published().values_list("slug", flat=True))[:MOST]
    sheets = [
        f"/self-review/{edition.slug}/questions/{order}.docx"
        for edition in editions.newest()
        for order in (BY_THEME, BY_ROLE)
    ]
    governors = ["/for/governors/questions.docx", "/for/governors/briefing/", "/for/governors/briefing.docx"]
    packs = ["/pack/made/", "/pack/made/pack.docx"]
    return {
        **{path: lambda path=path: client.get(path).status_code for path in [*sheets, *governors]},
        "/planner.ics": lambda: client.get("/planner.ics").status_code,
        **{
            f"{path} of {len(slugs)} pages": lambda path=path: client.get(path, {"page": slugs}).status_code
            for path in packs
        },
    }


def sent(client) -> dict[str, Callable[[], int]]:
    """What a self-review gives, for every kind of setting, every question answered with "started"."""
    from guidance.self_review import editions

    found = {}
    for edition in editions.newest():
        for kind in edition.setting_types:
            answers = {one.id: "2" for one in edition.questions if one.is_for(kind)}
            for step in HANDED_OUT:
                form = {"setting_type": kind, **answers, "step": step}
                found[f"self-review, {kind}: {step}"] = lambda form=form, slug=edition.slug: (
                    client.post(f"/self-review/{slug}/", form).status_code
                )
    return found


def median(ask: Callable[[], int]) -> float:
    """The median milliseconds of processor time over the rounds; the first request, which fills what is kept,
    is not counted. Raises RuntimeError where an answer is no document."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.process_time()
        status = ask()
        taken.append((time.process_time() - start) * 1000)
        if status != 200:
            raise RuntimeError(f"it answered {status}")
    return statistics.median(taken[1:])


def bare() -> int:
    """A file of python-docx as its guide shows it."""
    from docx import Document

    document = Document()
    for number in range(PARAGRAPHS):
        document.add_paragraph(f"Paragraph {number} of a plain file.")
    document.save(io.BytesIO())
    return 200


def report(rows: dict[str, float]) -> int:
    """Print a line for each document; return 1 where one is over the goal, else 0."""
    baseline = median(bare)
    print(f"Processor time of a request, median of {ROUNDS}; goal: at most {GOAL_MS} ms a document")
    print(f"{f'python-docx, {PARAGRAPHS} paragraphs, no request':<58} {baseline:6.1f} ms")
    for name, taken in sorted(rows.items(), key=lambda row: -row[1]):
        mark = "" if taken <= GOAL_MS else "  over the goal"
        print(f"{name:<58} {taken:6.1f} ms {taken / baseline:5.2f} of it{mark}")
    over = sum(taken > GOAL_MS for taken in rows.values())
    print(f"{len(rows) - over} of {len(rows)} within the goal")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
