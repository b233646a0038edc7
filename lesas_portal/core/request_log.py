"""One line of the log for each request: when, which page, how it went, how long it took, how much was sent.

Nothing of what a visitor sent is in it: a page has the name of its URL pattern, and a method that is none of
HTTP's is "other". The address, its query, the headers, the body and who asked are not noted.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from lesas_portal.core import metrics, request_note
from lesas_portal.core.request_note import RequestNote

logger = logging.getLogger(__name__)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
OTHER_METHOD = "other"
CACHE = "lesas.page_cache"
FROM_MEMORY = {"hit", "stale"}
OUTCOMES = {*FROM_MEMORY, "made", "passed"}
WITHOUT_BODY = {204, 304}


def logged(application: WSGIApplication) -> WSGIApplication:
    """Return ``application`` with a line in the log, and a count, for each request. It stands outermost."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = _Request(environ)
        token = request_note.current.set(request.note)
        try:
            body = application(environ, request.watching(start_response))
        finally:
            request_note.current.reset(token)
        if request.size is None:
            return _Counted(body, request)
        request.end()
        return body

    return answer


class _Request:
    """A request on its way, and what is known of its answer."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self._environ, self._started = environ, time.perf_counter()
        self.note = environ[request_note.KEY] = RequestNote()
        self.status = 0
        self.size: int | None = None

    def watching(self, start_response: StartResponse) -> StartResponse:
        """Return a ``start_response`` that notes the status and the length."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable:
            self.status = int(status[:3])
            self.size = 0 if self._has_no_body() else _length(headers)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return start

    def end(self) -> None:
        """Log and count it."""
        seconds = time.perf_counter() - self._started
        outcome = self._environ.get(CACHE, "passed")
        route = self.note.route or self._route(outcome)
        method = self._method()
        metrics.count_request(route, method, self.status, outcome, seconds)
        if logger.isEnabledFor(logging.INFO):
            said = {"method": method, "route": route, "status": self.status, "ms": round(seconds * 1000, 2)}
            said |= {"bytes": self.size, "cache": outcome, "id": self.note.number}
            logger.info("request", extra={"fields": said})

    def _has_no_body(self) -> bool:
        return self.status in WITHOUT_BODY or self._environ["REQUEST_METHOD"] == "HEAD"

    def _method(self) -> str:
        method = self._environ["REQUEST_METHOD"]
        return method if method in METHODS else OTHER_METHOD

    def _route(self, outcome: str) -> str:
        path = self._environ.get("PATH_INFO", "")
        find = request_note.route_of_kept if outcome in FROM_MEMORY else request_note.route_of_static
        return find(path)


class _Counted:
    """A body whose length nobody told: it is counted, and the request ends with it."""

    def __init__(self, body: Iterable[bytes], request: _Request) -> None:
        self._body, self._request = body, request
        request.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._body:
            self._request.size = (self._request.size or 0) + len(part)
            yield part

    def close(self) -> None:
        """End the request, as the server says that it is over, whether all was sent or not."""
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            self._request.end()


def _length(headers: list[tuple[str, str]]) -> int | None:
    for name, value in headers:
        if name.lower() == "content-length":
            return int(value)
    return None
