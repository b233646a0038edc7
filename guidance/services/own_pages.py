"""Addresses of this site as people type them: only those of pages that readers get now."""

from urllib.parse import urlsplit

from django.conf import settings

from guidance.links import own


def is_page(address: str) -> bool:
    """Whether readers get a page at ``address``, a path with or without what follows ``?`` or ``#``."""
    path = urlsplit(address).path
    if not path.startswith("/") or path.startswith("//") or "\\" in address:
        return False
    return own.is_own(path) and not own.problems([path])


def path_of(typed: str) -> str:
    """Return what was pasted as an address of this site, without the site; anything else as it was typed.

    The browser shows the whole address, and that is what people copy.
    """
    typed = typed.strip()
    own = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(typed if "//" in typed or typed.startswith("/") else f"//{typed}")
    except ValueError:
        return typed
    if parts.scheme not in {"", "http", "https"} or not parts.netloc or parts.netloc != own.netloc:
        return typed
    return parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()


def refusal(address: str) -> str:
    """Return why ``address`` cannot be kept as the address of a page of this site; empty when it can."""
    if address.startswith("//") or not address.startswith("/"):
        return f"{address} is no address of this site. Copy the address of the page from your browser."
    if not is_page(address):
        return (
            f"There is no public page at {address}. Open the page and copy its address from your browser. "
            "If the page is a draft, publish it first."
        )
    return ""
