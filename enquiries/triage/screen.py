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
from enquiries.triage.text import words

WEIGHTS = Path(__file__).with_name("weights.json")
LONG = 400  # words; a longer text is also read in parts, so that a concern does not drown in it
MAIN_FIELDS = ("subject", "message")


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
        return Decision(Route.FRONT_DOOR, ("screen failed",))


def decide(texts: Mapping[str, str] | Iterable[str] | str) -> Decision:
    """Return where a form's free texts belong; raises what goes wrong. Subject and message count as one."""
    best = Decision(Route.STRATEGIC, ())
    for text in together(texts):
        decision = read(words(text))
        if decision.route == Route.LADO:
            return decision
        if decision.route == Route.FRONT_DOOR:
            best = decision
    return best


def together(texts):
    """Yield the texts to read: subject and message as one, every other field by itself."""
    if isinstance(texts, str):
        texts = {"message": texts}
    elif not isinstance(texts, Mapping):
        texts = {"message": "\n".join(map(str, texts))}
    yield "\n".join(str(texts[name]) for name in MAIN_FIELDS if texts.get(name))
    for name, text in texts.items():
        if name not in MAIN_FIELDS and text:
            yield str(text)


def read(found):
    """Return the decision on a list of words: on the whole, and on every part if it is long."""
    parts = [found]
    if len(found) > LONG:
        parts += [found[start : start + LONG // 2] for start in range(0, len(found), LONG // 4)]
    scored = [scores(part) for part in parts if part]
    model = weights()
    concerns = [item for item in scored if item["concern"] > model["concern"]["threshold"]]
    if not concerns:
        return Decision(Route.STRATEGIC, ())
    worst = max(concerns, key=lambda item: item["concern"])
    about_staff = max(item["lado"] for item in concerns) > model["lado"]["threshold"]
    return Decision(Route.LADO if about_staff else Route.FRONT_DOOR, tuple(worst["signals"]))


def scores(found):
    """Return both scores of a list of words, and the names of what spoke for a concern."""
    model = weights()
    totals = [model["concern"]["bias"], model["lado"]["bias"]]
    signals = []
    for block, features in blocks(found).items():
        known, scale = model["blocks"][block], 1 / math.sqrt(max(len(features), 1))
        block_total = 0.0
        for name, times in features.items():
            pair = known.get(name)
            if pair is not None:
                value = scale * (times if times <= 1 else 1 + math.log(times))
                block_total += value * pair[0]
                totals[1] += value * pair[1]
                if block == "pairs" and value * pair[0] > 0.1:
                    signals.append((value * pair[0], name))
        totals[0] += block_total
        if block_total > 0.5:
            signals.append((block_total, f"{block} like a report of harm"))
    named = [name for _, name in sorted(signals, reverse=True)[:6]]
    return {"concern": totals[0], "lado": totals[1], "signals": named}


@cache
def weights():
    """Return the weights, read once."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))
