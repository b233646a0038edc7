"""The server's loop answers what is at hand by itself, and nothing that could hold everybody up."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from weakref import ReferenceType, ref
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.db import connection

from guidance.models import GuidancePage
from lesas_portal.core import at_hand
from lesas_portal.core.at_hand import AtHand, NotAtHandError, Round, VersionAtHand
from lesas_portal.core.content_version import Version
from lesas_portal.core.page_answer import SHORT
from lesas_portal.core.page_cache import PageCache
from lesas_portal.core.server_at_hand import AtHandWorker
from tests.kept_django import page_cache
from tests.portal.version_switch import Switch
from tests.server_loop import GET, POST, Loop
from tests.wsgi_client import Reply, WsgiClient

LAST = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
OTHER = GET.replace(b"/ HTTP", b"/other HTTP")


class Answers:
    """At ``/`` it has an answer at hand; all others are for threads, and wait until they may go on."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.asked: list[tuple[str, bool]] = []
        self.rounds: list[Round] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        in_loop = at_hand.ROUND in environ
        self.rounds += [environ[at_hand.ROUND]] if in_loop else []
        if in_loop and environ["PATH_INFO"] != "/":
            raise NotAtHandError
        self.asked.append((environ["PATH_INFO"], in_loop))
        if not in_loop:
            self.may_go_on.wait(10)
        body = b"at hand" if in_loop else b"from a thread"
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def loop(answers) -> Iterator[Loop]:
    """One with a single thread."""
    answers.answers_at_hand = True
    loop = Loop(worker=AtHandWorker, serves=answers)
    yield loop
    answers.may_go_on.set()
    loop.close()


def test_pages_at_hand_are_answered_while_every_thread_is_busy(loop, answers):
    answers.may_go_on.clear()
    waiting = loop.call(OTHER)
    loop.go_round(2)
    loop.call(GET)
    loop.go_round(2)
    assert loop.clients[-1].recv(1000).endswith(b"at hand")
    answers.may_go_on.set()
    loop.go_round(2)
    assert waiting.recv(1000).endswith(b"from a thread")


@pytest.mark.parametrize("request_", [OTHER, OTHER.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")])
def test_what_is_not_at_hand_is_answered_once_by_a_thread(loop, answers, request_):
    client = loop.call(request_)
    loop.go_round(3)
    assert client.recv(1000).endswith(b"from a thread")
    assert answers.asked == [("/other", False)]
    assert loop.worker.nr == 1


def test_those_who_ask_at_one_moment_share_a_round_and_who_comes_later_has_another(loop, answers):
    both = [loop.call(), loop.call()]
    loop.go_round(2)
    for client in both:
        client.sendall(GET)
    loop.go_round()
    loop.call(GET)
    loop.go_round(2)
    first, second, third = answers.rounds
    assert first is second
    assert third is not first


def test_those_who_connect_at_one_moment_share_a_round_as_many_as_there_are_threads(loop, answers):
    """While the database is slow, a round takes as long as its read: one each, all would stand in line."""
    loop.worker.cfg.set("threads", 2)
    for _ in range(3):
        loop.call(GET)
    loop.go_round(2)
    first, second, third = answers.rounds
    assert first is second
    assert third is not first


def test_a_connection_goes_on_after_an_answer_of_either_kind(loop):
    client = loop.call(GET)
    for request, body in [(OTHER, b"from a thread"), (GET, b"at hand"), (LAST, b"at hand")]:
        loop.go_round(3)
        client.recv(1000)
        client.sendall(request)
        loop.go_round(3)
        answer = client.recv(1000, socket.MSG_PEEK)
        assert answer.endswith(body)
    loop.go_round(3)
    client.recv(1000)
    assert client.recv(1000) == b""
    assert not loop.worker.nr_conns


def test_what_is_sent_with_a_body_or_behind_another_request_goes_to_threads(loop, answers):
    loop.call(POST + b"Content-Length: 2\r\n\r\nab")
    loop.call(GET + GET)
    loop.go_round(4)
    assert [in_loop for _, in_loop in answers.asked].count(False) == 2


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_what_a_reader_sends_as_a_body_is_never_read_as_a_request(loop, answers, method):
    """A proxy would hand the answer to it to the next visitor whose request comes this way."""
    body = OTHER.replace(b"/other", b"/hidden")
    head = OTHER.replace(b"GET", method)[:-2] + b"Content-Length: %d\r\n\r\n" % len(body)
    client = loop.call(head + body)
    loop.go_round(4)
    assert answers.asked == [("/other", False)]
    client.sendall(GET)
    loop.go_round(4)
    assert answers.asked[1:] == [("/", True)]


def test_a_client_that_takes_no_answers_is_a_threads_to_wait_for(loop, answers, monkeypatch):
    loop.call(GET)
    monkeypatch.setattr("lesas_portal.core.server_at_hand.ioctl", lambda *_: b"\x01\0\0\0")
    loop.go_round(2)
    assert answers.asked == [("/", False)]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the loop sets its limits on Linux")
def test_a_page_leaves_whole_on_a_machine_that_holds_little_back_for_each_connection(answers):
    """As with net.ipv4.tcp_notsent_lowat=16384: the loop would break off what no client has taken yet."""
    page = b"a" * (SHORT - 1)

    def long(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(len(page)))])
        return [page]

    long.answers_at_hand = True
    loop = Loop(worker=AtHandWorker, serves=long)
    loop.worker.sockets[0].setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, 16_384)
    client = socket.socket()
    loop.clients.append(client)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    client.settimeout(5)
    client.connect(loop.address)
    client.sendall(LAST)
    loop.go_round(2)
    assert b"".join(iter(lambda: client.recv(1000), b"")).endswith(b"\r\n\r\n" + page)
    loop.close()


def test_a_thread_that_begins_at_once_waits_for_its_client(loop, monkeypatch):
    """With the loop's haste it would break a long answer off."""
    submit, hurried = loop.worker.tpool.submit, []

    def noted(handle, conn):
        hurried.append(conn.in_loop)
        return submit(handle, conn)

    monkeypatch.setattr(loop.worker.tpool, "submit", noted)
    loop.call(OTHER)
    loop.go_round(2)
    assert hurried == [False]


def test_an_application_that_knows_nothing_of_it_is_never_asked_in_the_loop(answers):
    loop = Loop(worker=AtHandWorker, serves=answers)
    client = loop.call(GET)
    loop.go_round(3)
    assert client.recv(1000).endswith(b"from a thread")
    loop.close()


# What is at hand.


@pytest.fixture
def database() -> Switch:
    return Switch()


@pytest.fixture
def kept(content, database) -> PageCache:
    return page_cache(read_version=database.read)


class Reader:
    """Reads the version as the page cache does, and counts."""

    def __init__(self, database: Switch) -> None:
        self.read_version, self.reads = database.read, 0

    def read(self) -> str | None:
        self.reads += 1
        return self.read_version()


@pytest.fixture
def reader(database) -> Reader:
    return Reader(database)


@pytest.fixture
def ask(kept, reader) -> WsgiClient:
    return WsgiClient(AtHand(kept, reader))


@pytest.fixture
def in_round(kept, reader):
    """Asks as the loop does, in a round of its own or in the one that is given."""
    application = AtHand(kept, reader)

    def ask(path: str, round_: Round | None = None, **headers: str) -> Reply:
        def answer(environ, start_response):
            environ[at_hand.ROUND] = round_ or Round()
            return application(environ, start_response)

        return WsgiClient(answer)(path, **headers)

    return ask


@pytest.mark.django_db
def test_only_what_is_in_memory_as_it_will_be_sent_is_at_hand(ask, in_round):
    with pytest.raises(NotAtHandError):
        in_round("/about/")
    ask("/about/")
    assert in_round("/about/").outcome == "hit"
    with pytest.raises(NotAtHandError):
        in_round("/about/", accept_encoding="br")  # it is yet to be compressed
    ask("/about/", accept_encoding="br")
    assert in_round("/about/", accept_encoding="br").outcome == "hit"


@pytest.mark.django_db
def test_a_long_page_is_not_at_hand(ask, in_round):
    assert len(ask("/resources.json").body) > SHORT
    with pytest.raises(NotAtHandError):
        in_round("/resources.json")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/search/?q=word", "/enquiries/new/", "/no-such-page/", "/admin/"])
def test_what_is_never_kept_is_never_at_hand(ask, in_round, path):
    ask(path)
    with pytest.raises(NotAtHandError):
        in_round(path)


@pytest.mark.django_db
def test_one_read_tells_of_all_requests_of_a_round_and_the_next_round_sees_an_edit(ask, in_round, reader):
    page = GuidancePage.objects.published().first()
    address = page.get_absolute_url()
    ask(address)
    first = Round()
    for _ in range(3):
        assert in_round(address, first).outcome == "hit"
    assert reader.reads == 1
    GuidancePage.objects.filter(pk=page.pk).update(title="Another title altogether")
    with pytest.raises(NotAtHandError):
        in_round(address)
    assert "Another title altogether" in ask(address).text


class Away(VersionAtHand):
    """It reads nothing."""

    def read(self) -> Version:
        raise NotAtHandError


class Environ(dict):
    """A request, of which can be seen when it is gone."""


def test_a_round_without_a_version_holds_on_to_nothing_of_who_asked():
    """Their addresses may have typed words in them, for as long as the database is away."""
    round_, reader = Round(), Away()

    def asked() -> ReferenceType:
        environ = Environ()
        with suppress(NotAtHandError):
            round_.version(reader)
        return ref(environ)

    gc.disable()
    try:
        assert [asked()(), asked()()] == [None, None]
    finally:
        gc.enable()


# The version, for who must not wait.


@pytest.fixture
def version() -> Iterator[VersionAtHand]:
    reader = VersionAtHand()
    yield reader
    reader.close()


@pytest.fixture
def opens(version, monkeypatch):
    """Waits until another thread has opened the connection; returns the threads that did."""
    threads = []
    connect = at_hand.connect

    def noted(*args, **options):
        threads.append(threading.get_ident())
        return connect(*args, **options)

    monkeypatch.setattr(at_hand, "connect", noted)

    def opened() -> list[int]:
        with pytest.raises(NotAtHandError):
            version.read()
        version.opening.join(10)
        return threads

    return opened


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_opened_by_another_thread(version, opens):
    assert threading.get_ident() not in opens()
    before = version.read()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert version.read() == before


@pytest.mark.django_db(transaction=True)
def test_after_an_error_nobody_tries_for_a_while(version, opens, monkeypatch):
    opens()
    monkeypatch.setattr(at_hand, "TRY_AGAIN_SECONDS", 60)
    version.connection.close()
    for _ in range(3):
        with pytest.raises(NotAtHandError):
            version.read()
    assert len(opens()) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_not_waited_for(version, opens):
    opens()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE core_contentmark IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        with pytest.raises(NotAtHandError):
            version.read()
        assert time.monotonic() - began < 1
        cursor.execute("ROLLBACK")
