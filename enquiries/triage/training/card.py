"""Write the model card: `python -m enquiries.triage.training.card`, and after each training of weights.

The figures are measured on messages that never taught the screen, with the weights that ship. The words stand
in `card.toml`. What is written has no message in it, nor a part of one.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from enquiries.triage.classifier import Route, ScreeningResult, classify
from enquiries.triage.evaluation import (
    CONCERNS,
    Answer,
    Share,
    answer,
    by_function,
    calibration,
    likelihood,
    rightly_taken,
    sent_to_lado,
    stopped,
    texts_of,
)
from enquiries.triage.model_card import MODEL_CARD_FILE
from enquiries.triage.reader import MODEL_FILE, load_reader
from enquiries.triage.search_words import load_search_weights, read_search
from enquiries.triage.training.examples import FOR_RULES, HERE, TEACHING
from enquiries.triage.unread import known_words
from enquiries.triage.weights import load_weights
from enquiries.triage.word_pieces import PIECES_FILE

Row: TypeAlias = dict[str, Any]

WORDS_FILE = Path(__file__).with_suffix(".toml")
MESSAGES = Path(__file__).parents[3] / "tests"
CHECKLIST = ("enquiries/screen/functions_frozen.jsonl", "enquiries/screen/functions_later.jsonl")
EXAMPLES = (*TEACHING, FOR_RULES, HERE / "searches.jsonl")


def write_model_card() -> None:
    """Measure the weights that ship, as they are now, and write the card."""
    load_weights.cache_clear()
    load_search_weights.cache_clear()
    known_words.cache_clear()
    text = json.dumps(model_card(datetime.now().astimezone().date()), indent=1, ensure_ascii=False)
    MODEL_CARD_FILE.write_text(text + "\n", encoding="utf-8")


def model_card(made_on: date) -> dict[str, Any]:
    """Return the card of the weights that ship. Raises OSError where a set of messages is not there."""
    words = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {
        "made_on": made_on.isoformat(),
        "learnt_from": load_weights().learnt_from,
        "examples": [{**words["examples"][path.stem], "count": len(lines(path))} for path in EXAMPLES],
        "sets": [measured(**one, is_read_twice=False) for one in words["sets"]],
        "functions": functions(words["functions"]),
        "calibration": calibrated(words["calibration"]["files"]),
        "reader": {
            **words["reader"],
            "files": {path.name: sha256(path.read_bytes()).hexdigest() for path in (MODEL_FILE, PIECES_FILE)},
            "sets": [measured(**one, is_read_twice=True) for one in words["sets"]],
        },
        "known_misses": [
            {"sentence": miss["sentence"], "right": right(**miss["of"])} for miss in words["known_misses"]
        ],
    }


def lines(path: Path) -> list[str]:
    """Return the lines of a file, of which each has an example."""
    return path.read_text(encoding="utf-8").splitlines()


@cache
def rows(file: str) -> tuple[Row, ...]:
    """Return the labelled messages of a set, or its labelled searches."""
    return tuple(map(json.loads, lines(MESSAGES / file)))


@cache
def answers(file: str, *, is_read_twice: bool = True) -> tuple[Answer, ...]:
    """Return what the screen makes of each message of a set, or of each search.

    ``is_read_twice``: with the second reader, which reads no searches.
    """
    reader = load_reader() if is_read_twice else None
    return tuple(
        search_answer(row) if "query" in row else answer(row, classify(texts_of(row), reader))
        for row in rows(file)
    )


def search_answer(row: Row) -> Answer:
    """Return a search with what the screen of searches makes of its words, as they are typed."""
    read = read_search(row["query"])
    named = Route.LADO if read.is_for_lado else Route.FRONT_DOOR
    result = ScreeningResult(named if read.tells else Route.STRATEGIC, ())
    return Answer(row["route"], result, len(row["query"].split()))


def measured(file: str, name: str, about: str, *, is_read_twice: bool) -> dict[str, Any]:
    """Return the figures of one set. Where its messages say whether they can be read, also of that."""
    found = answers(file, is_read_twice=is_read_twice)
    figures = {
        "name": name,
        "about": about,
        "concerns": stopped(found, *CONCERNS),
        "strategic": stopped(found, Route.STRATEGIC),
        "lado": sent_to_lado(found, Route.LADO),
        "front_door_called_lado": sent_to_lado(found, Route.FRONT_DOOR),
        "unread": sum(one.is_unread for one in found),
    }
    wanted = [row.get("want") for row in rows(file)]
    if any(wanted):
        pairs = list(zip(found, wanted, strict=True))
        signposted = [one.route != Route.STRATEGIC for one, want in pairs if want == "unread"]
        read = [not one.is_unread for one, want in pairs if want == "read"]
        figures |= {"cannot_be_read": share(signposted), "can_be_read": share(read)}
    return figures


def share(holds: Sequence[bool]) -> Share:
    """Return how many hold."""
    return Share(sum(holds), len(holds))


def functions(names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the figures of the checklist, the worst first. Raises KeyError for a function without words."""
    return [
        {"name": name, "about": names[name], "right": right}
        for name, right in by_function(one for file in CHECKLIST for one in answers(file))
    ]


def calibrated(files: Sequence[str]) -> dict[str, Any] | None:
    """Return how far the probabilities are from what holds, in all these sets together."""
    found = [one for file in files for one in answers(file)]
    return calibration(
        found, [likelihood(texts_of(row), load_reader()) for file in files for row in rows(file)]
    )


def right(file: str = "", **named: str) -> Share:
    """Return how many messages of a set were taken rightly, of those with this label, kind or function.

    Without a ``file``: of the checklist.
    """
    files = (file,) if file else CHECKLIST
    return rightly_taken([one for name in files for one in answers(name) if is_named(one, named)])


def is_named(one: Answer, named: Mapping[str, str]) -> bool:
    """Return whether a message has this label, kind or function."""
    return all(getattr(one, name) == value for name, value in named.items())


if __name__ == "__main__":
    write_model_card()
