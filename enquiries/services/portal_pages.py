"""Pages of the portal that a reply may link to and that answer an enquiry: only such as readers can open."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from guidance import search
from guidance.models import SearchDocument
from lesas_portal.core.addresses import absolute

LONGEST = 300


class PortalPage(NamedTuple):
    """One public page."""

    path: str
    title: str

    @property
    def address(self) -> str:
        """Its whole address, for a mail."""
        return absolute(self.path)


def find(words: str) -> list[PortalPage]:
    """Return up to ten pages that answer ``words``, best first."""
    hits = search.find(words).hits
    pages = [PortalPage(hit.url, "".join(part.text for part in hit.title)) for hit in hits]
    return [page for page in pages if page.path.startswith("/")]


def at(address: str) -> PortalPage | None:
    """Return the page at an address of this site, whole or from the slash on; None for any other text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    # PostgreSQL takes no NUL, and no address of ours is as long.
    if "\x00" in parts.path or len(parts.path) > LONGEST:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    row = SearchDocument.objects.public().filter(url=parts.path, part="").first()
    return PortalPage(row.url, row.title) if row else None


def first_in(text: str) -> PortalPage | None:
    """Return the first page that a reply links to; None if it links to none."""
    addresses = re.findall(rf"{re.escape(settings.SITE_URL)}(/[^\s)>\]]*)", text)
    return next((page for address in addresses if (page := at(address.rstrip(".,;")))), None)


def is_address(text: str) -> bool:
    """Whether ``text`` is meant as an address, not as words to search for."""
    return text.startswith("/") or "://" in text
