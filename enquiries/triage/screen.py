"""Decide where a message belongs, from weights that `train` has learnt from labelled examples.

The weights are a linear model: every feature of `features` adds to or takes from a score. What the
model looks at is in `weights.json`; what it was taught is in `examples.jsonl` and `examples_more.jsonl`.
"""

import json
import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from enquiries.triage.features import blocks
from enquiries.triage.labels import tells
from enquiries.triage.text import words

WEIGHTS = Path(__file__).with_name("weights.json")
LONG = 250  # words; a longer text is also read in parts, so that a concern does not drown in it
PART = 30  # words
PART_BAR = 4.2  # how much more a part must say than a whole message, as it lacks what stands around it
MAIN_FIELDS = ("subject", "message")
# Their features have names of ours. The other blocks' features are words, which must not leave the screen.
NAMED_BLOCKS = {"pairs", "rules"}
WORTH_NAMING = 0.05
MOST_SIGNALS = 6
HUNDREDTHS = 100


class Route(StrEnum):
    """Where a message belongs: an enquiry for us, the Front Door, or the LADO."""

    STRATEGIC = "strategic"
    FRONT_DOOR = "front_door"
    LADO = "lado"


class Decision(NamedTuple):
    """A route, and the names of what led to it. The names never hold anything that was typed."""

    route: Route
    signals: tuple[str, ...]


def screen(texts: Mapping[str, str] | Iterable[str] | str) -> Decision:
    """Return where a form's free texts belong. Never raises: what cannot be read goes to the Front Door."""
    try:
        return decide(texts)
    except Exception:  # the safe side of any fault is the page that helps a child
        return Decision(Route.FRONT_DOOR, ("screen-failed",))


def decide(texts: Mapping[str, str] | Iterable[str] | str) -> Decision:
    """Return where a form's free texts belong; raises what goes wrong. Subject and message count as one."""
    best = Decision(Route.STRATEGIC, ())
    for found in together(texts):
        decision = read(found)
        if decision.route == Route.LADO:
            return decision
        if decision.route == Route.FRONT_DOOR:
            best = decision
    return best


def together(texts):
    """Yield what to read, as words: subject and message as one, any other field that is no mere label."""
    if isinstance(texts, str):
        texts = {"message": texts}
    elif not isinstance(texts, Mapping):
        texts = {"message": "\n".join(map(str, texts))}
    yield words("\n".join(str(texts[name]) for name in MAIN_FIELDS if texts.get(name)))
    for name, text in texts.items():
        if name not in MAIN_FIELDS and tells(found := words(text)):
            yield found


def read(found):
    """Return the decision on a list of words: on the whole, and on every part if it is long."""
    model = weights()
    threshold = model["concern"]["threshold"]
    scored = [score_with(model, blocks(found))] if found else []
    concerns = [item for item in scored if item[0] > threshold]
    if len(found) > LONG:
        parts = [found[start : start + PART] for start in range(0, len(found), PART // 2)]
        scored = [score_with(model, blocks(part)) for part in parts]
        concerns += [item for item in scored if item[0] > threshold + PART_BAR]
    if not concerns:
        return Decision(Route.STRATEGIC, ())
    about_staff = max(lado for _, lado, _ in concerns) > model["lado"]["threshold"]
    return Decision(Route.LADO if about_staff else Route.FRONT_DOOR, max(concerns)[2])


def score_with(model, found):
    """Return the concern score and the LADO score of a text's features, and what spoke for a concern."""
    concern, lado = model["concern"]["bias"], model["lado"]["bias"]
    signals = []
    for block, features in found.items():
        known, scale, spoke = model["blocks"][block], 1 / math.sqrt(max(len(features), 1)), 0.0
        for name, times in features.items():
            pair = known.get(name)
            if pair is None:
                continue
            value = scale * (times if times <= 1 else 1 + math.log(times)) / HUNDREDTHS
            spoke += value * pair[0]
            lado += value * pair[1]
            if block in NAMED_BLOCKS and value * pair[0] > WORTH_NAMING:
                signals.append((value * pair[0], f"{block}:{name}".replace(" ", "-")))
        concern += spoke
        if spoke > WORTH_NAMING and block not in NAMED_BLOCKS:
            signals.append((0, f"{block}:like-a-report-of-harm"))
    return concern, lado, tuple(name for _, name in sorted(signals, reverse=True)[:MOST_SIGNALS])


@cache
def weights():
    """Return the weights, read once."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))
