"""The weights for searches are what the labelled searches give, and are learnt from nothing unseen."""

import json
import os
import re
from pathlib import Path

import pytest

from enquiries import triage
from enquiries.triage.search_words import WEIGHTS_FILE, load_search_weights, search_features

TRAINING = Path("enquiries/triage/training")
UNSEEN = Path("tests/portal/search_concerns_unseen.jsonl")
# Written by somebody who did not know the screen, and read by nobody who works on it.
FROZEN = Path("tests/portal/search_concerns_frozen.jsonl")
ROUTES = {"strategic", "front_door", "lado"}
REPORTED = re.compile(r"^(.+): (\d+) of (\d+) \(", re.MULTILINE)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def training():
    if os.environ.get("CI", "").lower() != "true":
        pytest.importorskip("sklearn", reason="scikit-learn is needed to learn the weights again")
    from enquiries.triage.training import train_search

    return train_search


# Slow, because it learns all weights from all searches.
@pytest.mark.slow
@pytest.mark.proof
def test_training_again_gives_the_weights_that_ship(training):
    learnt, shipped = training.trained(), load_search_weights()
    for again, before in ((learnt.tells, shipped.tells), (learnt.lado, shipped.lado)):
        assert abs(again.bias - before.bias) <= 0.01
        assert again.threshold == before.threshold
    for block in learnt.blocks.keys() | shipped.blocks.keys():
        one, other = learnt.blocks[block], shipped.blocks[block]
        # Platforms round differently: by no more than the last digit kept.
        for name in one.keys() & other.keys():
            assert max(abs(a - b) for a, b in zip(one[name], other[name], strict=True)) <= 1, name
        for name in one.keys() ^ other.keys():
            assert max(map(abs, (one | other)[name])) <= training.SMALLEST, name


# Slow, because it learns five times.
@pytest.mark.slow
@pytest.mark.proof
def test_of_searches_that_were_not_learnt_from_those_that_tell_are_answered_and_few_others(training):
    reported = {name: int(times) / int(of) for name, times, of in REPORTED.findall(training.report())}
    assert reported["tell and are answered"] >= 0.95
    assert reported["do not tell and are answered"] <= 0.03
    assert reported["are the LADO's, answered, and named so"] >= 0.9
    assert reported["are the Front Door's and called LADO"] <= 0.03


def test_the_weights_are_written_a_feature_a_line_and_small_enough_to_ship(training):
    text = WEIGHTS_FILE.read_text("utf-8")
    assert text == training.to_json(load_search_weights())
    assert len(text) <= 500_000
    features = sum(map(len, load_search_weights().blocks.values()))
    assert len(re.findall(r"^\".+\": \[-?\d+, -?\d+\],?$", text, re.MULTILINE)) == features


def test_every_taught_search_is_labelled_once_and_none_is_unseen():
    searches = rows(TRAINING / "searches.jsonl")
    assert {row["route"] for row in searches} == ROUTES
    assert len({row["query"] for row in searches}) == len(searches)
    assert not {row["query"] for row in searches} & {row["query"] for row in rows(UNSEEN) + rows(FROZEN)}


def test_of_frozen_searches_those_that_tell_are_answered_and_few_others():
    read = [(row["route"], triage.read_search(row["query"])) for row in rows(FROZEN)]
    tell = [one.tells for route, one in read if route != "strategic"]
    others = [one.tells for route, one in read if route == "strategic"]
    assert sum(tell) >= 0.95 * len(tell)
    assert sum(others) <= 0.06 * len(others)


@pytest.mark.parametrize(
    ("query", "tells", "is_for_lado"),
    [
        ("what do I do if boy in my class has seen porn", True, False),
        ("what to do if a child sees porn", False, False),
        ("our caretaker keeps texting year 10 girls", True, True),
        ("caretaker job description", False, False),
        ("boy made a fake account of his teacher and she is in tears, he is being hit at home", True, False),
        ("", False, False),
        ("?!", False, False),
    ],
)
def test_a_search_that_tells_of_somebody_is_told_from_a_procedure(query, tells, is_for_lado):
    reading = triage.read_search(query)
    assert (reading.tells, reading.is_for_lado) == (tells, is_for_lado)


def test_what_may_tell_is_more_than_what_tells():
    for search in rows(TRAINING / "searches.jsonl"):
        reading = triage.read_search(search["query"])
        assert reading.may_tell or not reading.tells


def test_of_a_very_long_search_only_the_start_is_read():
    assert search_features("word " * 10_000) == search_features("word " * 60)
