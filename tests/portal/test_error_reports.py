"""An error that is reported to a Sentry says the kind, the place, the page's name and the number, no more."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlencode

import brotli
import pytest
from django.conf import settings as project_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception

from enquiries import form_tokens
from lesas_portal.core import error_reports
from lesas_portal.core.request_log import logged
from lesas_portal.last_resort import guard
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.wsgi_client import WsgiClient

MARKER = "zqtommywashit"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


class Sentry(HTTPServer):
    """Takes envelopes on a port of loopback, as they come over the wire."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def dsn(self) -> str:
        return f"http://public@127.0.0.1:{self.server_port}/7"

    @property
    def text(self) -> str:
        return b"\n".join(self.taken).decode()

    def events(self) -> list[dict]:
        lines = [json.loads(line) for line in self.text.splitlines() if line]
        return [line for line in lines if "exception" in line]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # noqa: N802 -- the library's name
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(UNPACK[self.headers.get("Content-Encoding", "")](body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments) -> None:
        """Say nothing."""


@pytest.fixture
def sentry(settings):
    """Reports go to a server of our own."""
    import sentry_sdk

    server = Sentry()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SENTRY_DSN = server.dsn
    error_reports.start()
    yield server
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)
    got_request_exception.disconnect(dispatch_uid="error_reports")
    server.shutdown()
    server.server_close()
    thread.join()


def flush() -> None:
    import sentry_sdk

    sentry_sdk.flush(timeout=20)


@pytest.fixture
def ask(sentry):
    return WsgiClient(logged(guard(WSGIHandler())))


@pytest.mark.parametrize("address", [f"/search/?q={MARKER}", f"/helplines/?{MARKER}={MARKER}"])
def test_a_report_has_nothing_that_was_sent(ask, sentry, content, monkeypatch, address):
    def fail(*arguments, **named):
        typed = f"{MARKER} in a variable"
        raise ValueError(f"{typed} and in words")

    monkeypatch.setattr("django.template.backends.django.Template.render", fail)
    reply = ask(
        address, cookie=f"a={MARKER}", referer=f"https://example.org/?{MARKER}", x_forwarded_for=MARKER
    )
    flush()
    assert reply.status == 500
    event = sentry.events()[0]
    assert event["transaction"] in {"search", "guidance:helplines"}
    (exception,) = event["exception"]["values"]
    assert (exception["type"], exception["value"]) == ("ValueError", "")
    assert exception["stacktrace"]["frames"][-1]["filename"] == "test_error_reports.py"
    assert all(set(frame) <= {"filename", "lineno", "function", "in_app"} for frame in _frames(event))
    assert event["tags"]["number"]
    assert set(event) <= error_reports.SENT
    assert not {"request", "user", "breadcrumbs", "server_name", "extra", "contexts"} & set(event)
    assert MARKER not in sentry.text
    assert "SELECT" not in sentry.text
    assert "/search/" not in sentry.text
    assert "/helplines/" not in sentry.text


def _frames(event: dict) -> list[dict]:
    return event["exception"]["values"][0]["stacktrace"]["frames"]


def test_a_post_that_breaks_is_reported_without_its_body(ask, sentry, content, monkeypatch):
    def fail(*arguments, **named):
        raise ValueError(MARKER)

    monkeypatch.setattr("django.template.backends.django.Template.render", fail)
    typed = {**ANSWERS, "name": MARKER, "message": f"{CONCERN} {MARKER}", "topic": "policy"}
    body = urlencode({**typed, "form_token": form_tokens.issue(backdate=True)})
    assert ask("/enquiries/check/", method="POST", body=body).status == 500
    flush()
    assert sentry.events()[0]["exception"]["values"][0]["type"] == "ValueError"
    assert MARKER not in sentry.text


def test_nothing_is_reported_without_an_address(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    settings.SENTRY_DSN = ""
    error_reports.start()
    error_reports.report(ValueError(MARKER))


def test_the_portal_says_what_to_install_where_the_library_is_missing(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    settings.SENTRY_DSN = "http://public@127.0.0.1:1/7"
    with pytest.raises(ImproperlyConfigured, match=r"requirements-sentry\.lock"):
        error_reports.start()


def test_the_portal_does_not_load_the_library_where_nothing_is_to_be_reported():
    script = "import django, sys; django.setup(); sys.exit('sentry_sdk' in sys.modules)"

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lesas_portal.settings", "SENTRY_DSN": ""}
    done = subprocess.run([sys.executable, "-c", script], cwd=project_settings.BASE_DIR, env=environment)
    assert done.returncode == 0
