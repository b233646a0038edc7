"""Show whether search finds what a file of queries expects. Stores nothing."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance import search
from lesas_portal.core import json_lines

SHOWN = 3
"""How many results a reader is taken to look at."""


class Command(BaseCommand):
    """``manage.py evaluate_search FILE.jsonl``: search for each line and print what came first."""

    help = (
        "Searches for q of each line of a JSON Lines file and compares the titles found with expect, "
        "fragments of right first titles; an empty expect says that this site has no answer. Prints one "
        "JSON object a line and last a summary. Stores nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="JSON Lines: q, expect (a list of parts of titles)")

    def handle(self, *, file: Path, **options: object) -> None:
        rows = json_lines.read(file)
        for number, row in enumerate(rows, start=1):
            _check(row, number)
        started = time.perf_counter()
        outcomes = [outcome(row) for row in rows]
        seconds = time.perf_counter() - started
        for one in outcomes:
            self.stdout.write(json.dumps(one, ensure_ascii=False))
        self.stdout.write(json.dumps({**summary(outcomes), "seconds": round(seconds, 3)}))


def outcome(row: dict[str, Any]) -> dict[str, Any]:
    """Return what ``row`` found: its titles, and whether a right one is first and among three.

    ``first`` and ``three`` are null where no page is right; ``nothing`` says whether readers are told that
    nothing, or not all of it, was found.
    """
    found = search.find(row["q"])
    titles = ["".join(piece.text for piece in hit.title) for hit in found.hits[:SHOWN]]
    wanted = [part.casefold() for part in _expected(row)]
    right = [any(part in title.casefold() for part in wanted) for title in titles]
    return {
        **({"id": row["id"]} if "id" in row else {}),
        "q": row["q"],
        "first": right[:1] == [True] if wanted else None,
        "three": any(right) if wanted else None,
        "nothing": found.says_nothing,
        "titles": titles,
    }


def summary(outcomes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the shares from 0 to 1; null where there is nothing to count.

    ``n`` queries have an answer: in the share ``first`` a right page is first, in ``three`` among the first
    three. ``unanswerable`` have none: in the share ``nothing`` readers are told so.
    """
    answered = [one for one in outcomes if one["first"] is not None]
    others = [one for one in outcomes if one["first"] is None]
    return {
        "n": len(answered),
        "first": _share([one["first"] for one in answered]),
        "three": _share([one["three"] for one in answered]),
        "unanswerable": len(others),
        "nothing": _share([one["nothing"] for one in others]),
    }


def _share(marks: Sequence[bool]) -> float | None:
    return round(sum(marks) / len(marks), 4) if marks else None


def _expected(row: dict[str, Any]) -> list[str]:
    """The parts of right titles; one may stand there without a list."""
    expected = row.get("expect") or []
    return [expected] if isinstance(expected, str) else expected


def _check(row: dict[str, Any], number: int) -> None:
    """Raise CommandError where a row, the ``number``-th, says nothing to search for or to compare with."""
    if not isinstance(row.get("q"), str):
        raise CommandError(f"Row {number}: q must be the words to search for")
    expected = _expected(row)
    if not isinstance(expected, list) or not all(isinstance(part, str) and part for part in expected):
        raise CommandError(f"Row {number}: expect must be a list of parts of titles")
