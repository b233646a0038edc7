"""What must hold before the portal serves the public, and for each point how to mend it in a sentence.

The settings read ``production_problems`` where ALLOWED_HOSTS names a public host, and do not start while it
has something to say. It looks at what values hold, not only at whether they are there.
"""

import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

KEY_LENGTH, KEY_LETTERS = 50, 10
# Whoever reads the repository knows them.
PUBLIC_KEYS = {
    "django-insecure-loopback-only",
    "make-one-with-python3--c-'import secrets; print(secrets.token_urlsafe(50))'",
}
MAKE_A_KEY = "make one with python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
THIS_MACHINE = {"", "localhost", "127.0.0.1", "::1"}
MAIL_THAT_GOES_NOWHERE = {"console", "memory", "file"}
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.IGNORECASE)
# Two labels under which anybody may have a name: a dot before them lets in half a country.
SECOND_LEVELS = {"ac", "co", "com", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"}
PROXIES_AT_MOST = 5
YES = {"1", "true", "yes", "on"}


def is_public(hosts: list[str]) -> bool:
    """Whether one of ``hosts`` is not this machine."""
    return not set(hosts) <= set(LOOPBACK_HOSTS)


def is_public_key(key: str) -> bool:
    """Whether ``key`` stands in the repository, or is one of Django's that are marked as insecure."""
    return key in PUBLIC_KEYS or key.startswith("django-insecure-")


def production_problems(environment: Mapping[str, str]) -> list[str]:
    """Return what keeps the portal from the public with this environment: a sentence each, with the remedy.

    No value of a key or a password is in them.
    """
    values = {name: value.strip() for name, value in environment.items()}
    looks = (_keys, _hosts, _site, _mail, _addresses, _origins, _proxies, _debug)
    return [problem for look in looks for problem in look(values)]


def _keys(values: Mapping[str, str]) -> Iterator[str]:
    key = values.get("SECRET_KEY", "")
    if not key:
        yield f"SECRET_KEY is missing: {MAKE_A_KEY}."
    elif why := _weakness(key):
        yield f"SECRET_KEY {why}: {MAKE_A_KEY}."
    for place, old in enumerate(_items(values, "SECRET_KEY_FALLBACKS"), 1):
        if why := _weakness(old):
            yield f"Key {place} of SECRET_KEY_FALLBACKS {why}: leave it out, and everybody signs in anew."


def _weakness(key: str) -> str:
    if is_public_key(key):
        return "stands in the repository, so everybody knows it"
    if len(key) < KEY_LENGTH:
        return f"has {len(key)} characters and needs {KEY_LENGTH}"
    if len(set(key)) < KEY_LETTERS or key in (key + key)[1:-1]:
        return "repeats itself"
    return ""


def _hosts(values: Mapping[str, str]) -> Iterator[str]:
    for host in _items(values, "ALLOWED_HOSTS"):
        if host == "*":
            yield "ALLOWED_HOSTS must not be *: name the host, such as portal.example.org."
        elif not HOST.fullmatch(host):
            yield f"ALLOWED_HOSTS has {host!r}, which is no name of a host: write portal.example.org alone."
        elif _is_suffix(host):
            yield f"ALLOWED_HOSTS must not let in all of {host}: name the host, such as portal.example.org."


def _is_suffix(host: str) -> bool:
    """Whether ``host`` lets in names that belong to others: ``.org``, ``.gov.uk``."""
    if not host.startswith("."):
        return False
    *rest, last = host.lower().strip(".").split(".")
    return not rest or (len(rest) == 1 and len(last) == 2 and rest[0] in SECOND_LEVELS)


def _site(values: Mapping[str, str]) -> Iterator[str]:
    right = "write https:// and the host alone, such as https://portal.example.org"
    if not (text := values.get("SITE_URL", "")):
        yield f"SITE_URL is missing: {right}."
        return
    parts = _split(text)
    if not parts or parts.scheme != "https":
        yield f"SITE_URL must start with https://, for sign-ins and enquiries travel on it: {right}."
    elif not parts.hostname or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        yield f"SITE_URL holds more, or less, than a host: {right}."
    elif not validate_host(parts.hostname, [host for host in _items(values, "ALLOWED_HOSTS") if host != "*"]):
        yield f"SITE_URL is at {parts.hostname}, which ALLOWED_HOSTS does not name: add it there."


def _mail(values: Mapping[str, str]) -> Iterator[str]:
    right = "write smtp+tls://user:password@mail.example.org:587"
    if not (text := values.get("EMAIL_URL", "")):
        yield f"EMAIL_URL is missing: {right}."
        return
    parts = _split(text)
    if not parts:
        yield f"EMAIL_URL cannot be read: {right}."
    elif parts.scheme in MAIL_THAT_GOES_NOWHERE:
        yield f"EMAIL_URL is {parts.scheme}://, with which no mail arrives: {right}."
    elif parts.scheme == "smtp" and parts.password and (parts.hostname or "") not in THIS_MACHINE:
        yield f"EMAIL_URL sends its password unencrypted: {right}, or smtp+ssl://."


def _addresses(values: Mapping[str, str]) -> Iterator[str]:
    sender, mailbox = values.get("DEFAULT_FROM_EMAIL", ""), values.get("ENQUIRIES_MAILBOX", "")
    if not _is_address(parseaddr(sender)[1]):
        yield f"DEFAULT_FROM_EMAIL is {_state(sender)}: write the address that mail comes from."
    if not _is_address(mailbox):
        yield f"ENQUIRIES_MAILBOX is {_state(mailbox)}: write the one address, without a name, that is told."


def _origins(values: Mapping[str, str]) -> Iterator[str]:
    for origin in _items(values, "CSRF_TRUSTED_ORIGINS"):
        parts = _split(origin)
        if "*" in origin or not parts or parts.scheme != "https" or not parts.hostname:
            yield f"CSRF_TRUSTED_ORIGINS must not trust {origin!r}: name each as https:// and its host."


def _proxies(values: Mapping[str, str]) -> Iterator[str]:
    text = values.get("TRUSTED_PROXIES", "")
    right = "say how many proxies of yours stand in front, 1 for the one in deploy/nginx.conf"
    if not text:
        yield f"TRUSTED_PROXIES is missing: {right}."
    elif text == "0":
        yield f"TRUSTED_PROXIES is 0, but only this machine is answered, so one must be there: {right}."
    elif not text.isdecimal() or not 1 <= int(text[:9]) <= PROXIES_AT_MOST:
        yield f"TRUSTED_PROXIES must be from 1 to {PROXIES_AT_MOST}: {right}."


def _debug(values: Mapping[str, str]) -> Iterator[str]:
    if values.get("DEBUG", "").lower() in YES:
        yield "DEBUG must be off, for its error pages show everything: leave DEBUG out."


def _items(values: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in values.get(name, "").split(",") if item.strip()]


def _split(text: str) -> SplitResult | None:
    """``text`` as an address; None where it, or its port, cannot be read."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _state(text: str) -> str:
    return "no address of mail" if text else "missing"
