"""The code at the end of a policy: which template, which edition, which clauses. No personal data.

``AT-202601-7K2M-…-X``: the template's two letters, the edition's year and number, for each clause of that
edition in order whether it is absent, as written or in the setting's own words (a number to base 3), and a
check character by the hybrid scheme of ISO 7064 (modulus 33, 32), which catches every single wrong character
and nearly every swap. All in Crockford's base 32, which has no letters that look like digits.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

ABSENT, AS_WRITTEN, CUSTOM_TEXT = range(3)
STATES = 3
LONGEST = 60

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTER = f"[{ALPHABET[10:]}]"
SHAPE = re.compile(
    rf"(?P<template>{LETTER}{{2}})(?P<year>\d{{4}})(?P<number>\d{{2}})(?P<states>[{ALPHABET}]*)(?P<check>[{ALPHABET}])"
)
LOOKALIKES = str.maketrans("ILO", "110")


class ReferenceCodeError(ValueError):
    """A code that cannot be read. Its message says to a reader what to do."""


@dataclass(frozen=True)
class Code:
    """A code, read: ``states`` is empty for a whole edition."""

    template: str
    edition: str
    states: str = ""


def encode(template: str, edition: str, states: Iterable[int] = ()) -> str:
    """Return the code of a policy; without ``states``, of a whole edition.

    Raises ValueError for a name it cannot hold or a code longer than 60 characters.
    """
    year, _, number = edition.partition(".")
    plain = f"{template}{year}{int(number):02}{_packed(list(states))}"
    if not SHAPE.fullmatch(plain + "0"):
        raise ValueError(f"No code can be made for {template} {edition}.")
    body = plain[8:]
    groups = [body[start : start + 4] for start in range(0, len(body), 4)]
    text = "-".join([template, plain[2:8], *groups, check_character(plain)])
    if len(text) > LONGEST:
        raise ValueError(f"The code would have {len(text)} characters; {LONGEST} is the most.")
    return text


def parse(text: str) -> Code:
    """Return what ``text`` says, whatever its spaces, hyphens and case.

    Raises ReferenceCodeError, which says to a reader what to do.
    """
    plain = re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper()
    match = SHAPE.fullmatch(plain.translate(LOOKALIKES))
    if not match or len(plain) > LONGEST:
        raise ReferenceCodeError(_advice(plain))
    if check_character(match[0][:-1]) != match["check"]:
        raise ReferenceCodeError(
            "One character or more is wrong or missing. Check it against the end of your policy: "
            "it is easily cut short at the end of a line."
        )
    return Code(match["template"], f"{match['year']}.{int(match['number'])}", match["states"])


def _advice(plain: str) -> str:
    """What to say of something that has not the shape of a code."""
    if not plain:
        return "Paste the code from the end of your policy. It starts with two letters and a year."
    if not re.fullmatch("[0-9A-Z]+", plain):
        return "A code has only letters, digits and hyphens. Copy it again from the end of your policy."
    return (
        "That does not look like one of our codes. A code starts with two letters and six digits, "
        "as in AT-202601. Copy all of it from the end of your policy."
    )


def states(packed: str, count: int) -> tuple[int, ...]:
    """Return the state of each of ``count`` clauses.

    Raises ReferenceCodeError when they do not fit the edition.
    """
    number = 0
    for character in packed:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    if len(packed) != _length(count) or number >= STATES**count:
        raise ReferenceCodeError(
            "The code does not fit the edition it names. Copy it again from the end of your policy."
        )
    return tuple(number // STATES**place % STATES for place in range(count))


def _packed(values: list[int]) -> str:
    number = sum(value * STATES**place for place, value in enumerate(values))
    size = len(ALPHABET)
    digits = [ALPHABET[number // size**place % size] for place in range(_length(len(values)))]
    return "".join(reversed(digits))


def _length(count: int) -> int:
    """How many characters hold the states of ``count`` clauses."""
    return math.ceil(count * math.log2(STATES) / 5)


def check_character(plain: str) -> str:
    """Return the character that ends a code after ``plain``."""
    return mod_37_36.calc_check_digit(plain, alphabet=ALPHABET)
