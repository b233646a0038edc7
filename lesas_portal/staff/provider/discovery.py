"""What the provider says of itself, and its public keys: asked for by the first who signs in, then believed
for an hour by each process (OpenID Connect Discovery 1.0, 4)."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from django.conf import settings

from lesas_portal import identity_provider
from lesas_portal.staff.provider import http
from lesas_portal.staff.provider.failure import RefusedError, UnreachableError

NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass
class Answer:
    """What one address of the provider answered, and when it was last asked."""

    data: dict[str, Any] = field(default_factory=dict)
    asked_at: float = 0.0

    def is_fresh(self, seconds: float) -> bool:
        """Whether it was asked within so many seconds."""
        return bool(self.asked_at) and time.monotonic() - self.asked_at < seconds


# By address. One thread asks at a time; those that wait, for a moment, take what it found.
_answers: dict[str, Answer] = {}
_lock = threading.Lock()


def delete_all() -> None:
    """Believe nothing of what was said so far."""
    _answers.clear()


def metadata() -> dict[str, Any]:
    """Return what the provider says of itself. Raises UnreachableError, also for another's."""
    data = _read(f"{settings.OIDC.issuer.rstrip('/')}/.well-known/openid-configuration")
    if data.get("issuer") != settings.OIDC.issuer:
        raise UnreachableError("it calls itself by another name than OIDC_ISSUER")
    if not all(http.is_safe(data.get(name)) for name in NEEDED):
        raise UnreachableError("an address that it names is missing, or not https")
    return data


def key_for(number: str | None, algorithm: str) -> jwt.PyJWK:
    """Return the provider's key with this number (``kid``). Raises RefusedError where it has none.

    One that is not known is asked for at once, as providers change their keys; but not at every try.
    """
    address = metadata()["jwks_uri"]
    for seconds in (identity_provider.BELIEVED, identity_provider.NOT_ASKED_AGAIN):
        for key in _keys(_read(address, believed=seconds)):
            if key.algorithm_name == algorithm and number in (None, key.key_id):
                return key
    raise RefusedError("signed with a key that the provider does not have")


def _keys(data: dict[str, Any]) -> list[jwt.PyJWK]:
    rows = data.get("keys")
    try:
        keys = jwt.PyJWKSet(rows if isinstance(rows, list) else []).keys
    except (jwt.PyJWTError, TypeError, AttributeError):
        return []
    return [key for key in keys if key.public_key_use in (None, "sig")]


def _read(address: str, *, believed: float = identity_provider.BELIEVED) -> dict[str, Any]:
    if not _lock.acquire(timeout=identity_provider.WAIT):
        raise UnreachableError("others are asking it")
    try:
        answer = _answers.setdefault(address, Answer())
        # One that failed is not asked again at once either: each visitor would wait for it, one by one.
        if not answer.is_fresh(believed if answer.data else identity_provider.NOT_ASKED_AGAIN):
            answer.data, answer.asked_at = {}, time.monotonic()
            status, data = http.ask("GET", address)
            if status != 200:
                raise UnreachableError(f"it answers {status}")
            answer.data, answer.asked_at = data, time.monotonic()
        if not answer.data:
            raise UnreachableError("it did not answer a moment ago")
        return answer.data
    finally:
        _lock.release()
