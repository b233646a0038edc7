"""References that people read over the telephone: eight characters, the last one a check.

The alphabet has 19 characters that are not mistaken for each other (no 0/O, 1/I/L, 2/Z, 5/S, 8/B, and no
vowels, so no words). Nineteen is prime, so the weighted sum catches every single wrong character and
every swap of two.
"""

import re
import secrets
import unicodedata

ALPHABET = "34679CDFHJKMNPRTVWX"
LENGTH = 8
# Two groups of four, as they stand in a subject: between brackets, after a colon, with any sign between them.
# Looked for ahead, so that the four letters of a word before it are not taken for the first group.
GROUPS = re.compile(r"(?<![A-Z0-9])(?=([A-Z0-9]{4})[^A-Z0-9]{0,3}([A-Z0-9]{4})(?![A-Z0-9]))")
# So many of eight must be of the alphabet, and then the rest is taken for a slip.
SURE_AT_LEAST = 7


def make() -> str:
    """Return a new random reference, such as ``7KM4-XCDP``."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(body + _check_character(body))


def parse(text: str) -> str | None:
    """Return the reference in what someone typed or pasted, in its usual form.

    Whatever is no letter and no digit is thrown away; what stands around it is passed over, as the words of a
    mail's subject. None when there is none, or when a character of it must be wrong.
    """
    return next((_grouped(found) for found in _candidates(text) if _is_right(found)), None)


def has_slip(text: str) -> bool:
    """Whether someone meant a reference and got a character wrong; a telephone number is none."""
    return parse(text) is None and any(_is_meant(found) for found in _candidates(text))


def _candidates(text: str) -> list[str]:
    # Signs go first: some are short for letters and digits.
    signs_gone = "".join(sign if unicodedata.category(sign)[0] in "LN" else " " for sign in text[:200])
    tidy = unicodedata.normalize("NFKC", signs_gone).upper()
    whole = re.sub(r"[^A-Z0-9]", "", tidy)
    grouped = ["".join(groups) for groups in GROUPS.findall(tidy)]
    return [whole, *grouped] if len(whole) == LENGTH else grouped


def _is_right(letters: str) -> bool:
    return set(letters) <= set(ALPHABET) and _check_character(letters[:-1]) == letters[-1]


def _is_meant(letters: str) -> bool:
    sure = sum(letter in ALPHABET for letter in letters)
    return sure >= SURE_AT_LEAST and not letters.isdigit()


def _grouped(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"


def _check_character(body: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
