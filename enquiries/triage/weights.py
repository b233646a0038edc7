"""The weights of the screen, learnt by `training` and read from `weights.json`.

In the file every feature has a line of its own: its name, its weight for a concern and for the LADO, both in
hundredths. A block is one flat list of these, as that is read in half the time of a list for each feature.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


class LinearModel(NamedTuple):
    """What the score of a window is made of: a start, and the weights of features by block, in hundredths."""

    bias: float
    blocks: dict[str, dict[str, int]]


class Rule(NamedTuple):
    """What a probability is made of: a start and the weight of each term of `decision.terms`. ``threshold``
    is the probability from which it counts."""

    bias: float
    weights: dict[str, float]
    threshold: float


class Rules(NamedTuple):
    """The rule for a concern, and that for the LADO among the concerns."""

    concern: Rule
    lado: Rule


class Weights(NamedTuple):
    """All that was learnt: a model for a concern, one for the LADO, and rules that weigh their scores.

    Both models know the same features, in the same order. ``with_reader`` are the rules for a text that the
    second reader has read as well. ``learnt_from`` is the checksum of the examples.
    """

    concern: LinearModel
    lado: LinearModel
    alone: Rules
    with_reader: Rules
    learnt_from: str


@cache
def load_weights() -> Weights:
    """Return the weights that ship, read once.

    Raises OSError if the file cannot be read, and ValueError, KeyError or TypeError if it is not of its form.
    """
    return from_json(WEIGHTS_FILE.read_text(encoding="utf-8"))


def from_json(text: str) -> Weights:
    """Return weights from the text of a file; raises as `load_weights` does."""
    content = json.loads(text)
    blocks = content["blocks"].items()
    # The cells of a block are name, weight for a concern, weight for the LADO; and again for the next.
    concern = {block: dict(zip(cells[0::3], cells[1::3], strict=True)) for block, cells in blocks}
    lado = {block: dict(zip(cells[0::3], cells[2::3], strict=True)) for block, cells in blocks}
    return Weights(
        LinearModel(content["bias"]["concern"], concern),
        LinearModel(content["bias"]["lado"], lado),
        rules_of(content["rules"]["alone"]),
        rules_of(content["rules"]["with reader"]),
        content["learnt_from"],
    )


def rules_of(content: dict[str, dict[str, Any]]) -> Rules:
    """Return the rules from their part of the file."""
    return Rules(Rule(**content["concern"]), Rule(**content["lado"]))


def to_json(weights: Weights) -> str:
    """Return weights as the text of a file: a feature a line, sorted, so that a change can be read."""
    heads = {
        "learnt_from": weights.learnt_from,
        "bias": {"concern": weights.concern.bias, "lado": weights.lado.bias},
        "rules": {
            name: {kind: rule._asdict() for kind, rule in rules._asdict().items()}
            for name, rules in (("alone", weights.alone), ("with reader", weights.with_reader))
        },
    }
    lines = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in heads.items())
    blocks = ",\n".join(
        f'"{block}": [\n{block_lines(concern, weights.lado.blocks[block])}\n]'
        for block, concern in sorted(weights.concern.blocks.items())
    )
    return f'{{\n{lines}"blocks": {{\n{blocks}\n}}\n}}\n'


def block_lines(concern: dict[str, int], lado: dict[str, int]) -> str:
    """Return the lines of a block's features, sorted by name."""
    return ",\n".join(f"{json.dumps(name)}, {concern[name]}, {lado[name]}" for name in sorted(concern))
