"""Phone numbers as people type them, and as this site keeps them: digits in groups, for a UK caller.

Groups that somebody chose are kept: "0808 1000 900" is easier to remember as its owner writes it. A number
without groups, or with odd ones, gets those that are usual in the UK (Ofcom, National Telephone Numbering
Plan): 03000 41 11 11, 0808 800 5000, 020 7946 0000, 116 123.
"""

import re

from django.core.exceptions import ValidationError

# Numbers of three digits that are the same everywhere: emergency, police, power cut, NHS.
SHORT = ("999", "101", "105", "111")
HARMONISED = re.compile(r"116[0-9]{3}")
CHOSEN_GROUPS = re.compile(r"0[0-9]{2,4}(?: [0-9]{2,4})+|116 [0-9]{3}")
# Codes to text are four to eight digits long and never begin with 0.
TEXT_CODE = re.compile(r"[1-9][0-9]{3,7}")
COUNTRY = re.compile(r"(?:\+44|0044)\s*(?:\(0\))?\s*")
BESIDE_DIGITS = re.compile(r"[\s().\-\u2010-\u2013/]+")
USUAL_GROUPS = (
    (re.compile(r"08[0-9]{6}"), (4, 4)),
    (re.compile(r"03000[0-9]{6}"), (5, 2, 2, 2)),
    (re.compile(r"02[0-9]{9}"), (3, 4, 4)),
    (re.compile(r"(?:01[0-9]1|011[0-9]|03|05|08)[0-9]*"), (4, 3, 4)),
    (re.compile(r"0[17][0-9]{8,9}"), (5, 3, 3)),
)


def digits(number: str) -> str:
    """Return the digits of ``number`` alone: two numbers are the same when these are."""
    return "".join(re.findall(r"[0-9]", number))


def in_a_link(number: str) -> str:
    """Return ``number`` as the address of a tel: link has it (RFC 3966): digits, and a plus before them."""
    return "".join(character for character in number if character.isdigit() or character == "+")


def read(text: str) -> str:
    """Return a number to ring as it is kept. Raises ValidationError that says what is wrong with it."""
    plain = _plain(text)
    number = digits(plain)
    if number in SHORT or HARMONISED.fullmatch(number):
        return grouped(plain)
    if not number.startswith("0"):
        raise _wrong("it must begin with 0, or be 999, 101, 105, 111, or 116 and three digits")
    fewest = 8 if number.startswith("08") else 9
    if not fewest <= len(number) <= 11:
        raise _wrong(f"it has {len(number)} digits, and a number in the UK has 9 to 11")
    return grouped(plain)


def read_to_text(text: str) -> str:
    """Return a number to text as it is kept. Raises ValidationError that says what is wrong with it."""
    plain = _plain(text)
    if TEXT_CODE.fullmatch(digits(plain)):
        return digits(plain)
    if not plain.startswith("0"):
        raise _wrong("a number to text has four to eight digits, or it begins with 0")
    return read(plain)


def grouped(plain: str) -> str:
    """Return digits, with or without blanks among them, in groups for reading."""
    plain = " ".join(plain.split())
    if CHOSEN_GROUPS.fullmatch(plain):
        return plain
    number = digits(plain)
    if HARMONISED.fullmatch(number):
        return f"{number[:3]} {number[3:]}"
    lengths = next((lengths for pattern, lengths in USUAL_GROUPS if pattern.fullmatch(number)), ())
    return _cut(number, lengths)


def _cut(number: str, lengths: tuple[int, ...]) -> str:
    groups = []
    for length in lengths:
        groups.append(number[:length])
        number = number[length:]
    return " ".join(filter(None, [*groups, number]))


def _plain(text: str) -> str:
    """Digits with single blanks between groups; +44 becomes 0."""
    plain = COUNTRY.sub("0", text.strip(), count=1) if COUNTRY.match(text.strip()) else text.strip()
    plain = BESIDE_DIGITS.sub(" ", plain).strip()
    if any(character.isalpha() for character in plain):
        raise _wrong("it has a letter in it")
    if plain.startswith("+"):
        raise _wrong("only numbers of the UK are kept here, which begin with 0 or +44")
    if other := re.search(r"[^0-9 ]", plain):
        raise _wrong(f"it has “{other[0]}” in it")
    if not plain:
        raise _wrong("it has no digits")
    return plain


def _wrong(why: str) -> ValidationError:
    return ValidationError(f"That is not a phone number: {why}.", code="phone_number")
