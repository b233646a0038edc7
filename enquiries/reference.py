"""References that people read over the telephone: eight characters, the last one a check.

The alphabet has 19 characters that are not mistaken for each other (no 0/O, 1/I/L, 2/Z, 5/S, 8/B, and no
vowels, so no words). Nineteen is prime, so the weighted sum catches every single wrong character and
every swap of two.
"""

import secrets

ALPHABET = "34679CDFHJKMNPRTVWX"
LENGTH = 8


def make() -> str:
    """Return a new random reference, such as ``7KM4-XCDP``."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(body + _check_character(body))


def parse(text: str) -> str | None:
    """Return the reference that someone typed, in its usual form; None when a character must be wrong."""
    letters = "".join(text.upper().replace("-", " ").split())
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return _grouped(letters) if _check_character(letters[:-1]) == letters[-1] else None


def _grouped(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"


def _check_character(body: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
