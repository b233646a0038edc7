"""The weights of the screen, learnt by `training` and read from `weights.json`.

In the file every feature has a line of its own: its name, its weight for a concern and for the LADO, both in
hundredths. A block is one flat list of these, as that is read in half the time of a list for each feature.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


class LinearModel(NamedTuple):
    """What one score is made of: a start, the weights of features by block, and what it must exceed to count.

    ``blocks`` has the name of each feature with its weight in hundredths.
    """

    bias: float
    threshold: float
    blocks: dict[str, dict[str, int]]


class Weights(NamedTuple):
    """All that was learnt: one model for a concern, one for the LADO among the concerns.

    Both know the same features, in the same order.
    """

    concern: LinearModel
    lado: LinearModel


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
        LinearModel(**content["concern"], blocks=concern), LinearModel(**content["lado"], blocks=lado)
    )


def to_json(weights: Weights) -> str:
    """Return weights as the text of a file: a feature a line, sorted, so that a change can be read."""
    heads = "".join(
        f'"{name}": {json.dumps({"bias": model.bias, "threshold": model.threshold})},\n'
        for name, model in (("concern", weights.concern), ("lado", weights.lado))
    )
    blocks = ",\n".join(
        f'"{block}": [\n{block_lines(concern, weights.lado.blocks[block])}\n]'
        for block, concern in sorted(weights.concern.blocks.items())
    )
    return f'{{\n{heads}"blocks": {{\n{blocks}\n}}\n}}\n'


def block_lines(concern: dict[str, int], lado: dict[str, int]) -> str:
    """Return the lines of a block's features, sorted by name."""
    return ",\n".join(f"{json.dumps(name)}, {concern[name]}, {lado[name]}" for name in sorted(concern))
