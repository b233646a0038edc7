"""Pages that are made from a copy, because the database is away, say so and say how old the copy is.

Whatever falls back to a copy notes it with ``uses``. What is answered then has a header, and a page says it
in words where its main part begins. Nobody may keep such an answer as if it were the page.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from email.utils import formatdate

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lesas_portal.core.clock import time_words

HEADER = "X-Served-Stale"
"""Its value is the time of the copy, or ``SHIPPED``."""
SHIPPED = "shipped"
# Where the words go: the one place that every page has (templates/base.html).
MAIN = re.compile(rb'<main id="main"[^>]*>')
NOTICE = '<div class="wrap"><p class="callout" id="copy">{}</p></div>'

CopiedAt = float | None
"""When a copy was made or last compared (seconds since 1970); None for one that came with the program."""
_used: ContextVar[list[CopiedAt] | None] = ContextVar("copies_used", default=None)


def uses(copied_at: CopiedAt) -> None:
    """Say that the page that is being made shows a copy of this age."""
    used = _used.get()
    if used is not None:
        used.append(copied_at)


@contextmanager
def noted() -> Iterator[list[CopiedAt]]:
    """Give the list to which ``uses`` adds for as long as the block lasts."""
    used: list[CopiedAt] = []
    token = _used.set(used)
    try:
        yield used
    finally:
        _used.reset(token)


def oldest(copies: list[CopiedAt]) -> CopiedAt:
    """Return the age that a page has whose parts are as old as ``copies``, of which there is one at least."""
    return min(at or 0.0 for at in copies) or None


def header_value(copied_at: CopiedAt) -> str:
    """Return what the header says."""
    return SHIPPED if copied_at is None else formatdate(copied_at, usegmt=True)


def moment_words(copied_at: float) -> str:
    """Return "5.02pm on 3 September 2026", in London."""
    at = timezone.localtime(datetime.fromtimestamp(copied_at, tz=UTC))
    return f"{time_words(at)} on {at.day} {at:%B %Y}"


def sentence(copied_at: CopiedAt) -> str:
    """Return what readers are told."""
    if copied_at is None:
        return (
            "<strong>This page is a copy that came with this site.</strong> Our database does not answer "
            "now, so numbers may have changed."
        )
    return (
        f"<strong>This page is as it was at {moment_words(copied_at)}.</strong> Our database does not answer "
        "now, so later changes are not in it."
    )


def with_notice(page: bytes, copied_at: CopiedAt) -> bytes:
    """Return ``page`` with the words where its main part begins; as it is where it has none."""
    notice = NOTICE.format(sentence(copied_at)).encode()
    return MAIN.sub(lambda found: found[0] + notice, page, count=1)


class CopyNoticeMiddleware:
    """Puts header and words on whatever was made from a copy. Stands below what compresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with noted() as copies:
            response = self.get_response(request)
        if copies and not response.streaming:
            _mark(response, oldest(copies))
        return response


def _mark(response: HttpResponse, copied_at: CopiedAt) -> None:
    response[HEADER] = header_value(copied_at)
    # The page cache as well: when the database comes back in the middle of a page, that page is not it.
    response["Cache-Control"] = "no-store"
    if response.get("Content-Type", "").startswith("text/html"):
        response.content = with_notice(response.content, copied_at)
    if "Content-Length" in response:
        response["Content-Length"] = str(len(response.content))
