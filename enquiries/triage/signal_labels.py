"""Says in words what signals mean, for the advisers who read why the screen stopped something.

Signals are stored, and the names in them are those in the weights, so the names stay and the words are here,
in `rules.json` and in `lexicon.json`: short noun phrases that go on from "mentions", the same words for the
same thing. Nothing that was typed is in them.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from enquiries.triage.lexicon import CLASS_LABELS
from enquiries.triage.rules import RULE_LABELS

MOST_PHRASES = 6
NO_LONGER_KNOWN = "something this version of the screen no longer knows"
# These say nothing of what a text mentions, so they stand alone.
SENTENCES = {
    "screen-failed": "the screen was broken and read nothing",
    "unread:unknown-words": "the screen knows too few of the words to read it",
    "unread:other-alphabet": "the screen cannot read its alphabet",
}
# Where Front Door and LADO are both named, the one that is not the route.
ALSO = {
    "also:front_door": "may be for the Front Door as well",
    "also:lado": "may be for the LADO as well",
}
WORDING = "wording like that of a report of harm"
LIKE_A_REPORT = "like-a-report-of-harm"  # of the blocks whose features are words
# In a signal there are hyphens in place of spaces.
RULES = {name.replace(" ", "-"): label for name, label in RULE_LABELS.items()}
RULE_ENDINGS = ("-(asserted)", "-(supposed)")
RULE_JOINTS = ("-with-", "-and-")
CLASS_ENDINGS = ("-density", "-often", "-in-few-words")
# What names of rules and of classes of word tell an adviser.
HARM = (
    "image threat contact fear he-or-she-may-be-in-trouble something-done-to-him-or-her",
    "an-adult-in-contact police-or-suspension lado-words",
)
WHO = (
    "child kin parent staff stranger name own-child own-child-did-something a-child-did-something",
    "a-child-by-a-letter about-one-child one-in-particular one-of-several-did-something a-titled-person",
    "the-head a-stranger someone-does-something an-adult-did-something a-particular-adult about-one-adult",
)
# Parts of speech and turns of phrase.
LITTLE = (
    "they we me general deny fine wh modal past perfect ask ?",
    "the-reason-for-asking a-turn-to-one-person many-in-general asks-for-something-we-offer",
)


class Telling(IntEnum):
    """What a phrase tells an adviser, the most telling first."""

    HARM = 0
    WHO = 1
    MORE = 2
    LITTLE = 3
    ABSENT = 4


TELLING = {
    name: telling
    for lines, telling in ((HARM, Telling.HARM), (WHO, Telling.WHO), (LITTLE, Telling.LITTLE))
    for name in " ".join(lines).split()
}


class Phrase(NamedTuple):
    """A thing that a text mentions, or does not."""

    words: str
    telling: Telling


def label_of(signal: str) -> str:
    """Return what one signal means; one of an earlier screen, which this one does not know, is not named."""
    if sentence := (SENTENCES | ALSO).get(signal):
        return sentence
    return ", with ".join(dict.fromkeys(phrase.words for phrase in phrases(signal))) or NO_LONGER_KNOWN


def in_words(signals: Iterable[str]) -> str:
    """Return in one line what ``signals`` mean together: "mentions a threat, harm or crime; a child".

    The harm comes first, then who, then the rest; nothing twice, and six things at most. What tells little is
    said only where nothing else is; last, whether it is for both the Front Door and the LADO. Empty for no
    signals.
    """
    signals = list(signals)
    if sentences := [SENTENCES[signal] for signal in signals if signal in SENTENCES]:
        return "; ".join(dict.fromkeys(sentences))
    found = [phrases(signal) for signal in signals if signal not in ALSO]
    words = in_order(chain.from_iterable(found))[:MOST_PHRASES]
    if not all(found):
        words = [*words[: MOST_PHRASES - 1], NO_LONGER_KNOWN]
    mentions = [f"mentions {'; '.join(words)}"] if words else []
    return "; ".join([*mentions, *(ALSO[signal] for signal in signals if signal in ALSO)])


def in_order(found: Iterable[Phrase]) -> list[str]:
    """Return the words of phrases, the most telling first, each once."""
    ordered = sorted(found, key=lambda phrase: phrase.telling)
    telling = [phrase for phrase in ordered if phrase.telling < Telling.LITTLE]
    return list(dict.fromkeys(phrase.words for phrase in telling or ordered))


def phrases(signal: str) -> list[Phrase]:
    """Return the things that a signal speaks of; none if this screen does not know it."""
    block, _, name = signal.partition(":")
    if name == LIKE_A_REPORT:
        return [Phrase(WORDING, Telling.LITTLE)]
    if block == "rules":
        return rule_phrases(name)
    return class_phrases(name) if block == "pairs" else []


def rule_phrases(name: str) -> list[Phrase]:
    """Return what a feature of the rules speaks of: a rule, one that does not hold, or two together."""
    for ending in RULE_ENDINGS:
        name = name.removesuffix(ending)
    if name in RULES:
        return [phrase_for(name, RULES)]
    if name.removeprefix("no-") in RULES:
        return [Phrase(f"nothing of {RULES[name.removeprefix('no-')]}", Telling.ABSENT)]
    for joint in RULE_JOINTS:
        for names in splits(name, joint):
            if RULES.keys() >= set(names):
                return [phrase_for(one, RULES) for one in names]
    return []


def splits(name: str, joint: str) -> Iterator[tuple[str, str]]:
    """Yield every way to cut a name in two at a joint, as the names of rules may have it inside them."""
    parts = name.split(joint)
    for cut in range(1, len(parts)):
        yield joint.join(parts[:cut]), joint.join(parts[cut:])


def class_phrases(name: str) -> list[Phrase]:
    """Return what a feature of the classes of word speaks of: one class, or two together."""
    for ending in CLASS_ENDINGS:
        name = name.removesuffix(ending)
    names = name.split("+")
    if not CLASS_LABELS.keys() >= set(names):
        return []
    return [phrase_for(one, CLASS_LABELS) for one in names]


def phrase_for(name: str, labels: Mapping[str, str]) -> Phrase:
    """Return the phrase for one rule or class of word."""
    return Phrase(labels[name], TELLING.get(name, Telling.MORE))
