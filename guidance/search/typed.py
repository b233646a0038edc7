"""What was typed, read: quoted phrases, words after a minus, numbers to ring, the code of a policy. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.policies import pasted_code
from guidance.search.text import LONGEST_QUERY, STOP_WORDS, fold, query_words, tokens

LEAST_PART = 5  # digits that tell a number from a year, an age or another part of a date
LEAST_WHOLE = 9  # digits of a number that somebody may ring; those of this country start with 0
LAST_EDITION = "19"  # of a year; a higher number is of a school year
_QUOTED = re.compile(r'(?<!\w)(-?)["“”]([^"“”]+)["“”]')
_MINUS = re.compile(r"(?<![^\s(])-(?=\w)([^\s\"]+)")
_DIGITS = re.compile(r"(?<!\w)[+(]?\d(?:[\s().+/–-]*\d)+(?!\w)")
# Without a plus it may be the beginning of another number.
_COUNTRY = re.compile(r"^(?:\+44|0044|44(?=\d{10}$|0\d{10}$))0?")
_CODE = re.compile(rf"{pasted_code.START.pattern}\S*")


@dataclass(frozen=True)
class Typed:
    """The words to search for, in order, those of ``phrases`` among them.

    ``phrases`` must stand together, ``excluded`` must not stand in a result; ``code`` is that of a policy
    or of a self-review.
    """

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    code: str = ""


def read(raw_query: str, numbers: Iterable[str] = ()) -> Typed:
    """Return what ``raw_query`` asks for; ``numbers`` are those that we print, digits only."""
    text, code = _without_code(fold(raw_query[:LONGEST_QUERY]))
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for minus, quoted in _QUOTED.findall(text):
        (excluded if minus else phrases).append(tuple(tokens(quoted)))
    rest = _QUOTED.sub(lambda found: " " if found[1] else f" {found[2]} ", text)
    excluded += [tuple(tokens(word)) for word in _MINUS.findall(rest)]
    wanted = _MINUS.sub(" ", rest)
    words = query_words(_with_whole_numbers(wanted, tuple(numbers)))
    if not words and not code:
        # There is nothing to leave it out of.
        return Typed(tuple(query_words(text)))
    return Typed(tuple(words), _telling(phrases), _telling(excluded), code)


def digits_of(number: str) -> str:
    """Return the digits of a telephone number as it is rung in this country: +44 and (0) are one 0."""
    digits = "".join(letter for letter in number if letter.isdigit() or letter == "+")
    return _COUNTRY.sub("0", digits).replace("+", "")


def _without_code(text: str) -> tuple[str, str]:
    """Return ``text`` without the code of a policy, and that code."""
    found = _CODE.search(text)
    # "in 2026 01" is no code, nor is "uk 2025 26"; "AT-202601" is one.
    if not found or (found[0][:2] in STOP_WORDS and found[0][2].isspace()):
        return text, ""
    code = pasted_code.find(found[0])
    return (text, "") if code[6:8] > LAST_EDITION else (text.replace(found[0], " "), code)


def _with_whole_numbers(text: str, numbers: tuple[str, ...]) -> str:
    """Put the digits of each number together; of one of ours a part is enough."""

    def whole(found: re.Match[str]) -> str:
        digits = digits_of(found[0])
        if digits in numbers:
            return f" {digits} "
        if len(digits) >= LEAST_PART:
            ours = [number for number in numbers if digits in number]
            if ours:
                return f" {' '.join(ours)} "
        # A number that nobody here has is one word too: its parts are no ages or years.
        return f" {digits} " if digits.startswith("0") and len(digits) >= LEAST_WHOLE else found[0]

    return _DIGITS.sub(whole, text)


def _telling(phrases: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(phrase for phrase in phrases if phrase)
