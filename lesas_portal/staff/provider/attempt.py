"""One attempt to sign in, from the click to the way back: kept in a signed cookie of the browser, and nowhere
else, so that visitors who only click fill no table."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from lesas_portal import identity_provider
from lesas_portal.staff.provider import discovery, http
from lesas_portal.staff.provider.failure import RefusedError

_SALT = "staff.provider.attempt"
SCOPES = "openid profile email"


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Attempt:
    """``state`` binds the answer to the browser, ``nonce`` the token to the attempt, ``verifier`` the code to
    who asked for it (RFC 7636); ``onward`` is where somebody was going, an address of this site."""

    onward: str
    state: str = field(default_factory=_secret)
    nonce: str = field(default_factory=_secret)
    verifier: str = field(default_factory=_secret)


def cookie() -> str:
    """Return the name of the cookie."""
    return f"{'__Host-' if settings.HTTPS else ''}council-sign-in"


def return_address() -> str:
    """Return where the provider sends people back to, as it is entered there."""
    return settings.SITE_URL + reverse("admin:provider_return")


def address(attempt: Attempt, *, anew: bool = False) -> str:
    """Return the provider's page to sign in on. ``anew``: it is to ask even who has signed in there (Core
    1.0, 3.1.2.1). Raises UnreachableError."""
    digest = sha256(attempt.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC.client_id,
        "redirect_uri": return_address(),
        "scope": SCOPES,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if anew:
        query["prompt"] = "login"
    return _with_query(discovery.metadata()["authorization_endpoint"], query)


def sign_out_address() -> str:
    """Return the provider's page to sign out on; "" where it has none. Raises UnreachableError."""
    page = discovery.metadata().get("end_session_endpoint") or ""
    back = settings.SITE_URL + reverse("admin:login")
    query = {"client_id": settings.OIDC.client_id, "post_logout_redirect_uri": back}
    return _with_query(page, query) if http.is_safe(page) else ""


def keep(response: HttpResponse, attempt: Attempt) -> None:
    """Give the attempt to the browser. It comes back with the provider's redirect (SameSite=Lax)."""
    response.set_cookie(
        cookie(),
        signing.dumps(asdict(attempt), salt=_SALT),
        max_age=identity_provider.ATTEMPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def of(request: HttpRequest) -> Attempt:
    """Return the attempt that ``request`` ends. Raises RefusedError: none, too old, or another browser's."""
    try:
        kept = signing.loads(request.COOKIES.get(cookie(), ""), salt=_SALT, max_age=identity_provider.ATTEMPT)
        attempt = Attempt(**kept)
    except (signing.BadSignature, TypeError):
        raise RefusedError("no attempt of this browser is open") from None
    if not constant_time_compare(request.GET.get("state", ""), attempt.state):
        raise RefusedError("the answer is not to the attempt of this browser")
    return attempt


def _with_query(page: str, query: dict[str, str]) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode(query)}"
