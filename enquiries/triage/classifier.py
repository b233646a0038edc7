"""Decide where a message belongs, from weights that `train` has learnt from labelled examples.

The weights are a linear model: every feature of `features` adds to or takes from a score. What the
model looks at is in `weights.json`; what it was taught is in the files of examples that `train` names.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from enquiries.triage.features import blocks
from enquiries.triage.short_fields import tells
from enquiries.triage.tokeniser import words
from enquiries.triage.windows import parts

WEIGHTS = Path(__file__).with_name("weights.json")
PART_BAR = 4.2  # how much more a part must say than a whole message, as it lacks what stands around it
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
    """Where a message belongs: an enquiry for us, the Front Door, or the LADO."""

    STRATEGIC = "strategic"
    FRONT_DOOR = "front_door"
    LADO = "lado"


class Score(NamedTuple):
    """What features say for a concern and for the LADO, and which blocks speak for a concern."""

    concern: float
    lado: float
    speaking: list[str]


class Decision(NamedTuple):
    """A route, and the names of what led to it. The names never hold anything that was typed."""

    route: Route
    signals: tuple[str, ...]


def screen(texts: Mapping[str, str] | Iterable[str] | str) -> Decision:
    """Return where a form's free texts belong; raises what goes wrong, for the caller to see and to say."""
    return decide(texts)


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
    """Yield what to read, as words: subject and message as one, other fields that are no mere labels."""
    if isinstance(texts, str):
        texts = {"message": texts}
    elif not isinstance(texts, Mapping):
        texts = {"message": "\n".join(map(str, texts))}
    main = "\n".join(str(texts[name]) for name in MAIN_FIELDS if texts.get(name))
    yield words(main)
    signed = [match.start() for match in SIGNED.finditer(main)]
    if signed:
        yield words(main[: signed[-1]])
    for name, text in texts.items():
        if name not in MAIN_FIELDS and tells(found := words(text)):
            yield found


def read(found):
    """Return the decision on a list of words."""
    model = weights()
    heard = hear(model, found)
    concerns = [(said, features) for said, features in heard if said.concern > model["concern"]["threshold"]]
    if not concerns:
        return Decision(Route.STRATEGIC, ())
    about_staff = max(said.lado for said, _ in concerns) > model["lado"]["threshold"]
    said, features = max(concerns, key=lambda concern: concern[0].concern)
    return Decision(Route.LADO if about_staff else Route.FRONT_DOOR, signals(model, features, said))


def hear(model, found):
    """Return what a list of words says, whole and in the parts read by themselves, with the features."""
    heard = []
    for part, bar in [(found, 0.0), *((part, PART_BAR) for part in parts(found))] if found else ():
        features = blocks(part)
        said = score(model, features)
        heard.append((said._replace(concern=said.concern - bar), features))
    return heard


def score(model, found):
    """Return what the features of a text say."""
    total, speaking = complex(model["concern"]["bias"], model["lado"]["bias"]), []
    for block, features in found.items():
        known = model["blocks"][block].get
        said = 0j
        for name, times in features.items():
            if weight := known(name):
                said += weight * (times if times <= 1 else 1 + math.log(times))
        total += said / (HUNDREDTHS * math.sqrt(max(len(features), 1)))
        if said.real > 0:
            speaking.append(block)
    return Score(total.real, total.imag, speaking)


def signals(model, found, said):
    """Return the names of what spoke most for a concern: rules and kinds of word of ours, never words."""
    spoke = [
        (times * known[name].real, f"{block}:{name}".replace(" ", "-"))
        for block, known in ((block, model["blocks"][block]) for block in NAMED_BLOCKS)
        for name, times in found[block].items()
        if name in known
    ]
    strongest = [name for value, name in sorted(spoke, reverse=True)[:MOST_SIGNALS] if value > 0]
    others = [f"{block}:like-a-report-of-harm" for block in said.speaking if block not in NAMED_BLOCKS]
    return tuple([*strongest, *others][:MOST_SIGNALS])


@cache
def weights():
    """Return the weights, read once: of each block, what every feature says.

    A weight is one complex number, so that both are added up in one step: its real part speaks for a concern,
    its imaginary part for the LADO. The file has them in columns, which are read in half the time.
    """
    model = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for block, (names, concern, lado) in model["blocks"].items():
        model["blocks"][block] = dict(zip(names, map(complex, concern, lado), strict=True))
    return model
