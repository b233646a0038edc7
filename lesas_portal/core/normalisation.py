"""Texts in one form, however they were put together: marks, line ends, lists with an item a line."""

import unicodedata
from functools import lru_cache

MOST_MARKS = 30  # in a row: the Stream-Safe limit of Unicode (UAX #15); no writing system comes near it

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
