"""How an answer leaves gunicorn: head and body in one piece, and the headers of a kept page as they are.

gunicorn looks at each header of each answer, and sends the head by itself. Of a page from memory that is a
third of the cost: its headers were looked at when it was first sent, and are written once.
"""

from gunicorn.http import wsgi

from lesas_portal.core.page_store import Headers, KeptHeaders


class WholeResponse(wsgi.Response):
    """gunicorn's answer to one request."""

    _lines: str | None = None

    def process_headers(self, headers: Headers) -> None:
        """Look at ``headers``, once where they are kept. Raises what gunicorn does for one that is wrong."""
        if not isinstance(headers, KeptHeaders):
            super().process_headers(headers)
            return
        if headers.lines is None:
            super().process_headers(headers)
            headers.length = self.response_length
            headers.lines = _lines(self.headers)
        self.response_length: int | None = headers.length
        self._lines = headers.lines

    def write(self, arg: bytes) -> None:
        """Send ``arg``, and the head with it if it is all of the body."""
        if self.headers_sent or self._omits_body or self.response_length != len(arg):
            super().write(arg)
            return
        self.sent = len(arg)
        self._send_head(arg)

    def send_headers(self) -> None:
        """Send the head by itself, unless it was sent."""
        if not self.headers_sent:
            self._send_head()

    def _send_head(self, body: bytes = b"") -> None:
        # Said first: of an answer that breaks off half-way, none may be begun anew on the same connection.
        self.headers_sent = True
        lines = _lines(self.headers) if self._lines is None else self._lines
        head = "".join((*self.default_headers(), lines, "\r\n"))
        self.sock.sendall(head.encode("latin-1") + body)


def _lines(headers: Headers) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers)
