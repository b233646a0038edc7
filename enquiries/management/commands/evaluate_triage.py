"""Show how the screen routes labelled messages. Stores nothing."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from enquiries.triage import Reader, Route, ScreeningResult, classify, label_of, load_reader
from enquiries.triage.evaluation import (
    CONCERNS,
    Answer,
    Share,
    answer,
    by_function,
    calibration,
    confusion,
    likelihood,
    sent_to_lado,
    stopped,
    texts_of,
)
from lesas_portal.core import json_lines
from lesas_portal.core.privacy import kind_and_place

Row: TypeAlias = dict[str, Any]

# Of a row that was not read, where the screen does not say what it could not read.
UNREAD = "unread:unknown-words"
LABELS = tuple(route.value for route in Route if route != Route.UNREAD)


class Command(BaseCommand):
    """Screen each line of a JSON Lines file and print the routes and a summary."""

    help = (
        "Screens the subject and message of each line of a JSON Lines file. Prints one JSON object a line "
        "and last a summary. Stores nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="JSON Lines: id, subject, message, label")
        parser.add_argument("--explain", action="store_true", help="show also the messages routed wrongly")
        parser.add_argument("--functions", action="store_true", help="sum up each function of the checklist")

    def handle(self, *, file: Path, explain: bool, functions: bool, **options: object) -> None:
        rows = json_lines.read(file)
        if unknown := {str(row.get("label") or "") for row in rows} - {"", *LABELS}:
            self.stderr.write(f"Rows with another label count for nothing: {', '.join(sorted(unknown))}")
        started = time.perf_counter()
        reader = second_reader(self.stderr)
        results = screened(rows, reader)
        seconds = time.perf_counter() - started
        for row, result in zip(rows, results, strict=True):
            self.stdout.write(line(row, result, explain=explain))
        answers = [answer(row, result) for row, result in zip(rows, results, strict=True)]
        figures = {**summary(answers), "seconds": round(seconds, 3)}
        figures |= {"calibration": calibration(answers, [likelihood(texts_of(row), reader) for row in rows])}
        if reader:
            alone = screened(rows, None)
            figures |= {
                "without_second_reader": summary([answer(*pair) for pair in zip(rows, alone, strict=True)])
            }
        if functions:
            figures |= {"functions": function_lines(answers)}
        self.stdout.write(json.dumps(figures))


def second_reader(errors: OutputWrapper) -> Reader | None:
    """Return the second reader; None, and a line to ``errors``, where it cannot be loaded."""
    try:
        return load_reader()
    except Exception as error:
        errors.write(f"Without the second reader: {kind_and_place(error)}")
        return None


def screened(rows: Sequence[Row], reader: Reader | None) -> list[ScreeningResult]:
    """Return the result for each row; a screen that breaks has no figures, so it is a CommandError."""
    try:
        return [classify(texts_of(row), reader) for row in rows]
    except Exception as error:
        raise CommandError(f"The screen is broken: {kind_and_place(error)}") from error


def line(row: Row, result: ScreeningResult, *, explain: bool) -> str:
    """Return one row's outcome as JSON; a wrong one with what was said, if asked to explain.

    What was not read has the route of its signpost, and says so in its signals.
    """
    outcome = {"id": row.get("id"), "label": row.get("label")}
    route, signals = str(answer(row, result).route), [*result.signals]
    if result.route == Route.UNREAD:
        signals = signals or [UNREAD]
    outcome |= {"route": route, "signals": signals}
    if explain and row.get("label") not in (None, route):
        outcome |= {"reasons": [label_of(signal) for signal in signals]}
        outcome |= {"missed": True, "why": row.get("why"), **texts_of(row)}
    return json.dumps(outcome, ensure_ascii=False)


def summary(answers: Sequence[Answer]) -> dict[str, Any]:
    """Return the figures over labelled rows; a figure is null where there is nothing to count."""
    rates = {
        "concern_recall": stopped(answers, *CONCERNS),
        "false_positive_rate": stopped(answers, Route.STRATEGIC),
        "lado_accuracy": sent_to_lado(answers, Route.LADO),
        "lado_of_front_door": sent_to_lado(answers, Route.FRONT_DOOR),
    }
    return {
        "n": len(answers),
        **{name: rate.value for name, rate in rates.items()},
        "counts": rates,
        "intervals": {name: rate.interval for name, rate in rates.items()},
        "unread": sum(one.is_unread for one in answers),
        "confusion": {
            "length": confusion(answers, lambda one: one.length),
            "kind": confusion(answers, lambda one: one.kind),
        },
    }


def function_lines(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return for each function of the checklist its figures, the worst first."""
    return [{"function": name, **share_of(right)} for name, right in by_function(answers)]


def share_of(share: Share) -> dict[str, Any]:
    """Return a share with what it is of and its interval."""
    return {"right": share, "accuracy": share.value, "interval": share.interval}
