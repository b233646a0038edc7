"""Score windows of a text by a linear model. A sentence is read once, however many windows hold it."""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from enquiries.triage.features import AROUND_BLOCKS, OWN_BLOCKS, Block, SentenceFeatures, densities
from enquiries.triage.rules import held_together
from enquiries.triage.weights import LinearModel
from enquiries.triage.windows import Window

HUNDREDTHS = 100
REACH = 3  # sentences on each side that stand around a window


class Scorer:
    """The sums of a model's weights up to each sentence of a text: two of them give what a window has.

    `score` gives what `score_blocks` gives for `features.window_blocks`, which is what training learns from.
    """

    def __init__(self, model: LinearModel, sentences: Sequence[SentenceFeatures]) -> None:
        self.model = model
        self.sums = {
            name: running([weighed(model.blocks[name], one.blocks[name].values) for one in sentences])
            for name in (*OWN_BLOCKS, *AROUND_BLOCKS)
        }
        self.sizes = {
            name: running([one.blocks[name].size for one in sentences])
            for name in (*OWN_BLOCKS, *AROUND_BLOCKS)
        }
        self.tokens = running([one.tokens for one in sentences])
        self.classes = {
            name: running([one.classes[name] for one in sentences])
            for name in {name for one in sentences for name in one.classes}
        }
        self.rules = {
            name: running([name in one.rules for one in sentences])
            for name in {name for one in sentences for name in one.rules}
        }

    def score(self, window: Window) -> float:
        """Return the score of a window; it has no unit, and more is likelier."""
        start, end = window
        total = self.model.bias
        of_whole = {"pairs": self.dense(window), "rules": self.held(window)}
        for name in OWN_BLOCKS:
            value, size = of_whole.get(name, (0.0, 0))
            value += difference(self.sums[name], start, end)
            total += watered(value, size + difference(self.sizes[name], start, end))
        return total + self.score_around(window, len(self.tokens) - 1)

    def score_around(self, window: Window, last: int) -> float:
        """Return what the sentences around a window add to its score."""
        first, end = max(0, window.start - REACH), min(last, window.end + REACH)
        return sum(
            watered(
                difference(self.sums[name], first, window.start)
                + difference(self.sums[name], window.end, end),
                difference(self.sizes[name], first, window.start)
                + difference(self.sizes[name], window.end, end),
            )
            for name in AROUND_BLOCKS
        )

    def dense(self, window: Window) -> tuple[float, int]:
        """Return what the density of each class of word adds, and how many features that is."""
        length = int(difference(self.tokens, *window))
        found = [
            feature
            for name, sums in self.classes.items()
            if (times := int(difference(sums, *window)))
            for feature in densities(name, times, length)
        ]
        return weighed(self.model.blocks["pairs"], dict(found)), len(found)

    def held(self, window: Window) -> tuple[float, int]:
        """Return what the rules that hold in a window and those that do not add, and how many that is."""
        held = frozenset(name for name, sums in self.rules.items() if difference(sums, *window))
        found = list(held_together(held))
        return weighed(self.model.blocks["rules"], dict.fromkeys(found, 1.0)), len(found)


def score_blocks(model: LinearModel, blocks: Mapping[str, Block]) -> float:
    """Return the score of a window, given its features."""
    return model.bias + sum(
        watered(weighed(model.blocks[name], block.values), block.size) for name, block in blocks.items()
    )


def weighed(weights: Mapping[str, int], values: Mapping[str, float]) -> float:
    """Return values times their weights, in hundredths."""
    return sum(weights[name] * value for name, value in values.items() if name in weights)


def watered(value: float, size: int | float) -> float:
    """Return what a block adds: in many features each says less."""
    return value / (HUNDREDTHS * math.sqrt(max(size, 1)))


def running(values: Sequence[float]) -> list[float]:
    """Return the sums of values up to each place, from nothing to all."""
    return list(accumulate(values, initial=0.0))


def around(sentences: Sequence[SentenceFeatures], window: Window) -> list[SentenceFeatures]:
    """Return the sentences that stand around a window."""
    before = sentences[max(0, window.start - REACH) : window.start]
    return [*before, *sentences[window.end : window.end + REACH]]


def difference(sums: Sequence[float], start: int, end: int) -> float:
    """Return the sum of the values from ``start`` to before ``end``."""
    return sums[end] - sums[start]
