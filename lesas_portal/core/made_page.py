"""What Django answered, whole: whether it may be kept, and in which parts."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from lesas_portal.core.content_version import Version
from lesas_portal.core.page_store import Entry, Headers


class MadePage:
    """What the application answered, whole."""

    def __init__(self, application: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status, self.headers = "", []  # type: str, Headers
        answered = application(environ, self._start)
        try:
            self.body = b"".join(answered)
        finally:
            if hasattr(answered, "close"):
                answered.close()
        self._names = {name.lower(): value for name, value in self.headers}

    def _start(self, status: str, headers: Headers, _: object = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, list(headers)
        return self._write

    @staticmethod
    def _write(_: bytes) -> None:
        raise NotImplementedError("Django never calls what start_response returns.")

    @property
    def is_broken(self) -> bool:
        """Whether it is an error of ours."""
        return self.status.startswith("5")

    @property
    def may_be_kept(self) -> bool:
        """Whether every anonymous reader would be given the same."""
        varies = {word.strip().lower() for word in self._names.get("vary", "").split(",")}
        rules = self._names.get("cache-control", "").lower()
        return (
            self.status.startswith("200 ")
            and "set-cookie" not in self._names
            and varies <= {"", "accept-encoding"}
            and not any(rule in rules for rule in ("no-store", "private"))
            and "content-encoding" not in self._names
        )

    def entry(self, version: Version, now: float, good_until: float) -> Entry:
        """Return it as it is kept: without what differs by coding."""
        headers = [pair for pair in self.headers if pair[0].lower() not in {"content-length", "etag"}]
        return Entry(version=version, stored_at=now, good_until=good_until, headers=headers, body=self.body)

    def send(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer just so."""
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]
