"""Decide where a message belongs, from weights that `training` has learnt from labelled examples.

The weights are a linear model: every feature of `features` adds to or takes from two scores, one for a
concern and one for the LADO. A score is a sum of weights and has no unit; it counts above its threshold.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from enquiries.triage.features import Blocks, blocks
from enquiries.triage.short_fields import reads_like_report
from enquiries.triage.tokeniser import tokenise
from enquiries.triage.weights import Weights, load_weights
from enquiries.triage.windows import windows

WINDOW_MARGIN = 4.2  # how much higher a window must score than a whole message, as it lacks its surroundings
# A long signature would water the message down, so a signed message is also read without what follows.
SIGNED = re.compile(
    r"\n[ \t>]*(?:(?:kind(?:est)?|best|many) )?(?:regards|wishes|thanks|yours|sent from)\b[^\n]{0,30}\n",
    re.I,
)
MAIN_FIELDS = ("subject", "message")
# Their features have names of ours. The other blocks' features are words, which must not leave the screen.
NAMED_BLOCKS = ("pairs", "rules")
MOST_SIGNALS = 6
HUNDREDTHS = 100


class Route(StrEnum):
    """Where a message belongs: an enquiry for us, the Front Door, or the LADO; unread is what nobody can tell."""

    STRATEGIC = "strategic"
    FRONT_DOOR = "front_door"
    LADO = "lado"
    UNREAD = "unread"


class ScreeningResult(NamedTuple):
    """A route, and the names of what led to it. The names never hold anything that was typed.

    ``also`` is the other of Front Door and LADO, where a text is about both.
    """

    route: Route
    signals: tuple[str, ...]
    also: Route | None = None


class ScoredWindow(NamedTuple):
    """A window of a text: its score for a concern, its features, and the blocks that raise the score."""

    score: float
    features: Blocks
    contributing_blocks: tuple[str, ...]


def classify(texts: Mapping[str, str] | Iterable[str] | str) -> ScreeningResult:
    """Return where a form's free texts (field name to text) belong. Subject and message count as one.

    Raises TypeError for what is no text, and what `load_weights` raises. Callers treat a failure as a
    concern: the safe side of any fault is the page that helps a child.
    """
    concern = None
    for tokens in texts_to_score(texts):
        result = classify_words(tokens)
        if result.route == Route.LADO:
            return result
        if result.route == Route.FRONT_DOOR:
            concern = result
    return concern or ScreeningResult(Route.STRATEGIC, ())


def texts_to_score(texts: Mapping[str, str] | Iterable[str] | str) -> Iterator[list[str]]:
    """Yield what to read, as tokens: subject and message as one, other fields that are no mere labels."""
    if isinstance(texts, str):
        texts = {"message": texts}
    elif not isinstance(texts, Mapping):
        texts = {"message": "\n".join(map(str, texts))}
    main = "\n".join(str(texts[name]) for name in MAIN_FIELDS if texts.get(name))
    yield tokenise(main)
    signed = [match.start() for match in SIGNED.finditer(main)]
    if signed:
        yield tokenise(main[: signed[-1]])
    for name, text in texts.items():
        if name not in MAIN_FIELDS and reads_like_report(tokens := tokenise(text)):
            yield tokens


def classify_words(tokens: list[str]) -> ScreeningResult:
    """Return where one text belongs, given as tokens; none are strategic."""
    weights = load_weights()
    if not tokens:
        return ScreeningResult(Route.STRATEGIC, ())
    strongest, is_for_lado = score_windows(weights, tokens)
    if not is_concern(weights, strongest):
        return ScreeningResult(Route.STRATEGIC, ())
    return ScreeningResult(Route.LADO if is_for_lado else Route.FRONT_DOOR, signals(weights, strongest))


def score_windows(weights: Weights, tokens: list[str]) -> tuple[ScoredWindow, bool]:
    """Score a text, whole and in windows; return the strongest, and whether any is for the LADO.

    Only the features of the strongest are kept, so that memory does not grow with the number of windows.
    """
    strongest = score_window(weights, tokens, margin=0.0)
    is_for_lado = is_allegation(weights, strongest)
    for window in windows(tokens):
        scored = score_window(weights, window, margin=WINDOW_MARGIN)
        is_for_lado = is_for_lado or is_allegation(weights, scored)
        if scored.score > strongest.score:
            strongest = scored
    return strongest, is_for_lado


def score_window(weights: Weights, tokens: list[str], *, margin: float) -> ScoredWindow:
    """Score one window for a concern; ``margin`` is taken off its score."""
    features = blocks(tokens)
    by_block = {name: score_block(weights.concern.blocks[name], counts) for name, counts in features.items()}
    score = weights.concern.bias + sum(by_block.values()) - margin
    return ScoredWindow(score, features, tuple(name for name, score in by_block.items() if score > 0))


def is_concern(weights: Weights, window: ScoredWindow) -> bool:
    """Return whether a window scores high enough to be a concern."""
    return window.score > weights.concern.threshold


def is_allegation(weights: Weights, window: ScoredWindow) -> bool:
    """Return whether a window is a concern, and one for the LADO."""
    return is_concern(weights, window) and lado_score(weights, window) > weights.lado.threshold


def lado_score(weights: Weights, window: ScoredWindow) -> float:
    """Return the score of a window for the LADO. It says nothing of a text that is no concern."""
    known = weights.lado.blocks
    return weights.lado.bias + sum(
        score_block(known[name], counts) for name, counts in window.features.items()
    )


def score_block(weights: Mapping[str, int], counts: Mapping[str, float]) -> float:
    """Return what the features of one block add to a score."""
    total = 0.0
    for name, times in counts.items():
        if name in weights:
            total += weights[name] * (times if times <= 1 else 1 + math.log(times))
    return total / (HUNDREDTHS * math.sqrt(max(len(counts), 1)))


def signals(weights: Weights, window: ScoredWindow) -> tuple[str, ...]:
    """Return the names of what adds most to a concern: rules and classes of word of ours, never words."""
    named = [
        (times * known[name], f"{block}:{name}".replace(" ", "-"))
        for block, known in ((block, weights.concern.blocks[block]) for block in NAMED_BLOCKS)
        for name, times in window.features[block].items()
        if name in known
    ]
    strongest = [name for value, name in sorted(named, reverse=True)[:MOST_SIGNALS] if value > 0]
    contributing = [block for block in window.contributing_blocks if block not in NAMED_BLOCKS]
    return tuple([*strongest, *(f"{block}:like-a-report-of-harm" for block in contributing)][:MOST_SIGNALS])
