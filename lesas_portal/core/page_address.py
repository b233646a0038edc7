"""Which requests the page cache may answer, and under which key: an anonymous reader's normalised address.

Nothing here keeps anything: what is typed into an address is looked at and dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

VALUE = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}\Z")
"""What a parameter of a kept page may be: never a sentence, nor two words."""
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,3}\Z")
PARAMETERS_AT_MOST = 40
IDENTIFY = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_TRANSFER_ENCODING")


class Key(NamedTuple):
    """Where a page is kept: by all that it may differ by."""

    scheme: str
    host: str
    path: str
    query: str


@dataclass(frozen=True)
class Kept:
    """A page that is kept. Its view reads one value of each of ``parameters``, all of each of ``facets``, in
    any order; others change nothing in it.

    With one of ``typed`` in its address the page is never kept, nor looked for. An empty one is none where
    ``empty_is_none``. ``stands_alone``: its view answers without the database too, and then by the clock.
    """

    parameters: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    empty_is_none: bool = False
    stands_alone: bool = False


Pages = Mapping[str, Kept]
"""The pages that are kept, by the names of their addresses."""


def is_anonymous_read(environ: WSGIEnvironment) -> bool:
    """Whether nothing in the request could make its answer differ from any other reader's."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("SCRIPT_NAME"):
        return False
    if environ.get("CONTENT_LENGTH") not in {None, "", "0"} or not environ.get("HTTP_HOST"):
        return False
    cookies = environ.get("HTTP_COOKIE")
    if cookies and (settings.SESSION_COOKIE_NAME in cookies or settings.CSRF_COOKIE_NAME in cookies):
        return False
    return not any(name in environ for name in IDENTIFY)


def scheme_of(environ: WSGIEnvironment) -> str:
    """Return "https" or "http" as Django tells it: by the proxy's header where proxies are trusted."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if (said := environ.get(name)) is not None:
            return "https" if said.split(",", 1)[0].strip() == secure else "http"
    scheme: str = environ["wsgi.url_scheme"]
    return scheme


def page_at(environ: WSGIEnvironment, pages: Pages) -> Kept | None:
    """Return what is known of the page at this address; None for one that is not kept."""
    try:
        return pages.get(resolve(get_path_info(environ)).view_name)
    except (Resolver404, UnicodeError):
        return None


def normal_query(query: str, page: Kept) -> str | None:
    """Return the parameters that ``page`` reads, in one order; None where it is not kept with them.
    What is neither a short word of an address nor a number is not kept, so that nothing typed is."""
    if not query:
        return ""
    try:
        given: list[tuple[str, str]] = parse_qsl(
            query, keep_blank_values=True, max_num_fields=PARAMETERS_AT_MOST, errors="strict"
        )
    except ValueError:
        return None
    if page.empty_is_none:
        given = [(name, value) for name, value in given if value]
    if any(name in page.typed for name, _ in given):
        return None
    order = {name: place for place, name in enumerate((*page.facets, *page.parameters))}
    read = [(name, value) for name, value in given if name in order]
    names = [name for name, _ in read]
    if any(names.count(name) > 1 for name in page.parameters):
        return None
    if not all((PAGE_NUMBER if name == "page" else VALUE).match(value) for name, value in read):
        return None
    ranked = sorted({(order[name], name, value) for name, value in read})
    return urlencode([(name, value) for _, name, value in ranked])


def for_anybody(environ: WSGIEnvironment, key: Key) -> WSGIEnvironment:
    """Return the request as anybody may have sent it who asks for the page of ``key``: of headers only those
    that the key is made of."""
    told, own = {"HTTP_HOST", *(settings.SECURE_PROXY_SSL_HEADER or ())[:1]}, ("HTTP_", "RAW_URI")
    asked = {name: value for name, value in environ.items() if name in told or not name.startswith(own)}
    return asked | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}
