"""Decide where a message belongs, from weights that `training` has learnt from labelled examples.

A text is read whole and in windows (`windows`), each scored by a linear model over `features`; a small
rule makes a probability of the scores (`decision`). It counts from its threshold on, which was chosen from
the cost of a concern missed and of an enquiry stopped (docs/decisions/0040).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from enquiries.triage.decision import found_in, is_of_both, probability
from enquiries.triage.features import Blocks, read
from enquiries.triage.reader import Reader
from enquiries.triage.scorer import weighed
from enquiries.triage.sentences import sentences
from enquiries.triage.short_fields import as_answer
from enquiries.triage.unread import UNKNOWN, UNKNOWN_IN_FIELD, unread_sign
from enquiries.triage.weights import LinearModel, Weights, load_weights

MAIN_FIELDS = ("subject", "message")
# Their features have names of ours. The other blocks' features are words, which must not leave the screen.
NAMED_BLOCKS = ("pairs", "rules")
MOST_SIGNALS = 6
MOST_OF_ADULT = 2
# Of all texts together so many characters are read, the main one first; of each other so many at least.
READ_AT_MOST = 20_000
READ_OF_EACH = 300
# Of what is typed into short fields hardly one in two hundred is a report: by the same table of costs.
ANSWER_THRESHOLD = 0.9
IN_DOUBT = 0.25  # how far the probability for the LADO may be from its threshold for both to be named


class Route(StrEnum):
    """Where a message belongs: to us, to the Front Door, to the LADO; or unread, which nobody can tell."""

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


class Reading(NamedTuple):
    """What the screen makes of a text: how likely a concern, how likely for the LADO if so, and why.

    ``is_of_both``: one part of it is the Front Door's, another the LADO's.
    """

    concern: float
    lado: float
    signals: tuple[str, ...] = ()
    is_of_both: bool = False


NOTHING_READ = Reading(0.0, 0.0)


def classify(texts: Mapping[str, str] | Iterable[str] | str, reader: Reader | None = None) -> ScreeningResult:
    """Return where a form's free texts (field name to text) belong. Subject and message count as one.

    With a ``reader`` its score is weighed as well. Raises TypeError for what is no text, ReaderError, and
    what `load_weights` raises. Callers treat a failure as unread: the safe side of any fault is the
    page that helps.
    """
    weights = load_weights()
    rules = weights.with_reader if reader else weights.alone
    typed = texts_to_read(texts)
    readings = [(one, reading(weights, one.text, reader)) for one in typed]
    concerns = [read for one, read in readings if read.concern >= one.threshold(rules.concern.threshold)]
    if concerns:
        return stopped(rules.lado.threshold, concerns)
    for one in typed:
        if sign := unread_sign(one.text, fewest_words=UNKNOWN_IN_FIELD if one.is_label else UNKNOWN):
            return ScreeningResult(Route.UNREAD, (sign,))
    return ScreeningResult(Route.STRATEGIC, ())


class Typed(NamedTuple):
    """A text to read: subject and message, or what was typed into a field that asks for a label."""

    text: str
    is_label: bool

    def threshold(self, of_messages: float) -> float:
        """Return from which probability on this is a concern; ``of_messages`` is that for a message."""
        return max(of_messages, ANSWER_THRESHOLD) if self.is_label else of_messages


def texts_to_read(texts: Mapping[str, str] | Iterable[str] | str) -> list[Typed]:
    """Return what to read of a form's texts: subject and message as one, then each other field."""
    if isinstance(texts, str):
        texts = {"message": texts}
    elif not isinstance(texts, Mapping):
        texts = {"message": "\n".join(map(str, texts))}
    main = main_text(texts)
    found = [Typed(main, is_label=False)]
    left = READ_AT_MOST - len(main)
    for text in (text for name, text in texts.items() if name not in MAIN_FIELDS):
        part = text[: max(left, READ_OF_EACH)]
        left -= len(part)
        found.append(Typed(as_answer(part), is_label=True))
    return found


def main_text(texts: Mapping[str, str]) -> str:
    """Return as much of subject and message as is read; a long subject leaves room for the message."""
    subject, message = (str(texts.get(name) or "") for name in MAIN_FIELDS)
    subject = subject[: max(READ_AT_MOST - len(message), READ_OF_EACH)]
    return "\n".join(filter(None, (subject, message)))[:READ_AT_MOST]


def reading(weights: Weights, text: str, reader: Reader | None = None) -> Reading:
    """Return what the screen makes of one text, as it was typed."""
    cut = sentences(text)
    if not cut:
        return NOTHING_READ
    features = read(cut)
    found = found_in((weights.concern, weights.lado), cut, features, reader)
    rules = weights.with_reader if reader else weights.alone
    concern = probability(rules.concern, found.concern)
    if concern < rules.concern.threshold:
        return Reading(concern, 0.0)
    lado = probability(rules.lado, found.lado)
    of_adult = named_signals(weights.lado, found.strongest) if lado >= rules.lado.threshold else []
    names = signals(weights.concern, found.strongest, of_adult)
    return Reading(concern, lado, names, is_of_both(weights.lado, features, found.clear))


def stopped(threshold: float, readings: Sequence[Reading]) -> ScreeningResult:
    """Return the result for texts of which each is a concern, for the LADO from ``threshold`` on.

    In doubt both doors are named, and where one part is for each.
    """
    lado = max(one.lado for one in readings)
    route, other = (Route.LADO, Route.FRONT_DOOR) if lado >= threshold else (Route.FRONT_DOOR, Route.LADO)
    names = max(readings).signals
    if abs(lado - threshold) >= IN_DOUBT and not any(one.is_of_both for one in readings):
        return ScreeningResult(route, names)
    return ScreeningResult(route, (*names[: MOST_SIGNALS - 1], f"also:{other}"), other)


def signals(model: LinearModel, blocks: Blocks, of_adult: Sequence[str]) -> tuple[str, ...]:
    """Return the names of what adds most to a concern: rules and classes of word of ours, never words.

    The first of them are what adds most to one about an adult who works with children.
    """
    unnamed = [block for block in blocks if block not in NAMED_BLOCKS]
    raising = [block for block in unnamed if weighed(model.blocks[block], blocks[block].values) > 0]
    named = [*of_adult[:MOST_OF_ADULT], *named_signals(model, blocks)]
    return tuple(dict.fromkeys([*named, *(f"{block}:like-a-report-of-harm" for block in raising)]))[
        :MOST_SIGNALS
    ]


def named_signals(model: LinearModel, blocks: Blocks) -> list[str]:
    """Return the names of what adds most to the score of a model, the most first."""
    named = [
        (value * known[name], f"{block}:{name}".replace(" ", "-"))
        for block, known in ((block, model.blocks[block]) for block in NAMED_BLOCKS)
        for name, value in blocks[block].values.items()
        if name in known
    ]
    return [name for value, name in sorted(named, reverse=True)[:MOST_SIGNALS] if value > 0]
