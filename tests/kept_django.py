"""Django with the page cache in front of it, as a server has it, within the transaction of a test."""

from collections.abc import Callable
from datetime import datetime

from django.core.handlers.wsgi import WSGIHandler

from guidance.services import next_change
from lesas_portal import kept_pages
from lesas_portal.core import content_version
from lesas_portal.core.content_version import Version
from lesas_portal.core.page_cache import PageCache
from lesas_portal.core.page_store import PageStore


def page_cache(
    *,
    read_version: Callable[[], Version] = content_version.current,
    when_next: Callable[[datetime], datetime] = next_change.after,
    most_bytes: int = 8_000_000,
) -> PageCache:
    """Return it. A server reads the version on a connection of its own, which sees no write of a test."""
    return PageCache(
        WSGIHandler(),
        store=PageStore(most_bytes),
        pages=kept_pages.PAGES,
        read_version=read_version,
        next_change=when_next,
        renew=kept_pages.RENEW,
    )
