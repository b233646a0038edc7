"""The checklist of functions: pairs of messages that differ in what a function is about.

`functions_frozen.jsonl` was written by two people and put away before the screen was taught or tuned. Nobody
who works on the screen reads it: what is open stands in the training's `examples_functions.jsonl`.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from enquiries.triage import Route, classify, load_reader

FROZEN = Path(__file__).parent / "screen" / "functions_frozen.jsonl"
OPEN = Path("enquiries/triage/training/examples_functions.jsonl")


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def right():
    """How many of the frozen messages of each function are rightly stopped or let through."""
    counts = {}
    for row in rows(FROZEN):
        texts = {"subject": row["subject"], "message": row["message"]}
        route = classify(texts, load_reader()).route
        is_right = (route == Route.STRATEGIC) == (row["label"] == "strategic")
        counts.setdefault(row["function"], Counter())[is_right] += 1
    return counts


def test_the_checklist_has_enough_functions_and_pairs_in_two_voices():
    for path in (FROZEN, OPEN):
        pairs = Counter((row["function"], row["pair"].split("-")[0]) for row in rows(path))
        functions = {function for function, _ in pairs}
        assert len(functions) >= 25
        assert all(len([1 for one, _ in pairs if one == function]) >= 2 for function in functions)
    both = Counter(row["function"] for path in (FROZEN, OPEN) for row in rows(path))
    assert min(both.values()) >= 60


def test_both_sides_of_a_pair_have_other_labels():
    for path in (FROZEN, OPEN):
        labels = {}
        for row in rows(path):
            labels.setdefault(row["pair"], []).append(row["label"])
        assert all(len(set(pair)) == 2 for pair in labels.values())


def test_most_frozen_messages_are_routed_rightly(right):
    total = sum(right.values(), Counter())
    assert total[True] >= 0.9 * sum(total.values())
