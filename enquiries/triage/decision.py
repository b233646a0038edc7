"""From the scores of a text's windows to a probability: a small rule that `training` has learnt.

What a whole text says and what its most telling windows say is weighed against the text's length: in forty
words the whole decides, in four hundred one window can.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from enquiries.triage.scorer import Scorer
from enquiries.triage.weights import Rule
from enquiries.triage.windows import SIZES, Window, windows


class Evidence(NamedTuple):
    """The scores of a whole text and of its strongest window of each size, and which windows these are."""

    scores: tuple[float, ...]
    windows: tuple[Window, ...]
    tokens: int

    @property
    def strongest(self) -> Window:
        """The window that scores highest; of equals the longest."""
        return self.windows[self.scores.index(max(self.scores))]


def evidence(scorer: Scorer, lengths: Sequence[int]) -> Evidence:
    """Return what one model makes of a text, whole and in windows; ``lengths`` are those of its sentences."""
    whole = Window(0, len(lengths))
    found = [(scorer.score(whole), whole)]
    found += [max((scorer.score(one), one) for one in windows(lengths, size)) for size in SIZES]
    return Evidence(tuple(score for score, _ in found), tuple(window for _, window in found), sum(lengths))


def terms(scores: Sequence[float], tokens: int) -> dict[str, float]:
    """Return what the rule weighs: the scores, and the first and last of them by the text's length."""
    length = math.log(max(tokens, 1))
    named = {"whole": scores[0]}
    named |= {f"window of {size}": score for size, score in zip(SIZES, scores[1:], strict=True)}
    named |= {"length": length, "whole by length": scores[0] * length}
    return named | {f"window of {SIZES[-1]} by length": scores[-1] * length}


def probability(rule: Rule, named: Mapping[str, float]) -> float:
    """Return the probability, from 0 to 1, that a rule gives to what was found."""
    total = rule.bias + sum(weight * named[name] for name, weight in rule.weights.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
