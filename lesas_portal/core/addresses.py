"""Addresses of this site by name, each worked out once: they cannot change while the portal runs.

Whole ones are made of SITE_URL, never of the host that was asked.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import setting_changed
from django.urls import reverse


@lru_cache(maxsize=8192)
def address_of(name: str, *args: str) -> str:
    """Return the address of the page ``name``, as ``reverse`` does. Raises NoReverseMatch.

    A page has some forty addresses, and Django goes through its patterns for each. ``args`` come from content
    or from an address that was found, never from what somebody typed.
    """
    return reverse(name, args=args)


def absolute(path: str) -> str:
    """Return the whole address of a page of this site; ``path`` starts with a slash."""
    return f"{settings.SITE_URL}{path}"


def site_host() -> str:
    """Return the host of the site's own address, in small letters and without a port."""
    return urlsplit(settings.SITE_URL).hostname or ""


def _forget(*, setting: str, **_: object) -> None:
    """A test has put other settings in place."""
    if setting == "ROOT_URLCONF":
        address_of.cache_clear()


setting_changed.connect(_forget)
