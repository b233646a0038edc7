"""A kept page as an answer: in the coding that the browser likes, or that it has the page already."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from lesas_portal.core import content_coding
from lesas_portal.core.page_store import Entry

SHORT = 65_536
"""Bytes that a kernel takes at once, whatever buffer it gives a connection."""


def answer(entry: Entry, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the page, or that it is as the browser has it."""
    form = entry.form(content_coding.choose(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if _has(environ.get("HTTP_IF_NONE_MATCH"), form.tag):
        start_response("304 Not Modified", form.headers_unchanged)
        return []
    start_response("200 OK", form.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def is_ready(entry: Entry, environ: WSGIEnvironment) -> bool:
    """Whether the page is made in the coding that the browser likes, and short enough to be sent at once."""
    length = entry.length_if_made(content_coding.choose(environ.get("HTTP_ACCEPT_ENCODING", "")))
    return length is not None and length < SHORT


def _has(tags: str | None, tag: str) -> bool:
    """Whether a browser that sent ``tags`` has the page: compared weakly, for a proxy may weaken them."""
    if not tags:
        return False
    return tags.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in tags.split(","))
