"""What leaves the server is what gunicorn would send, in fewer pieces."""

import socket
from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName
from gunicorn.util import http_date

from lesas_portal.core.page_store import KeptHeaders
from lesas_portal.core.server_response import WholeResponse

GUNICORNS = WholeResponse.__base__
PAGE = b"<p>Ring the Front Door</p>"
LENGTH, KIND = ("Content-Length", str(len(PAGE))), ("Content-Type", "text/html; charset=utf-8")
POLICY = ("Content-Security-Policy", "default-src 'none'")


class Pieces(list):
    """A socket that keeps what is sent, piece by piece."""

    def sendall(self, piece: bytes) -> None:
        self.append(piece)


def sent(kind: type, method: str, status: str, headers: list, parts: Iterable[bytes]) -> list[bytes]:
    pieces = Pieces()
    request = SimpleNamespace(method=method, version=(1, 1), should_close=lambda: False)
    response = kind(request, pieces, Config())
    response.start_response(status, headers)
    for part in parts:
        response.write(part)
    response.close()
    return pieces


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """Two answers that are compared are of the same second."""
    moment = http_date()
    monkeypatch.setattr("gunicorn.util.http_date", lambda *_: moment)


@pytest.mark.parametrize(
    ("method", "status", "headers", "parts"),
    [
        ("GET", "200 OK", [LENGTH, KIND, POLICY], [PAGE]),
        ("GET", "200 OK", [LENGTH, KIND], [PAGE[:5], PAGE[5:]]),
        ("GET", "200 OK", [LENGTH, KIND], [PAGE, b"more than was said"]),
        ("GET", "200 OK", [LENGTH, KIND], []),
        ("GET", "200 OK", [KIND], [PAGE, b"", PAGE]),
        ("GET", "200 OK", [("Content-Length", "0")], [b""]),
        ("HEAD", "200 OK", [LENGTH, KIND], []),
        ("GET", "304 Not Modified", [POLICY, ("ETag", '"a"')], []),
        ("DELETE", "204 No Content", [POLICY], []),
        ("GET", "404 Not Found", [LENGTH, ("X-Spaces", "  kept inside  ")], [PAGE]),
    ],
)
@pytest.mark.parametrize("kept", [list, KeptHeaders])
def test_an_answer_has_the_bytes_that_gunicorn_sends(method, status, headers, parts, kept):
    expected = b"".join(sent(GUNICORNS, method, status, headers, parts))
    again = kept(headers)
    assert b"".join(sent(WholeResponse, method, status, again, parts)) == expected
    assert b"".join(sent(WholeResponse, method, status, again, parts)) == expected


def test_head_and_body_leave_in_one_piece():
    assert len(sent(GUNICORNS, "GET", "200 OK", [LENGTH, KIND], [PAGE])) == 2
    assert len(sent(WholeResponse, "GET", "200 OK", [LENGTH, KIND], [PAGE])) == 1


@pytest.mark.parametrize("kept", [list, KeptHeaders])
@pytest.mark.parametrize(
    ("header", "error"),
    [
        (("X-Split", "one\r\nSet-Cookie: two"), InvalidResponseHeader),
        (("X Space", "one"), InvalidResponseHeaderName),
        (("X-Number", 3), TypeError),
    ],
)
def test_a_header_that_would_break_the_head_is_refused_each_time(kept, header, error):
    headers = kept([LENGTH, header])
    for _ in range(2):
        with pytest.raises(error):
            sent(WholeResponse, "GET", "200 OK", headers, [PAGE])


def test_a_break_in_the_middle_counts_as_begun():
    """gunicorn sends a page of its own where nothing was sent yet: after half an answer that is garbage."""
    here, there = socket.socketpair()
    there.close()
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)
    with here:
        response = WholeResponse(request, here, Config())
        response.start_response("200 OK", [LENGTH])
        with pytest.raises(OSError, match="pipe"):
            response.write(PAGE)
    assert response.headers_sent
