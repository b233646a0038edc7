"""Find the code of a policy in what people paste: with a label, brackets, quotation marks or words around."""

import re
import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTER = f"[{ALPHABET[10:]}]"
SHAPE = re.compile(
    rf"(?P<template>{LETTER}{{2}})(?P<year>\d{{4}})(?P<number>\d{{2}})(?P<packed>[{ALPHABET}]*)(?P<check>[{ALPHABET}])",
    re.ASCII,
)
LOOKALIKES = str.maketrans("ILO", "110")

# Fillers and joiners that take no room, beside the characters of Unicode's category Cf.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | {
    chr(number) for number in range(0xFE00, 0xFE10)
}
LABEL = re.compile(r"\bcode\s*:", re.IGNORECASE)
DIGIT = "[0-9OILoil]"
# Two letters that stand alone, and the six digits of an edition: nowhere in the groups of four that follow.
START = re.compile(rf"(?<![^\W_])[A-Za-z]{{2}}[\s-]*{DIGIT}{{4}}[\s.-]*{DIGIT}{{2}}")
# A closing bracket, quotation mark, comma or full stop, as long as nothing is written on to it.
END = re.compile(r"(?:[^\w\s-]|_)+(?=\s|$)")
SEPARATORS = re.compile(r"[\s.-]")


@dataclass(frozen=True)
class Where:
    """Where a code stands, as sentences say it, on which page of it, and how such codes begin."""

    name: str
    place: str
    example: str


POLICY = Where("your policy", "the first page of your policy", "AT-202601")


class ReferenceCodeError(ValueError):
    """A code that cannot be read. Its message says to a reader what to do."""


def find(text: str) -> str:
    """Return the code in ``text`` in capitals, without what a copy adds around or inside it.

    Nothing is put right: what is left may be no code, or a wrong one. Without a start the whole text is left.
    """
    seen = "".join(map(_seen, unicodedata.normalize("NFKC", text)))
    seen = LABEL.split(seen)[-1]
    start = START.search(seen)
    if start:
        seen = END.split(seen[start.start() :], maxsplit=1)[0]
    return SEPARATORS.sub("", seen).upper().translate(LOOKALIKES)


def advice(plain: str, where: Where = POLICY) -> str:
    """Return what to say of something that has not the shape of a code."""
    if not plain:
        return f"Paste the code from {where.place}. It starts with two letters and a year."
    if not re.fullmatch("[0-9A-Z]+", plain):
        return f"A code has only letters, digits and hyphens. Copy it again from {where.name}."
    return (
        "That does not look like one of our codes. A code starts with two letters and six digits, "
        f"as in {where.example}. Copy all of it from {where.name}."
    )


def _seen(character: str) -> str:
    """What a reader sees of a character: nothing, a hyphen for any dash, or the character."""
    category = unicodedata.category(character)
    if category == "Cf" or character in UNSEEN:
        return ""
    return "-" if category == "Pd" or character == "\N{MINUS SIGN}" else character
