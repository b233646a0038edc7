"""The code that came back is changed for a token, and the token is read: signature, issuer, audience, times
and nonce (OpenID Connect Core 1.0, 3.1.3). Neither is kept."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import jwt
from django.conf import settings

from lesas_portal import identity_provider
from lesas_portal.staff import roles
from lesas_portal.staff.provider import discovery, http
from lesas_portal.staff.provider.attempt import Attempt, return_address
from lesas_portal.staff.provider.failure import RefusedError, UnreachableError
from lesas_portal.staff.roles import Role

SUBJECT_AT_MOST = 255  # characters (Core 1.0, 2)
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


@dataclass(frozen=True)
class Identity:
    """Somebody as the provider knows them. ``subject`` is their lasting number there; ``role`` the widest
    that their groups give, None for none; names and address are what they are called, and prove nothing."""

    issuer: str
    subject: str
    role: Role | None
    full_name: str
    email: str
    username: str


def sign_in(code: str, attempt: Attempt) -> Identity:
    """Return who signed in. Raises UnreachableError and RefusedError."""
    return _identity(claims(_token(code, attempt), nonce=attempt.nonce))


def claims(token: str, *, nonce: str) -> dict[str, Any]:
    """Return what ``token`` says, once all of it is right. Raises RefusedError, and UnreachableError for the
    provider's keys."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in identity_provider.ALGORITHMS:
            raise RefusedError("signed by an algorithm that is not taken")
        said = jwt.decode(
            token,
            discovery.key_for(header.get("kid"), header["alg"]),
            algorithms=identity_provider.ALGORITHMS,
            audience=settings.OIDC.client_id,
            issuer=settings.OIDC.issuer,
            leeway=identity_provider.CLOCK_SKEW,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise RefusedError(type(error).__name__) from None
    _check(said, nonce)
    return said


def _check(said: dict[str, Any], nonce: str) -> None:
    if not 0 < len(said["sub"]) <= SUBJECT_AT_MOST:
        raise RefusedError("its subject is empty, or too long")
    if said["nonce"] != nonce:
        raise RefusedError("the nonce is another attempt's")
    many = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if said.get("azp", None if many else settings.OIDC.client_id) != settings.OIDC.client_id:
        raise RefusedError("made for another application")
    needed = settings.OIDC.second_factor
    if needed and needed not in _words(said.get("amr")) and said.get("acr") != needed:
        raise RefusedError("without the second factor that OIDC_SECOND_FACTOR asks for")


def _token(code: str, attempt: Attempt) -> str:
    about = discovery.metadata()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_address(),
        "code_verifier": attempt.verifier,
    }
    who = (settings.OIDC.client_id, settings.OIDC.client_secret)
    # Providers that say nothing of it take the first (Discovery 1.0, 3).
    ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        # RFC 6749, 2.3.1: both are encoded before they are joined.
        more: dict[str, Any] = {"auth": (quote(who[0], safe=""), quote(who[1], safe=""))}
    else:
        more, form = {}, form | {"client_id": who[0], "client_secret": who[1]}
    status, answer = http.ask("POST", about["token_endpoint"], data=form, **more)
    if status >= 500:
        raise UnreachableError(f"it answers {status} to the code")
    if status != 200 or not isinstance(answer.get("id_token"), str):
        raise RefusedError("the provider did not take the code, or OIDC_CLIENT_SECRET")
    return answer["id_token"]


def _identity(said: dict[str, Any]) -> Identity:
    name = _text(said.get("name")) or f"{_text(said.get('given_name'))} {_text(said.get('family_name'))}"
    email = _text(said.get("email")).lower()
    return Identity(
        issuer=said["iss"],
        subject=said["sub"],
        role=roles.of_groups(_words(said.get(settings.OIDC.groups_claim))),
        full_name=name.strip()[:150],
        email=email if "@" in email and len(email) <= 254 else "",
        username=(_text(said.get("preferred_username")).lower() or email)[:150],
    )


def _text(value: Any) -> str:
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else ""


def _words(value: Any) -> set[str]:
    found = value if isinstance(value, list) else [value]
    return {word for word in found if isinstance(word, str)}
