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
FEWEST_WORDS = 4  # in fewer words, one name or product is most of them
FEWEST_LETTERS = 6  # of another alphabet, which has no words that might be English
UNKNOWN_AT_MOST = 0.5  # of the words


@cache
def known_words() -> frozenset[str]:
    """Return the words that the screen was taught. Raises what `load_weights` raises."""
    taught = {name for name in load_weights().concern.blocks["words"] if " " not in name}
    return frozenset(taught | NAMES | LITTLE_WORDS | SPELLING.keys())


def is_unread(text: str) -> bool:
    """Return whether too little of a text, as it was typed, is English that the screen knows."""
    words = WORD.findall(plain(cleaned(text)))
    foreign = [word for word in words if not word.isascii()]
    if sum(map(len, foreign)) >= FEWEST_LETTERS and 2 * len(foreign) > len(words):
        return True
    unknown = [word for word in words if not is_known(word)]
    return len(words) >= FEWEST_WORDS and len(unknown) > UNKNOWN_AT_MOST * len(words)


def is_known(word: str) -> bool:
    """Return whether the screen was taught a word, or has it in a class."""
    return word in known_words() or "'" in word or word.endswith("token") or bool(classes_of(word))
