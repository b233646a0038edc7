"""Where one request ends and the next begins: the loop that counts and gunicorn that reads never disagree.

If they did, what one visitor sent as a body could be answered as the next request of somebody else.
"""

import socket

import pytest
from gunicorn import http
from gunicorn.config import Config
from hypothesis import example, given
from hypothesis import strategies as st

from lesas_portal.core.arrival import has_arrived
from lesas_portal.core.server_connection import NothingMore

GET = b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
NEXT = b"GET /next/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LAST = b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
POST = b"POST /enquiries/check/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SECONDS = 20

starts = st.sampled_from([b"", b"\r\n", b"\r\n\r\n", b"\n", b" "])
lines = st.sampled_from(
    [
        *(
            b"POST / HTTP/1.1",
            b"GET /admin/?a HTTP/1.0",
            b"POST http://x/admin/ HTTP/1.1",
            b"GET / HTTP/1.1 ",
        ),
        *(b"POST //[ HTTP/1.1", b"POST http://[/ HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT x:1 HTTP/1.1"),
        *(b"", b"POST", b"POST /\x00 HTTP/1.1", b"POST /\xe9 HTTP/1.1", b"PRI * HTTP/2.0"),
    ]
)
names = st.sampled_from(
    [
        *(b"Content-Length", b"content-length ", b" Content-Length", b"Content_Length", b"CONTENT-LENGTH"),
        *(b"Transfer-Encoding", b"Transfer-Encoding\t", b"Transfer_Encoding", b"Expect", b"Connection", b"X"),
        *(b"", b"Host", b"Content-Length\x00", b"\x0bContent-Length", b"Trailer"),
    ]
)
values = st.sampled_from(
    [
        *(
            b"0",
            b"3",
            b" 3 ",
            b"03",
            b"+3",
            b"-1",
            b"3,3",
            b"3 3",
            b"0x3",
            b"\xb3",
            b"3\x0b",
            b"999999999999",
        ),
        *(b"chunked", b"identity", b"gzip, chunked", b"chunked, chunked", b"xchunked", b"100-continue"),
        *(b"close", b"keep-alive", b"", b"3\rX: y", b"3\nX: y", b"9999999999999"),
    ]
)
ends = st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"\r\n ", b"\r\n\t"])
headers = st.lists(st.tuples(names, st.sampled_from([b":", b": ", b" : ", b""]), values, ends), max_size=4)
bodies = st.sampled_from(
    [b"", b"abc", b"3\r\nabc\r\n0\r\n\r\n", b"0\r\n\r\n", b'3;x="\r\n"\r\nabc\r\n0\r\n\r\n']
)


@given(starts, lines, headers, bodies)
@example(b"", b"POST / HTTP/1.1", [(b"Content-Length", b":", b"3", b"\r\n")], b"abc")
@example(b"\r\n", b"POST / HTTP/1.1", [(b"Content-Length", b":", b"3", b"\r\n")], b"abc")
def test_what_is_handed_over_as_whole_is_read_as_just_that(start, line, headers, body):
    head = b"".join(b"".join(one) for one in headers)
    raw = start + line + b"\r\n" + head + b"\r\n" + body + NEXT
    arrival = has_arrived(raw, line=4094)
    if not arrival.is_over or arrival.is_cut:
        return  # it is waited for, or nothing is read after it
    parser = http.get_parser(Config(), NothingMore(), ("127.0.0.1", 1))
    parser.unreader.unread(raw)
    try:
        request = next(parser)
    except ConnectionResetError:
        raise AssertionError("gunicorn waits for more") from None
    except Exception:
        return  # refused, after which the connection is closed
    request.body.read()
    assert parser.unreader.buf.getvalue() == raw[arrival.size :]


@pytest.mark.parametrize(
    ("raw", "statuses"),
    [
        (GET + LAST, [200, 200]),
        (GET + b"\r\n" + LAST, [200, 200]),
        (POST + b"Content-Length: 6\r\n\r\ntopic=" + LAST, [302, 200]),
        (POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + LAST, [400]),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + LAST, [411]),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + LAST, [501]),
        (POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + LAST, [400]),
        (POST + b"X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + LAST, [400]),
        (POST + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\ntopic=" + LAST, [400]),
        (POST + b"Content-Length: 6, 6\r\n\r\ntopic=" + LAST, [400]),
        (POST + b"Content-Length: +6\r\n\r\ntopic=" + LAST, [400]),
        (POST + b"Content-Length: 6\nX: y\r\n\r\ntopic=" + LAST, [400]),
        (POST + b"Content-Length: 900000\r\n\r\n" + LAST, [413]),
        (GET[:-2] + b"Host: elsewhere\r\n\r\n" + LAST, [400]),
        (b"GET /robots.txt HTTP/1.1\nHost: 127.0.0.1\r\n\r\n" + LAST, [400]),
        (GET.replace(b"/robots.txt", b"http://elsewhere/robots.txt") + LAST, [200, 200]),
        (GET.replace(b" /r", b" r") + LAST, [400]),
    ],
    ids=str,
)
def test_each_request_has_one_answer_and_what_is_doubtful_is_the_last(server, raw, statuses):
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(raw)
        answers = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]] == statuses
