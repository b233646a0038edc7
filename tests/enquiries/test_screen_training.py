"""The weights that ship are the weights that the examples give."""

import json
import os
import sys
from pathlib import Path

import pytest

from enquiries.triage.classifier import weights

TRIAGE = Path("enquiries/triage")
TAUGHT = (
    "examples.jsonl",
    "examples_more.jsonl",
    "examples_later.jsonl",
    "examples_contrasts.jsonl",
    "examples_from_misses.jsonl",
)


def rows(name):
    return [
        json.loads(line) for line in (TRIAGE / "training" / name).read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def train():
    if os.environ.get("CI", "").lower() != "true":
        pytest.importorskip("sklearn", reason="scikit-learn is needed to learn the weights again")
    from enquiries.triage.training import train

    return train


def close(one, other):
    """Whether two weights differ by no more than the last digit kept, as platforms may round differently."""
    return abs(one.real - other.real) <= 1 and abs(one.imag - other.imag) <= 1


def test_training_again_gives_the_weights_that_ship(train):
    learnt, shipped = train.trained(), weights()
    for model in ("concern", "lado"):
        assert abs(learnt[model]["bias"] - shipped[model]["bias"]) <= 0.01
        assert learnt[model]["threshold"] == shipped[model]["threshold"]
    for block in train.BLOCKS:
        for name in learnt["blocks"][block].keys() | shipped["blocks"][block].keys():
            pair = (learnt["blocks"][block].get(name), shipped["blocks"][block].get(name))
            if None in pair:
                one = pair[0] or pair[1]
                assert max(abs(one.real), abs(one.imag)) <= train.SMALLEST, (block, name, pair)
            else:
                assert close(*pair), (block, name, pair)


def test_weights_are_read_as_they_were_written(tmp_path, monkeypatch, train):
    monkeypatch.setattr(sys.modules["enquiries.triage.classifier"], "WEIGHTS", tmp_path / "weights.json")
    (tmp_path / "weights.json").write_text(train.written(weights()), encoding="utf-8")
    assert weights.__wrapped__() == weights()


def test_the_weights_are_small_enough_to_ship():
    assert (TRIAGE / "weights.json").stat().st_size <= 2_000_000


def test_every_example_is_whole_and_has_its_own_id():
    examples = [row for name in TAUGHT for row in rows(name)]
    assert len({row["id"] for row in examples}) == len(examples)
    for row in examples:
        assert set(row) - {"like"} == {"id", "role", "subject", "message", "label", "hard", "why"}
        assert row.get("like", "t").startswith("t")
        assert row["label"] in ("strategic", "front_door", "lado")


def test_no_unseen_message_is_among_those_taught():
    unseen = Path(__file__).with_name("unseen.jsonl").read_text(encoding="utf-8").splitlines()
    taught = {row["message"] for name in TAUGHT for row in rows(name)}
    assert not taught & {json.loads(line)["message"] for line in unseen}
