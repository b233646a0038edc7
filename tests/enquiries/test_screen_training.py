"""The weights that ship are the weights that the examples give."""

import json
import os
import re
from pathlib import Path

import pytest

from enquiries.triage.weights import WEIGHTS_FILE, from_json, load_weights, to_json

TRIAGE = Path("enquiries/triage")
TAUGHT = (
    "examples.jsonl",
    "examples_more.jsonl",
    "examples_later.jsonl",
    "examples_contrasts.jsonl",
    "examples_from_misses.jsonl",
    "examples_functions.jsonl",
    "examples_fields.jsonl",
    "examples_long.jsonl",
    "examples_rule.jsonl",
)
SCREEN = Path(__file__).parent / "screen"
UNSEEN = [
    *(SCREEN / f"{name}_unseen.jsonl" for name in ("short", "long", "later")),
    *(SCREEN / f"{name}.jsonl" for name in ("functions_frozen", "functions_later", "unseen")),
]


def rows(name):
    return [
        json.loads(line) for line in (TRIAGE / "training" / name).read_text(encoding="utf-8").splitlines()
    ]


def unseen_rows():
    return [json.loads(line) for path in UNSEEN for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def learning():
    if os.environ.get("CI", "").lower() != "true":
        pytest.importorskip("sklearn", reason="scikit-learn is needed to learn the weights again")
    from enquiries.triage.training import learning

    return learning


@pytest.fixture(scope="module")
def learnt(learning):
    from enquiries.triage.training.train import trained

    return trained()


def pairs(weights):
    """The two weights of every feature, by block and name."""
    return {
        (block, name): (weight, weights.lado.blocks[block][name])
        for block, known in weights.concern.blocks.items()
        for name, weight in known.items()
    }


# It learns all weights from all examples. That these are the examples they were learnt from is tested below.
@pytest.mark.slow
@pytest.mark.proof
def test_training_again_gives_the_weights_that_ship(learnt, learning):
    shipped = load_weights()
    for again, before in ((learnt.concern, shipped.concern), (learnt.lado, shipped.lado)):
        assert abs(again.bias - before.bias) <= 0.01
    one, other = pairs(learnt), pairs(shipped)
    for feature in one.keys() & other.keys():
        # Platforms round differently: by no more than the last digit kept.
        assert max(abs(a - b) for a, b in zip(one[feature], other[feature], strict=True)) <= 1, feature
    for feature in one.keys() ^ other.keys():
        assert max(map(abs, (one | other)[feature])) <= learning.SMALLEST, feature


def test_weights_are_read_as_they_were_written():
    assert from_json(to_json(load_weights())) == load_weights()


def test_every_feature_has_a_line_of_its_own_so_that_a_change_can_be_read():
    text = WEIGHTS_FILE.read_text(encoding="utf-8")
    assert text == to_json(load_weights())
    feature = re.compile(r'".+", -?\d+, -?\d+,?')
    lines = [line for line in text.splitlines() if feature.fullmatch(line)]
    assert len(lines) == len(pairs(load_weights()))


def test_the_weights_are_small_enough_to_ship():
    assert (TRIAGE / "weights.json").stat().st_size <= 3_600_000


def test_every_example_is_whole_and_has_its_own_id():
    examples = [row for name in TAUGHT for row in rows(name)]
    assert len({row["id"] for row in examples}) == len(examples)
    own = {"like", "pair", "function", "writer", "kind", "concern", "field"}
    for row in examples:
        assert set(row) - own == {"id", "role", "subject", "message", "label", "hard", "why"}
        assert row.get("like", "t").startswith("t")
        assert row["label"] in ("strategic", "front_door", "lado")
        assert all(told in row["message"] for told in row.get("concern", ()))


def test_no_unseen_message_is_among_those_taught():
    taught = {row["message"] for name in TAUGHT for row in rows(name)}
    unseen = {row["message"] for row in unseen_rows()}
    assert len(unseen) > 1_500
    assert not taught & unseen


def runs_of_words(text, length=8):
    words = re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def long_ones():
    return [row for name in TAUGHT for row in rows(name) if "concern" in row]


def test_no_long_message_shares_eight_words_in_a_row_with_any_other():
    """Each was written as one message, and none was put together from templates or other examples."""
    others = [row for name in TAUGHT for row in rows(name) if "concern" not in row]
    whose, shared = {}, []
    for row in [*others, *unseen_rows()]:
        whose.update(dict.fromkeys(runs_of_words(row["message"]), row["id"]))
    for row in long_ones():
        runs = runs_of_words(row["message"])
        shared += [(row["id"], whose[run], run) for run in runs if run in whose]
        whose.update(dict.fromkeys(runs, row["id"]))
    assert shared == []


def test_the_writers_who_teach_are_not_those_who_test():
    teaching = {row["writer"] for row in rows("examples_long.jsonl")}
    for_rules = {row["writer"] for row in rows("examples_rule.jsonl")}
    testing = {row["id"].split("-")[0] for row in unseen_rows()}
    assert len(teaching) >= 6
    assert not teaching & for_rules
    assert not (teaching | for_rules) & testing


def test_the_long_examples_are_enough_and_of_both_kinds():
    long = long_ones()
    lengths = [len(row["message"].split()) for row in long]
    assert len(long) >= 800
    assert min(lengths) >= 110
    assert max(lengths) <= 460
    strategic = sum(row["label"] == "strategic" for row in long)
    assert 0.4 * len(long) <= strategic <= 0.6 * len(long)


def test_the_weights_name_the_examples_that_they_were_learnt_from():
    from enquiries.triage.training.examples import checksum

    assert load_weights().learnt_from == checksum()
