"""Whoever sends slowly, or takes slowly what was sent, keeps nobody else from the site, proxy or not."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from guidance.services import proxy_pages
from lesas_portal.core import slow_close
from lesas_portal.core.arrival import HEAD_AT_MOST, Arrival, has_arrived
from lesas_portal.core.server_worker import ARRIVAL_SECONDS, HELD_AT_MOST
from tests.server import Server, serve, workers_of

GET = b"GET /front-door/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
POST = b"POST /enquiries/check/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
# Several times the threads of one worker, and patience for a machine that has much else to do.
MANY, SECONDS = 20, 60
WORKER_CONNECTIONS = 400  # as gunicorn.conf.py has it
SHAPES = {
    "half a head": GET[:30],
    "half a body": POST + b"Content-Length: 100\r\n\r\ntopic=",
    "nothing": b"",
    "pieces": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nto",
    "a second request, half sent": GET + GET[:30],
    "a refused request, not closed": b"GET / HTTP/9\r\n\r\n",
}


@contextmanager
def held(server: Server, raw: bytes, number: int = MANY) -> Iterator[list[socket.socket]]:
    """Connections that sent ``raw`` and then stay as they are."""
    with ExitStack() as stack:
        opened = []
        for _ in range(number):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS)
            opened.append(stack.enter_context(connection))
            connection.sendall(raw)
        yield opened


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("shape", SHAPES)
def test_half_sent_requests_hold_up_nobody(server, shape):
    with held(server, SHAPES[shape]):
        for _ in range(3):
            answer = server.send(GET, timeout=SECONDS)
            assert (answer.status, "tel:999" in answer.text) == (200, True)


def test_more_connections_than_a_worker_holds_end_none(server):
    """One that comes on top ends the oldest, which sends more at that very moment."""
    (worker,) = workers_of(server)
    with held(server, GET[:30], WORKER_CONNECTIONS) as opened:
        assert opened[0].recv(1) == b"", "there was room for one less"
        os.kill(worker, signal.SIGSTOP)
        with held(server, GET[:30], 10):
            for connection in opened[1:20]:
                connection.sendall(b"a")
            os.kill(worker, signal.SIGCONT)
            assert server.send(GET, timeout=SECONDS).status == 200
    assert workers_of(server) == [worker]


def test_clients_that_do_not_take_their_answer_hold_up_nobody(server):
    largest = GET.replace(b"/front-door/", b"/static/admin/js/vendor/jquery/jquery.js")
    with ExitStack() as stack:
        for _ in range(MANY):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(largest)
        assert server.send(GET, timeout=SECONDS).status == 200


def test_a_request_may_come_byte_by_byte_and_several_in_one(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in GET * 2 + GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"):
            connection.sendall(bytes([byte]))
        assert read_all(connection).count(b"HTTP/1.1 200 OK") == 3


def test_what_follows_a_body_that_was_not_read_is_no_request(server):
    raw = POST + b"Transfer-Encoding: chunked\r\n\r\n" + GET
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(raw)
        assert read_all(connection).count(b"HTTP/1.1 ") == 1


def test_a_client_that_asks_first_is_told_to_go_on(server):
    head = POST + b"Content-Length: 12\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(head)
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"topic=nobody")
        assert b"HTTP/1.1 302 " in read_all(connection)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /" + b"a" * 8_000, 414),
        (GET[:-2] + b"".join(b"X-%d: %b\r\n" % (number, b"a" * 4_000) for number in range(20)), 431),
        (GET[:-2] + b"X-Long: " + b"a" * 8_200 + b"\r\n\r\n", 431),
        (GET[:-2] + b"".join(b"X-%d: a\r\n" % number for number in range(200)) + b"\r\n", 431),
        (b"\x16\x03\x01" + b"\r\n\r\n" * 10, 400),
    ],
    ids=["line without end", "head without end", "long header", "200 headers", "TLS"],
)
def test_a_head_that_is_too_long_is_refused_without_its_end(server, raw, status):
    assert server.send(raw, timeout=SECONDS).status == status


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /search/?q=" + b"zylphanie+" * 500 + GET[5:], 414),
        (GET[:-2] + b"X-Long: " + b"a" * 8_200 + b"\r\n\r\n", 431),
        (GET[:-2] + b"X-Long: " + b"a" * 80_000, 431),
    ],
    ids=["5,000 letters searched for", "long header", "a head that does not end"],
)
def test_what_is_refused_unread_is_told_whom_to_ring(server, raw, status):
    folder = server.log_path.parent / "var" / proxy_pages.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for page in (414, 431):
        (folder / f"{page}.html").write_text(f"The page {page}: ring 999", encoding="utf-8")
    answer = server.send(raw, timeout=SECONDS)
    assert answer.status == status
    assert answer.text == f"The page {status}: ring 999"
    assert "no-store" in answer.head
    assert "zylphanie" not in answer.text + server.log


# A proof, because it waits for as long as a request may take to arrive.
@pytest.mark.proof
def test_a_request_that_never_comes_whole_is_given_up(server):
    with held(server, GET[:30], 1) as [connection]:
        connection.settimeout(ARRIVAL_SECONDS + SECONDS)
        assert connection.recv(100) == b""


# Slow, because it starts a server of its own; the other one's memory has been used by other tests.
@pytest.mark.slow
def test_half_sent_bodies_take_little_memory(tmp_path):
    with serve(tmp_path) as own:
        own.get("/front-door/")
        before = memory(own)
        head = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1999999\r\n\r\n"
        with ExitStack() as stack:
            for _ in range(MANY):
                connection = stack.enter_context(
                    socket.create_connection(("127.0.0.1", own.port), timeout=SECONDS)
                )
                try:
                    connection.sendall(head + b"a" * 1_900_000)
                except OSError:
                    continue  # that one was closed to make room
            time.sleep(1)
            assert own.send(GET, timeout=SECONDS).status == 200
            assert memory(own) - before < 2 * HELD_AT_MOST


def memory(server: Server) -> int:
    """How many bytes the worker that listens on the port of ``server`` has in memory."""
    workers = [
        path for path in Path("/proc").glob("[0-9]*") if f":{server.port}".encode() in _environment(path)
    ]
    return max(int((path / "statm").read_text().split()[1]) * 4096 for path in workers)


def _environment(process: Path) -> bytes:
    try:
        raw = (process / "environ").read_bytes()
    except OSError:
        return b""
    return raw.replace(b"PORT=", b":")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", Arrival(is_over=True)),
        (b"Content-Length: 3\r\n", Arrival(is_over=False)),
        (b"Content-Length: 3\r\nExpect: 100-continue\r\n", Arrival(is_over=False, asks=True)),
        (b"content-length : 3\r\n", Arrival(is_over=False)),
        (b"Content-Length: 256000\r\n", Arrival(is_over=False)),
        (b"Content-Length: 256001\r\n", Arrival(is_over=True, is_cut=True)),
        (b"Content-Length: 3\r\nContent-Length: 0\r\n", Arrival(is_over=True, is_cut=True)),
        (b"Content-Length: +3\r\n", Arrival(is_over=True, is_cut=True)),
        (b"Content-Length: 3\r\nTransfer-Encoding: x\r\n", Arrival(is_over=True, is_cut=True)),
    ],
)
def test_a_body_is_waited_for_only_where_its_length_is_plain(head, expected):
    arrival = has_arrived(b"POST / HTTP/1.1\r\n" + head + b"\r\n", line=4094)
    assert arrival._replace(size=0) == expected


@pytest.mark.parametrize(
    ("address", "limit"),
    [
        ("/admin/", 2_000_000),
        ("/%61dmin/?a", 2_000_000),
        ("http://x/admin/", 2_000_000),
        ("/?/admin/", 256_000),
        ("//admin/", 256_000),
        ("http://[/", 0),
    ],
)
def test_a_body_is_waited_for_as_far_as_its_address_takes_it(address, limit):
    for length, is_cut in ((limit, False), (limit + 1, True)):
        raw = f"POST {address} HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode()
        assert has_arrived(raw, line=4094).is_cut == is_cut


# As nginx does with a body that is too long for it: the portal is told the length.
def test_a_body_that_is_too_long_for_its_address_is_refused_before_it_comes(server):
    answer = server.send(POST + b"Content-Length: 256001\r\n\r\n", timeout=SECONDS)
    assert answer.status == 413


def test_a_head_is_waited_for_up_to_its_limit():
    assert not has_arrived(GET[:-2] + b"a" * 40_000, line=4094).is_over
    assert has_arrived(GET[:-2] + b"a" * HEAD_AT_MOST, line=4094).is_endless
    assert slow_close.CLOSING_SECONDS < ARRIVAL_SECONDS
