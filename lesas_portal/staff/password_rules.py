"""Which passwords are refused besides Django's rules: those that are guessed first.

Rules, and no list of our own: a repeated piece, runs of the keyboard, and a word that everybody here would
think of, or one of Django's list of 20,000 common passwords, with digits and signs around it (NCSC, "Password
policy: updating your approach"; OWASP ASVS 5.0, 6.2.4 and 6.2.11). Three words that have nothing to do with
each other pass.
"""

import re

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# So many characters must be left when what is guessed first is taken away.
LEFT_AT_LEAST = 6
DISTINCT_AT_LEAST = 5
RUN_AT_LEAST = 4
ROWS = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qazwsxedc",
]
CONTEXT = """
lesas lado kent medway council county countycouncil safeguarding safeguard education school schools
teacher headteacher nursery pupil pupils child children portal online safety onlinesafety adviser advisor
editor manager admin administrator advisory service frontdoor kcsie ofsted maidstone canterbury password
passwort passw pass welcome letmein login signin secret changeme hello iloveyou monkey dragon football
princess sunshine january february march april may june july august september october november december
spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday
"""
LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
WORDS = re.compile("|".join(sorted(CONTEXT.split(), key=len, reverse=True)))


class NotTooLong:
    """At most so many characters: a longer one is work for the server and no safer."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django gives it
        """Raise ValidationError for a password that is too long."""
        if len(password) > self.max_length:
            raise ValidationError(f"Use at most {self.max_length} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return f"Use at most {self.max_length} characters."


class NotGuessable:
    """No repeated piece, no run of the keyboard, no word of this place with a number behind it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError that says which rule refuses it."""
        folded = password.casefold()
        if is_repeated(folded):
            raise ValidationError("It repeats the same few characters.", code="password_repeated")
        if len(without_runs(folded)) < LEFT_AT_LEAST:
            raise ValidationError("It follows the keyboard or the alphabet.", code="password_run")
        if any(_is_known_word(spelling, user) for spelling in (folded, folded.translate(LEET))):
            message = "It is a word that is guessed first, with little around it. Try three words."
            raise ValidationError(message, code="password_guessable")

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return (
            "Three words that have nothing to do with each other, or with your work, are good. A word such as"
            " “safeguarding” with a number, a row of the keyboard or repeated letters are refused."
        )


def is_repeated(text: str) -> bool:
    """Whether ``text`` is a short piece over and over, or has very few characters of its own."""
    return len(set(text)) < DISTINCT_AT_LEAST or bool(re.fullmatch(r"(.{1,6}?)\1+.{0,3}", text, re.DOTALL))


def without_runs(text: str) -> str:
    """Return ``text`` without runs of the keyboard, the alphabet and digits, forwards and backwards."""
    left, place = [], 0
    while place < len(text):
        length = max(_run_at(text, place, row) for row in (*ROWS, *(row[::-1] for row in ROWS)))
        if length < RUN_AT_LEAST:
            left.append(text[place])
            length = 1
        place += length
    return "".join(left)


def _run_at(text: str, place: int, row: str) -> int:
    length = 0
    while place + length < len(text) and text[place : place + length + 1] in row:
        length += 1
    return length


def _is_known_word(text: str, user: User | None) -> bool:
    # Without the digits and signs before and behind it.
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", text)
    left = re.sub(r"[\W_]", "", without_runs(_without_words(core, user)))
    return len(left) < LEFT_AT_LEAST or core in _common()


def _without_words(text: str, user: User | None) -> str:
    names = [user.first_name, user.last_name, *re.split(r"[@.]", user.username)] if user else []
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 2:
            text = text.replace(name.casefold(), "")
    return WORDS.sub("", text)


def _common() -> set[str]:
    if not _read:
        _read.append(CommonPasswordValidator().passwords)
    return _read[0]


_read: list[set[str]] = []
