"""The one rule for addresses of other sites that people write into content: which may become a link."""

import unicodedata
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models

SCHEMES = {"http", "https"}
RIGHT = "Copy it from your browser: it begins with https:// and leads to a public site."


def fault_of(address: str) -> str:
    """Return why ``address`` may not become a link, in a sentence; nothing for one that may, or is empty."""
    if not address:
        return ""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp", "Zs"} for letter in address):
        return f"The address holds a space or a character that cannot be seen. {RIGHT}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"The address cannot be read. {RIGHT}"
    if parts.scheme not in SCHEMES or not host:
        return f"The address must begin with https:// or http://. {RIGHT}"
    if "@" in parts.netloc:
        return f"The address names a user, which hides where it leads. {RIGHT}"
    if "\\" in address or not _is_public(host):
        return f"The address does not lead to a public site. {RIGHT}"
    return ""


def refuse(obj: models.Model, names: Iterable[str]) -> None:
    """Raise ValidationError for those fields of ``obj`` that hold an address which may not become a link."""
    faults = {name: fault for name in names if (fault := fault_of(getattr(obj, name)))}
    if faults:
        raise ValidationError(faults)


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".")
        return "." in name and not name.endswith((".local", ".internal", ".localhost", ".localdomain"))
