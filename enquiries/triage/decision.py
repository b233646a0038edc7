"""From a text's sentences to the terms of a small rule that `training` has learnt, and to a probability.

What a whole text says and what its most telling windows say is weighed against the text's length: in forty
words the whole decides, in four hundred one window can.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from enquiries.triage.features import Blocks, SentenceFeatures, window_blocks
from enquiries.triage.reader import Reader, ReaderScore, stretches
from enquiries.triage.scorer import Scorer, around, score_blocks
from enquiries.triage.sentences import Sentence
from enquiries.triage.weights import LinearModel, Rule
from enquiries.triage.windows import SIZES, Window, windows

# Tokens. The rules are learnt from no longer text. The longer a text, the less they weigh what it says as a
# whole: of one with more tokens they would take a whole that reads like a concern for a sign against it.
LONGEST = 530
# From these scores on a window reads clearly like a concern, and like one for the LADO or for the Front Door.
CLEAR_CONCERN = CLEAR_DOOR = 1.0


class Found(NamedTuple):
    """What is found in a text: the terms of the rules for a concern and for the LADO, the features of the
    window that reads most like a concern, and the small windows that clearly do."""

    concern: dict[str, float]
    lado: dict[str, float]
    strongest: Blocks
    clear: list[Window]


def found_in(
    models: tuple[LinearModel, LinearModel],
    sentences: Sequence[Sentence],
    features: Sequence[SentenceFeatures],
    reader: Reader | None,
) -> Found:
    """Return what the models for a concern and for the LADO find, and the reader. Raises what it raises."""
    lengths = [one.tokens for one in features]
    scorer = Scorer(models[0], features)
    scored = {size: [(scorer.score(one), one) for one in windows(lengths, size)] for size in SIZES}
    whole = Window(0, len(features))
    best = [(scorer.score(whole), whole), *map(max, scored.values())]
    blocks = [window_blocks(features[one.start : one.end], around(features, one)) for _, one in best]
    found = Found(
        terms([score for score, _ in best], sum(lengths)),
        terms([score_blocks(models[1], one) for one in blocks], sum(lengths)),
        blocks[best.index(max(best))],
        [one for score, one in scored[SIZES[0]] if score > CLEAR_CONCERN],
    )
    if reader is None:
        return found
    read = reader.score(joined(sentences, stretches(lengths, scored[SIZES[0]])))
    return read_again(found, read, sum(lengths))


def joined(sentences: Sequence[Sentence], chosen: Sequence[Window]) -> list[str]:
    """Return the text of each of the chosen windows."""
    return ["".join(one.text for one in sentences[window.start : window.end]) for window in chosen]


def terms(scores: Sequence[float], tokens: int) -> dict[str, float]:
    """Return what a rule weighs: the scores of the whole text and of the strongest window of each size.

    The first and last of them count by the text's length, too.
    """
    length = length_of(tokens)
    named = {"whole": scores[0]}
    named |= {f"window of {size}": score for size, score in zip(SIZES, scores[1:], strict=True)}
    named |= {"length": length, "whole by length": scores[0] * length}
    return named | {f"window of {SIZES[-1]} by length": scores[-1] * length}


def length_of(tokens: int) -> float:
    """Return a text's length as a rule weighs it."""
    return math.log(max(1, min(tokens, LONGEST)))


def read_again(found: Found, score: ReaderScore, tokens: int) -> Found:
    """Return what was found with what the second reader makes of it."""
    length = length_of(tokens)
    return Found(
        {**found.concern, "reader": score.concern, "reader by length": score.concern * length},
        {**found.lado, "reader": score.lado, "reader by length": score.lado * length},
        found.strongest,
        found.clear,
    )


def is_of_both(lado: LinearModel, features: Sequence[SentenceFeatures], clear: Sequence[Window]) -> bool:
    """Return whether of the windows that clearly read like a concern one is the LADO's, another not."""
    scorer = Scorer(lado, features)
    scores = [scorer.score(one) for one in clear]
    return bool(scores) and max(scores) > CLEAR_DOOR and min(scores) < -CLEAR_DOOR


def probability(rule: Rule, named: Mapping[str, float]) -> float:
    """Return the probability, from 0 to 1, that a rule gives to the terms that were found."""
    total = rule.bias + sum(weight * named[name] for name, weight in rule.weights.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
