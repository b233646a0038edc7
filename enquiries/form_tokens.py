"""The form's token: when it was opened, a nonce and the steps passed, signed. Nothing is kept on the server.

It stands in for Django's CSRF token, which needs a cookie. It cannot prove that the form was opened in
this browser, but it need not: a visitor has no rights here that another site could borrow. What it
does is slow machines down, make the same form sent twice one enquiry, and show that no step was left out;
``is_foreign`` turns away posts that another site's page makes a browser send.
"""

import math
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

LONGEST = 200  # characters; ours have about 130
CLOCKS_DIFFER_SECONDS = 60
"""By so much the clocks of two servers may differ: to wait a little is enough."""


class State(StrEnum):
    """What a token says about the form it came with."""

    GOOD = "good"
    MISSING = "missing"
    TOO_FAST = "too-fast"
    EXPIRED = "expired"
    AHEAD = "ahead"
    """It was opened by a clock that ran ahead, and was put right since."""


class Mark(StrEnum):
    """A step whose page has given out the token."""

    SIGNPOST = "s"
    CHECK_ANSWERS = "c"


@dataclass(frozen=True)
class Token:
    """A token as read; ``nonce`` is empty when it is missing or forged, and then it has no marks."""

    state: State
    nonce: str = ""
    opened: float = 0
    marks: frozenset[Mark] = frozenset()

    def marked(self, *marks: Mark) -> str:
        """Return the same token, as text, with ``marks`` beside those that it has."""
        return _sign(self.nonce, self.opened, self.marks.union(marks))


def issue(*marks: Mark, backdate: bool = False, now: float | None = None) -> str:
    """Return a new token with ``marks``. ``backdate``: for someone who has already waited long enough."""
    opened = (time.time() if now is None else now) - (settings.FORM_SECONDS_AT_LEAST if backdate else 0)
    return _sign(secrets.token_urlsafe(12), opened, frozenset(marks))


def read(text: str, *, now: float | None = None) -> Token:
    """Return the token that a form sent as ``text``, with its state at ``now`` (seconds of the epoch)."""
    if len(text) > LONGEST:
        return Token(State.MISSING)
    try:
        nonce, opened, *marks = _signer().unsign_object(text)
        passed = frozenset(map(Mark, marks))
    except (signing.BadSignature, ValueError):
        return Token(State.MISSING)
    age = (time.time() if now is None else now) - opened
    state = State.GOOD
    if age < -CLOCKS_DIFFER_SECONDS:
        state = State.AHEAD
    elif age < settings.FORM_SECONDS_AT_LEAST:
        state = State.TOO_FAST
    elif age > settings.FORM_HOURS_AT_MOST * 3600 or not math.isfinite(age):
        state = State.EXPIRED
    return Token(state, nonce, opened, passed)


def is_foreign(request: HttpRequest) -> bool:
    """Whether a page of another site made the browser send this post.

    Sec-Fetch-Site is the browser's own word. Older browsers send Origin only; "null" there says nothing.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "cross-site"
    origin = request.headers.get("Origin", "null")
    if origin == "null" or origin in settings.CSRF_TRUSTED_ORIGINS:
        return False
    return urlsplit(origin).netloc != request.get_host()


def _signer() -> signing.Signer:
    return signing.Signer(salt="enquiries.form")


def _sign(nonce: str, opened: float, marks: frozenset[Mark]) -> str:
    return _signer().sign_object([nonce, opened, *sorted(marks)])
