"""The model card that ships: what the screen does today, and not a word of any message."""

import json
from datetime import date

import pytest

from enquiries.triage.model_card import MODEL_CARD_FILE
from enquiries.triage.training.card import CHECKLIST, EXAMPLES, model_card, rows

CARD = json.loads(MODEL_CARD_FILE.read_text(encoding="utf-8"))
SCREEN = ("short_unseen", "long_unseen", "later_unseen", "unseen", "fields_unseen", "languages_unseen")
SETS = (
    *(f"enquiries/screen/{name}.jsonl" for name in SCREEN),
    *CHECKLIST,
    "portal/search_concerns_frozen.jsonl",
)
FEWEST_QUOTED = 6  # words in a row


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of so many words that a text has."""
    words = text.lower().split()
    return {tuple(words[start : start + FEWEST_QUOTED]) for start in range(len(words) - FEWEST_QUOTED + 1)}


# Two thousand messages are screened, half of them twice.
@pytest.mark.proof
def test_the_card_has_the_figures_that_the_screen_gives_today():
    again = json.loads(json.dumps(model_card(date.fromisoformat(CARD["made_on"]))))
    assert again == CARD


def test_every_file_of_examples_and_every_function_is_in_it():
    assert [one["count"] for one in CARD["examples"]] == [
        len(path.read_text(encoding="utf-8").splitlines()) for path in EXAMPLES
    ]
    assert {one["name"] for one in CARD["functions"]} == {
        row["function"] for file in CHECKLIST for row in rows(file)
    }


def test_the_worst_function_comes_first():
    right = [part / whole for part, whole in (one["right"] for one in CARD["functions"])]
    assert right == sorted(right)


def test_it_quotes_no_message():
    texts = [*(one["sentence"] for one in CARD["known_misses"])]
    texts += [one["about"] for name in ("sets", "functions", "examples") for one in CARD[name]]
    quoted = set().union(*map(runs, texts))
    assert quoted
    for name in SETS:
        for row in rows(name):
            assert not quoted & runs(row.get("message") or row.get("value") or row["query"])
