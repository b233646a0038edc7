"""The portal as gunicorn serves it: what a client sends is neither believed, nor awaited, nor quoted."""

import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib

import pytest
from django.conf import settings

from tests.server import ROOT, serve

FORM = "/enquiries/check/"


def post(path: str, *headers: str) -> str:
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""])


def front_door_number() -> str:
    rows = tomllib.loads((settings.FIXTURES_DIR / "helplines.toml").read_text(encoding="utf-8"))
    return rows["front-door"]["phone"]


def without_time(feed: str) -> str:
    """An empty feed is dated now."""
    return re.sub("<updated>.*?</updated>", "", feed)


def test_a_client_cannot_say_where_the_site_begins(server):
    assert server.get("/x/admin/login/", "SCRIPT_NAME: /x").status == 404
    plain, prefixed = server.get("/updates/feed/"), server.get("/updates/feed/", "SCRIPT_NAME: /x")
    assert (plain.status, prefixed.status) == (200, 200)
    assert without_time(prefixed.text) == without_time(plain.text)


@pytest.mark.parametrize("path", [FORM, "/enquiries/new/", "/policies/social-media/tailor/", "/admin/login/"])
def test_a_body_over_the_limit_is_refused_before_it_is_sent(server, path):
    started = time.monotonic()
    answer = server.send(post(path, "Content-Length: 2500000"), timeout=5)
    assert time.monotonic() - started < 5
    assert answer.status == 413
    assert front_door_number() in answer.text
    assert "tel:999" in answer.text


def test_a_body_without_a_length_is_refused_and_not_lost(server):
    answer = server.send(
        post(FORM, "Transfer-Encoding: chunked", "Connection: close") + "7\r\ntopic=a\r\n0\r\n\r\n"
    )
    assert answer.status == 411
    assert front_door_number() in answer.text


@pytest.mark.parametrize(
    "raw",
    [
        "GET /search/?q=tommy was hit HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /search/?q=tommyÿ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("latin-1"),
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\ntommy was hit: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: tommy.example.org\r\nConnection: close\r\n\r\n",
        post(FORM, "Content-Length: 3") + "topic=policy&message=tommy was hit\r\n\r\n",
        post(FORM, "Transfer-Encoding: chunked") + "tommy was hit\r\n\r\n",
    ],
    ids=["spaces", "not ASCII", "header name", "host", "short length", "chunk size"],
)
def test_a_request_that_cannot_be_read_is_not_quoted_in_the_log(server, raw):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(raw if isinstance(raw, bytes) else raw.encode())
        connection.shutdown(socket.SHUT_WR)
        statuses = b""
        while chunk := connection.recv(65536):
            statuses += chunk
    assert b"HTTP/1.1 4" in statuses
    server.get("/health/")  # what belongs to the log is in it by now
    assert not {word for word in ("tommy", "was hit") if word in server.log}


def test_the_log_says_of_what_kind_a_refused_request_was(server):
    server.send("GET /search/?q=anna HTTP/9.9.9\r\nHost: 127.0.0.1\r\n\r\n")
    assert "InvalidHTTPVersion" in server.log
    assert "anna" not in server.log


def test_pages_stand_when_no_static_files_were_collected(server):
    for path in ("/front-door/", "/search/?q=filtering", "/nothing/here/"):
        answer = server.get(path)
        assert answer.status in {200, 404}, path
        assert "tel:999" in answer.text
    assert "filtering" not in server.log


# Slow, because it starts a server of its own, with a broken installation.
@pytest.mark.slow
def test_who_to_ring_is_shown_when_not_even_an_error_page_can_be_made(tables, tmp_path):
    shutil.copy(tables, tmp_path / "served.sqlite3")
    with serve(tmp_path, WITHOUT_TEMPLATES="1") as broken:
        for path in ("/front-door/", "/search/?q=tommy+was+hit"):
            answer = broken.get(path)
            assert answer.status == 500
            assert 'href="tel:999"' in answer.text
            assert front_door_number() in answer.text
        assert "TemplateDoesNotExist" in broken.log
        assert "tommy" not in broken.log


def test_nothing_is_open_when_the_loaded_portal_is_shared_among_workers(tmp_path):
    # gunicorn.conf.py has preload_app: what is open then, all workers would use at once.
    report = (
        "import os, threading; seen = set(os.listdir('/dev/fd')); from lesas_portal import wsgi; "
        "from django.db import connections; "
        "print(connections['default'].connection, threading.active_count(), "
        "set(os.listdir('/dev/fd')) - seen)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert loaded.stdout == "None 1 set()\n"
