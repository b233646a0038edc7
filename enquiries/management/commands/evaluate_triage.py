"""Show how the screen routes labelled messages. Stores nothing."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from django.core.management.base import BaseCommand, CommandError, CommandParser

from enquiries.triage import Route, ScreeningResult, classify, label_of
from lesas_portal.core.privacy import kind_and_place

Row: TypeAlias = dict[str, Any]


class Command(BaseCommand):
    """Screen each line of a JSON Lines file and print the routes and a summary."""

    help = (
        "Screens the subject and message of each line of a JSON Lines file. Prints one JSON object a line "
        "and last a summary. Stores nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="JSON Lines: id, subject, message, label")
        parser.add_argument("--explain", action="store_true", help="show also the messages routed wrongly")

    def handle(self, *, file: Path, explain: bool, **options: object) -> None:
        rows = read(file)
        started = time.perf_counter()
        results = screened(rows)
        seconds = time.perf_counter() - started
        for row, result in zip(rows, results, strict=True):
            self.stdout.write(line(row, result, explain=explain))
        labels = [row.get("label") for row in rows]
        routes = [str(result.route) for result in results]
        self.stdout.write(json.dumps({**summary(labels, routes), "seconds": round(seconds, 3)}))


def read(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file; raise CommandError naming the line that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error
    rows = []
    for number, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            row = json.loads(content)
        except ValueError as error:
            raise CommandError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise CommandError(f"{path}, line {number}: a JSON object is needed")
        rows.append(row)
    return rows


def screened(rows: Sequence[Row]) -> list[ScreeningResult]:
    """Return the result for each row; a screen that breaks has no figures, so it is a CommandError."""
    try:
        return [classify(screened_fields(row)) for row in rows]
    except Exception as error:
        raise CommandError(f"The screen is broken: {kind_and_place(error)}") from error


def screened_fields(row: Row) -> dict[str, str]:
    """Return the texts of a row; a missing one is empty."""
    return {name: str(row.get(name) or "") for name in ("subject", "message")}


def line(row: Row, result: ScreeningResult, *, explain: bool) -> str:
    """Return one row's outcome as JSON; a wrong one with what was said, if asked to explain."""
    outcome = {"id": row.get("id"), "label": row.get("label")}
    outcome |= {"route": str(result.route), "signals": list(result.signals)}
    if explain and row.get("label") not in (None, str(result.route)):
        outcome |= {"reasons": [label_of(signal) for signal in result.signals]}
        outcome |= {"missed": True, "why": row.get("why"), **screened_fields(row)}
    return json.dumps(outcome, ensure_ascii=False)


def summary(labels: Sequence[str | None], routes: Sequence[str]) -> dict[str, float | None]:
    """Return the figures over labelled rows; a figure is null where there is nothing to count."""
    table = Counter(zip(labels, routes, strict=True))
    total = Counter(labels)
    concerns = total[Route.FRONT_DOOR] + total[Route.LADO]
    missed = table[Route.FRONT_DOOR, Route.STRATEGIC] + table[Route.LADO, Route.STRATEGIC]
    stopped = total[Route.STRATEGIC] - table[Route.STRATEGIC, Route.STRATEGIC]
    return {
        "n": len(labels),
        "concern_recall": share(concerns - missed, concerns),
        "false_positive_rate": share(stopped, total[Route.STRATEGIC]),
        "lado_accuracy": share(table[Route.LADO, Route.LADO], total[Route.LADO]),
    }


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole, or None if there is no whole."""
    return round(part / whole, 4) if whole else None
