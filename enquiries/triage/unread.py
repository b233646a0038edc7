"""Tells a text that the screen cannot read: not English, or mostly words that it does not know.

Such a text scores as nothing at all, which must not be mistaken for an enquiry. A few foreign words in an
English question, names, and English however badly spelt are read.
"""

import re
from functools import cache

from enquiries.triage.lexicon import LITTLE_WORDS, NAMES, SPELLING, classes_of
from enquiries.triage.tokeniser import cleaned, plain
from enquiries.triage.weights import load_weights

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
UNKNOWN = 4  # words at least; fewer may be the name of a place or a product
UNKNOWN_IN_FIELD = 8  # the same in a field that asks for a name
LETTERS = 6  # of another alphabet at least, which has no words that might be English
# Of 139 messages in 36 languages, in two at once, and in the roughest English, the last have 0.39 at most.
UNKNOWN_AT_MOST = 0.42  # of the words


@cache
def known_words() -> frozenset[str]:
    """Return the words that the screen was taught. Raises what `load_weights` raises."""
    taught = {name for name in load_weights().concern.blocks["words"] if " " not in name}
    return frozenset(taught | NAMES | LITTLE_WORDS | SPELLING.keys())


def unread_sign(text: str, *, fewest_words: int = UNKNOWN) -> str:
    """Return why a text, as it was typed, is not read, as the name of a signal; empty for one that is.

    Words of another alphabet count from a few letters on in a message, and from ``fewest_words`` on in a
    field that asks for a name; unknown words from ``fewest_words`` on: of fewer it cannot be told.
    """
    words = WORD.findall(plain(cleaned(text)))
    foreign = [word for word in words if not word.isascii()]
    enough = len(foreign) >= fewest_words or (fewest_words == UNKNOWN and sum(map(len, foreign)) >= LETTERS)
    if enough and len(foreign) > UNKNOWN_AT_MOST * len(words):
        return "unread:other-alphabet"
    unknown = [word for word in words if not is_known(word)]
    if len(unknown) >= fewest_words and len(unknown) > UNKNOWN_AT_MOST * len(words):
        return "unread:unknown-words"
    return ""


def is_known(word: str) -> bool:
    """Return whether the screen was taught a word, or has it in a class."""
    return word in known_words() or "'" in word or word.endswith("token") or bool(classes_of(word))
