"""Walk the site as a reader could: from a page to every page it links to."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.document import Document

HOST = "http://testserver"


@dataclass
class Visit:
    """One address and its answer. ``fragments`` are the places within it that links point to."""

    path: str
    response: HttpResponse
    queries: int
    linked_from: str
    fragments: set[str] = field(default_factory=set)

    @cached_property
    def html(self) -> str:
        """The page, or nothing where the answer is not a page."""
        is_page = self.response.headers["Content-Type"].startswith("text/html")
        return self.response.content.decode() if is_page else ""

    @cached_property
    def document(self) -> Document | None:
        """The page, parsed."""
        return Document(self.html) if self.html else None

    def targets(self) -> set[str]:
        """Addresses of this site that the page links to, with their fragments."""
        hrefs = [link.attributes["href"] for link in self.document.links] if self.document else []
        absolute = (
            urljoin(HOST + self.path, href) for href in hrefs if not href.startswith(settings.SITE_URL)
        )
        own = {href.replace(settings.SITE_URL, HOST) for href in hrefs if href.startswith(settings.SITE_URL)}
        return {url.removeprefix(HOST) for url in {*absolute, *own} if url.startswith(HOST + "/")}


def crawl(start: str) -> dict[str, Visit]:
    """Follow every link of this site from ``start``; return what each address answered."""
    client = Client()
    visits: dict[str, Visit] = {}
    waiting = [(start, "nowhere")]
    while waiting:
        url, linked_from = waiting.pop(0)
        path, fragment = urldefrag(url)
        if path not in visits:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
            visits[path] = Visit(path, response, len(queries), linked_from)
            waiting += [(target, path) for target in sorted(visits[path].targets())]
        if fragment:
            visits[path].fragments.add(fragment)
    return visits


def file_of(address: str) -> Path | None:
    """Return the file that is sent from ``address``: of /static/, or of the top of the site."""
    if address.startswith(settings.STATIC_URL):
        found = finders.find(address.removeprefix(settings.STATIC_URL))
        return Path(found) if found else None
    at_the_top = Path(settings.WHITENOISE_ROOT, address.removeprefix("/"))
    return at_the_top if at_the_top.is_file() else None


def is_under(path: str, *folders: str) -> bool:
    """Whether ``path`` lies in one of the folders."""
    return urlsplit(path).path.startswith(folders)
