"""Whole addresses of this site: made of SITE_URL, never of the host that was asked."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """Return the whole address of a page of this site; ``path`` starts with a slash."""
    return f"{settings.SITE_URL}{path}"


def site_host() -> str:
    """Return the host of the site's own address, in small letters and without a port."""
    return urlsplit(settings.SITE_URL).hostname or ""
