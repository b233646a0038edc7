"""The hidden token of an admin form: who opened it, when, and a fingerprint of each part that it showed.

It is signed, and says nothing of the words: only whether they are the same as they were.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.core import signing

_SALT = "admin.saving"
LONGEST = 100_000  # characters: a page with a thousand rows has a third of that


@dataclass(frozen=True)
class Token:
    """A token as read: the number of the person, seconds of the epoch, and the fingerprints by part."""

    person: int
    opened: float
    prints: Mapping[str, str]

    def fits(self, shown: Mapping[str, str]) -> bool:
        """Whether nothing that the form showed is another now. What only one of the two shows counts too."""
        return dict(self.prints) == prints(shown)

    def has_same(self, part: str, text: str | None) -> bool:
        """Whether a part said ``text`` when the form was opened; None stands for one that was not there."""
        return self.prints.get(part, "") == fingerprint(text)


def issue(*, person: int, about: str, shown: Mapping[str, str], now: float | None = None) -> str:
    """Return the token of a form about the row ``about`` that shows ``shown``, opened by ``person``."""
    opened = int(time.time() if now is None else now)
    return signing.dumps([person, opened, about, prints(shown)], salt=_SALT, compress=True)


def read(text: str, *, person: int, about: str) -> Token | None:
    """Return the token; None for one that is missing, forged, of another row or of another person."""
    if not text or len(text) > LONGEST:
        return None
    try:
        opener, opened, row, parts = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(opener, opened, parts) if (opener, row) == (person, about) else None


def fingerprint(text: str | None) -> str:
    """Return the fingerprint of a text; an empty one for what is not there."""
    return "" if text is None else blake2b(text.encode(errors="replace"), digest_size=9).hexdigest()


def prints(shown: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprint of every part."""
    return {name: fingerprint(text) for name, text in shown.items()}
