"""One request to the provider: to https only, within seconds, and not more than a little text."""

import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from lesas_portal import identity_provider
from lesas_portal.staff.provider.failure import UnreachableError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
AT_MOST = 1_000_000  # bytes
_lines = threading.BoundedSemaphore(identity_provider.AT_ONCE)


def is_safe(address: Any) -> bool:
    """Whether ``address`` is https; on this machine, for a provider that runs here too, http will do."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
        issuer = urlsplit(settings.OIDC.issuer)
    except ValueError:
        return False
    is_here = not settings.PRODUCTION and {parts.hostname, issuer.hostname} <= LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))


def ask(method: str, address: str, **more: Any) -> tuple[int, dict]:
    """Return the status and the JSON object that the provider answers with.

    Raises UnreachableError for no answer in time, while others wait for theirs, and for anything but JSON. No
    redirect is followed: what is sent has the client's secret in it.
    """
    if not is_safe(address):
        raise UnreachableError("an address of the provider is not https")
    if not _lines.acquire(timeout=identity_provider.WAIT):
        raise UnreachableError("others are asking it")
    try:
        status, text = _read(method, address, **more)
        data = json.loads(text)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreachableError(type(error).__name__) from None
    except (ValueError, RecursionError):
        raise UnreachableError("its answer is no JSON") from None
    finally:
        _lines.release()
    if not isinstance(data, dict):
        raise UnreachableError("its answer is no JSON object")
    return status, data


def _read(method: str, address: str, **more: Any) -> tuple[int, bytes]:
    ends = time.monotonic() + identity_provider.PATIENCE
    with (
        httpx.Client(timeout=identity_provider.PATIENCE / 2) as client,
        client.stream(method, address, **more) as answer,
    ):
        text = b""
        for part in answer.iter_bytes():
            text += part
            if len(text) > AT_MOST or time.monotonic() > ends:
                raise UnreachableError("its answer is too long, or too slow")
    return answer.status_code, text
