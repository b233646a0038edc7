"""Keyed checksums of texts, their fingerprints, which go on being known after the portal's key is renewed."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def checksum(salt: str, text: str) -> str:
    """Return the checksum of ``text`` under today's key: 64 letters and digits (HMAC, SHA-256).

    ``salt`` says what it is for, so that the same text has another one elsewhere.
    """
    return checksums(salt, text)[0]


def checksums(salt: str, text: str) -> list[str]:
    """Return those under today's key and under each of SECRET_KEY_FALLBACKS, today's first.

    For looking up what was kept; what is written is ``checksum``.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, text, secret=key, algorithm="sha256").hexdigest() for key in keys]
