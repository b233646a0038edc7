"""Texts in one form, however they were put together: marks, line ends, what nobody sees, lists by lines."""

import re
import unicodedata
from functools import lru_cache

MOST_MARKS = 30  # in a row: the Stream-Safe limit of Unicode (UAX #15); no writing system comes near it

# What is drawn as nothing: Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties), which goes beyond
# the category Cf, and the interlinear marks. It leaves out signs of that category that are drawn, as U+06DD.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
JOINED_SCRIPTS = re.compile("[\u0600-\u1cff]")  # Arabic to Mongolian: a joiner can end a word there
# Which form of the sign before it is meant: a red heart, a letter of Mongolian, a name in Japanese.
VARIATION = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
FLAG, FLAG_OF = "\U0001f3f4", re.compile("[\U000e0020-\U000e007f]")  # England's is a black one with tags

# Letters by their category, which are drawn as nothing: the fillers of Hangul.
SHAPELESS_LETTERS = "\u115f\u1160\u3164\uffa0"


def unix_line_ends(text: str) -> str:
    """Return ``text`` with line ends as files have them.

    Browsers send CR LF (HTML standard, form submission).
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_lines(text: str) -> list[str]:
    """Return the items of a list written one a line; blank lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def stream_safe(text: str) -> str:
    """Return ``text`` without the marks on a letter beyond ``MOST_MARKS``.

    Normalising puts the marks that follow a letter in order, and Python takes quadratic time for that
    (python/cpython#149079). Everything that is written by people passes unchanged.
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for letter in text:
        leading, trailing, has_base = _marks(letter)
        if run + leading > MOST_MARKS:
            continue
        kept.append(letter)
        run = trailing if has_base else run + leading
    return "".join(kept)


@lru_cache(maxsize=4096)
def _marks(letter: str) -> tuple[int, int, bool]:
    """How many marks ``letter`` begins and ends with when it is taken apart, and whether it has a base."""
    classes = [unicodedata.combining(part) for part in unicodedata.normalize("NFKD", letter)]
    bases = [place for place, value in enumerate(classes) if not value]
    if not bases:
        return len(classes), len(classes), False
    return bases[0], len(classes) - 1 - bases[-1], True


def has_letter_or_digit(text: str) -> bool:
    """Whether ``text`` has a letter or digit that can be seen: without one it says nothing."""
    return any(letter.isalnum() and letter not in SHAPELESS_LETTERS for letter in text)


def without_invisible(text: str) -> str:
    """Return ``text`` without what nobody sees, for addresses: no mailbox has such a character."""
    seen = INVISIBLE.sub("", text)
    return seen if seen.isascii() else "".join(one for one in seen if unicodedata.category(one) != "Cf")


def without_invisible_ends(text: str) -> str:
    """Return ``text`` without what nobody sees at both ends of each line; the blanks there stay.

    Between letters it stays: several scripts need joiners in their words, and some at the end of one.
    """
    if text.isascii():
        return text
    return "\n".join(map(_without_ends, text.split("\n")))


def _without_ends(line: str) -> str:
    seen = [
        place for place, letter in enumerate(line) if not letter.isspace() and not INVISIBLE.match(letter)
    ]
    if not seen:
        return INVISIBLE.sub("", line)
    start, end = seen[0], seen[-1] + 1
    while end < len(line) and _belongs(line[end], line[end - 1], line[seen[-1]]):
        end += 1
    return INVISIBLE.sub("", line[:start]) + line[start:end] + INVISIBLE.sub("", line[end:])


def _belongs(letter: str, before: str, last_seen: str) -> bool:
    """Whether ``letter``, which nobody sees, is part of how the word or picture that it ends is drawn."""
    if FLAG_OF.match(letter):
        return last_seen == FLAG
    if before != last_seen or before.isascii():
        return False
    return bool(VARIATION.match(letter) or (letter in "\u200c\u200d" and JOINED_SCRIPTS.match(before)))
