"""The form's token: when it was opened and a nonce, signed. Nothing of it is kept on the server.

It stands in for Django's CSRF token, which needs a cookie. It cannot prove that the form was opened in
this browser, but it need not: a visitor has no rights here that another site could borrow. What it
does is slow machines down and make the same form sent twice one enquiry; ``is_foreign`` turns away
posts that another site's page makes a browser send.
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

LONGEST = 200  # characters; ours have about 100
_SIGNER = signing.Signer(salt="enquiries.form")


class State(StrEnum):
    """What a token says about the form it came with."""

    GOOD = "good"
    MISSING = "missing"
    TOO_FAST = "too-fast"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Token:
    """A token as read; ``nonce`` is empty when it is missing or forged."""

    state: State
    nonce: str = ""


def issue(*, backdate: bool = False, now: float | None = None) -> str:
    """Return a new token. ``backdate``: for someone who has already waited long enough."""
    opened = (time.time() if now is None else now) - (settings.FORM_SECONDS_AT_LEAST if backdate else 0)
    return _SIGNER.sign_object([secrets.token_urlsafe(12), opened])


def read(text: str, *, now: float | None = None) -> Token:
    """Return the token that a form sent as ``text``, with its state at ``now`` (seconds of the epoch)."""
    if len(text) > LONGEST:
        return Token(State.MISSING)
    try:
        nonce, opened = _SIGNER.unsign_object(text)
    except (signing.BadSignature, ValueError):
        return Token(State.MISSING)
    age = (time.time() if now is None else now) - opened
    if age < settings.FORM_SECONDS_AT_LEAST:
        return Token(State.TOO_FAST, nonce)
    if age > settings.FORM_HOURS_AT_MOST * 3600 or not math.isfinite(age):
        return Token(State.EXPIRED, nonce)
    return Token(State.GOOD, nonce)


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
