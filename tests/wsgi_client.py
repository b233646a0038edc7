"""Asks a WSGI application as a server does, without one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@dataclass(frozen=True)
class Reply:
    """What came back. ``outcome``: what the page cache says it did."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    outcome: str

    def __getitem__(self, name: str) -> str:
        """The header ``name``; empty without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        return self.body.decode()


class WsgiClient:
    """Asks ``application``; headers are given as keyword arguments: ``accept_encoding="br"``."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(
        self, address: str, *, method: str = "GET", secure: bool = False, body: str = "", **headers: str
    ) -> Reply:
        path, _, query = address.partition("?")
        environ: dict = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
        environ["RAW_URI"] = address  # gunicorn's own
        if body:
            environ |= {"wsgi.input": BytesIO(body.encode()), "CONTENT_LENGTH": str(len(body.encode()))}
            environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        setup_testing_defaults(environ)
        environ |= {"HTTP_HOST": "testserver", "wsgi.url_scheme": "https" if secure else "http"}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said: list = []

        def start_response(status: str, headers: list, exc_info: object = None) -> Callable:
            said[:] = [status, list(headers)]
            return lambda _: None

        with _connections_stay_open():
            answered = self._application(environ, start_response)
            sent = b"".join(answered)
            if hasattr(answered, "close"):
                answered.close()
        return Reply(int(said[0].split()[0]), said[1], sent, environ.get("lesas.page_cache", ""))


@contextmanager
def _connections_stay_open() -> Iterator[None]:
    """Django closes a connection that is in a transaction when a request ends: here it is the test's."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
