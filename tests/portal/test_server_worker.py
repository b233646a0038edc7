"""The worker's loop, event by event: whatever clients do at one moment, it goes on and loses nobody else."""

import gc
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from lesas_portal.core import server_worker, slow_close
from tests.server_loop import A_MOMENT, GET, POST, Loop


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def full() -> Iterator[Loop]:
    """It has room for two."""
    loop = Loop(connections=2)
    yield loop
    loop.close()


def test_who_is_dropped_to_make_room_may_send_at_the_same_moment(full):
    first = full.call()
    full.go_round()
    full.call()
    time.sleep(A_MOMENT)
    first.sendall(b"G")
    full.go_round()
    assert full.worker.nr_conns == 1


def test_who_has_nothing_to_ask_may_ask_as_room_is_made(full):
    first = full.call(GET)
    full.go_round(3)
    assert full.worker.keepalived_conns
    full.call()
    time.sleep(A_MOMENT)
    first.sendall(GET)
    full.go_round()
    assert full.worker.nr_conns == 1


def test_a_client_may_close_as_others_are_closed_to_make_room(loop, monkeypatch):
    monkeypatch.setattr(slow_close, "CLOSING_AT_MOST", 1)
    hang_up = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    first = loop.call(hang_up)
    loop.go_round(3)
    second = loop.call(hang_up)
    loop.go_round(1)
    time.sleep(A_MOMENT)
    first.close()
    loop.go_round(3)
    assert second.recv(100).startswith(b"HTTP/1.1 200 ")
    assert len(loop.worker.slow_close.waiting) == 1


def test_the_head_of_a_body_that_comes_in_bits_is_read_once(loop, monkeypatch):
    looked = []
    look = server_worker.has_arrived
    monkeypatch.setattr(
        server_worker, "has_arrived", lambda *data, **limit: looked.append(1) or look(*data, **limit)
    )
    client = loop.call(POST + b"Content-Length: 50\r\n\r\n")
    loop.go_round()
    for _ in range(50):
        client.sendall(b"a")
        loop.worker.wait_for_and_dispatch_events(1)
    loop.go_round(2)
    assert client.recv(1000).endswith(b"\r\n\r\n" + b"a" * 50)
    assert len(looked) < 5


def test_who_asks_first_is_told_once_to_go_on(loop):
    client = loop.call(POST + b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\n")
    loop.go_round()
    assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(b"word")
    loop.go_round(2)
    assert client.recv(1000).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "head",
    [
        POST + b"Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n",
        POST.replace(b"1.1", b"1.0") + b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\nword",
        POST.replace(b"1.1", b"1.0") + b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\n",
    ],
    ids=["too long", "HTTP/1.0", "HTTP/1.0, the body to come"],
)
def test_nobody_is_told_to_go_on_in_vain(loop, head):
    loop.worker.wsgi = refuse
    client = loop.call(head)
    loop.go_round(2)
    client.setblocking(False)
    try:
        answer = client.recv(1000)
    except BlockingIOError:
        answer = b""
    assert b" 100 " not in answer


def refuse(environ, start_response):
    start_response("413 Content Too Large", [("Content-Length", "0")])
    return []


def test_an_answer_after_which_nothing_is_read_says_so(loop):
    loop.worker.wsgi = refuse
    client = loop.call(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    loop.go_round(2)
    assert b"\r\nConnection: close\r\n" in client.recv(1000)


def test_what_is_typed_into_an_address_is_not_remembered_with_it(loop):
    client = loop.call(GET.replace(b"/ HTTP", b"/search/?q=zylphanie HTTP"))
    loop.go_round(2)
    assert client.recv(100).startswith(b"HTTP/1.1 200 ")
    assert "zylphanie" not in repr([one for one in gc.get_referents(urlsplit) if isinstance(one, dict)])


def test_a_worker_that_stops_waits_for_what_is_on_its_way_and_not_for_who_says_nothing(loop):
    silent = loop.call()
    loop.go_round()
    sending = loop.call(POST + b"Content-Length: 4\r\n\r\nwo")
    loop.go_round()
    loop.worker.alive = False
    loop.worker._cap_keepalive(time.monotonic())
    loop.worker.murder_pending()
    assert silent.recv(10) == b""
    sending.sendall(b"rd")
    loop.go_round(2)
    assert sending.recv(1000).endswith(b"word")


def test_a_system_without_linuxs_limit_to_unanswered_data_is_served_too(monkeypatch, loop):
    monkeypatch.delattr(socket, "TCP_USER_TIMEOUT")
    client = loop.call(GET)
    loop.go_round(2)
    assert client.recv(100).startswith(b"HTTP/1.1 200 ")
