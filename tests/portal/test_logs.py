"""The log has one line a request and a number for each error, and no word of what somebody typed."""

import logging
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler
from django.template.backends.django import Template
from django.test import Client

from lesas_portal.core import command_log, task_runs
from lesas_portal.core.log_lines import JsonLine, LineHandler
from lesas_portal.core.request_log import logged
from lesas_portal.last_resort import guard
from tests.factories import make_adviser
from tests.kept_django import page_cache
from tests.portal.log_ears import production_log
from tests.wsgi_client import WsgiClient

MARKER = "zqtommywashit"
NUMBER = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}")
FIELDS = {"time", "level", "logger", "method", "route", "status", "ms", "bytes", "cache", "id"}


@pytest.fixture(scope="module")
def ask():
    """Asks what gunicorn serves."""
    return WsgiClient(logged(guard(WSGIHandler())))


@pytest.fixture
def heard():
    with production_log() as lines:
        yield lines


@pytest.mark.parametrize(
    ("method", "address", "route", "status"),
    [
        ("GET", f"/about/?{MARKER}=1", "about", 200),
        ("HEAD", "/cookies/", "cookies", 200),
        ("GET", f"/search/?q={MARKER}", "search", 200),
        ("GET", f"/{MARKER}/", "none", 404),
        ("POST", "/about/", "about", 405),
        ("GET", f"/static/css/{MARKER}.css", "static", 404),
    ],
)
def test_a_request_is_one_line_without_its_address(ask, heard, content, method, address, route, status):
    referrer = f"https://example.org/?{MARKER}"
    reply = ask(address, method=method, referer=referrer, user_agent=MARKER, x_forwarded_for="203.0.113.9")
    (line,) = heard.requests()
    assert set(line) == FIELDS
    assert (line["method"], line["route"], line["status"]) == (method, route, status)
    assert reply.status == status
    assert line["bytes"] == (0 if method == "HEAD" else len(reply.body))
    assert line["ms"] > 0
    assert NUMBER.fullmatch(line["id"])
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC
    assert MARKER not in heard.text
    assert "203.0.113" not in heard.text


def test_a_page_from_memory_has_the_name_of_its_pattern(heard, content):
    kept = page_cache()
    for _ in range(2):
        WsgiClient(logged(kept))("/accessibility/")
    assert [(line["route"], line["cache"]) for line in heard.requests()] == [
        ("accessibility", "made"),
        ("accessibility", "hit"),
    ]


def test_a_method_of_somebodys_own_is_not_quoted(ask, heard, db):
    ask("/about/", method=MARKER.upper())
    assert heard.requests()[0]["method"] == "other"
    assert MARKER.upper() not in heard.text


def test_a_body_of_unknown_length_is_counted_when_it_has_been_sent(heard):
    def pieces(environ, start_response):
        start_response("200 OK", [])
        return iter([b"two", b"parts"])

    assert WsgiClient(logged(pieces))("/").body == b"twoparts"
    assert heard.requests()[0]["bytes"] == 8


# Errors


def break_pages(monkeypatch):
    """No page can be made but that for errors."""
    render = Template.render

    def fail(template, *arguments, **named):
        if template.template.name == "500.html":
            return render(template, *arguments, **named)
        raise ValueError(f"cannot find {MARKER}")

    monkeypatch.setattr(Template, "render", fail)


@pytest.mark.parametrize("address", [f"/search/?q={MARKER}", f"/resources/?q={MARKER}", "/policies/changes/"])
def test_an_error_is_logged_by_its_kind_and_place_only(ask, heard, content, monkeypatch, address):
    break_pages(monkeypatch)
    reply = ask(address)
    assert reply.status == 500
    assert MARKER not in heard.text
    error = heard.errors()[0]
    assert error["error"].startswith("ValueError at ")
    assert error["id"] == heard.requests()[0]["id"]


def test_an_error_of_the_admin_is_logged_by_its_kind_and_place_only(ask, heard, content, monkeypatch):
    browser = Client()
    browser.force_login(make_adviser())

    def fail(*arguments, **named):
        raise ValueError(f"no such {MARKER}")

    monkeypatch.setattr("django.contrib.admin.views.main.ChangeList.get_results", fail)
    session = browser.cookies["sessionid"].value
    assert ask("/admin/guidance/resource/", cookie=f"sessionid={session}").status == 500
    error = heard.errors()[0]
    assert error["error"].startswith("ValueError at test_logs.py")
    assert error["route"] == "admin:guidance_resource_changelist"
    assert MARKER not in heard.text
    assert session not in heard.text


def test_a_suspicious_request_is_logged_without_what_was_suspicious(ask, heard, content, monkeypatch):
    def fail(*arguments, **named):
        raise SuspiciousOperation(f"who sends {MARKER}?")

    monkeypatch.setattr("lesas_portal.views.site.timezone.now", fail)
    assert ask("/.well-known/security.txt").status == 400
    (error,) = heard.errors()
    assert error["logger"] == "django.security.SuspiciousOperation"
    assert error["error"].startswith("SuspiciousOperation at test_logs.py")
    assert MARKER not in heard.text


@pytest.mark.parametrize("name", ["django.request", "django.security", "axes", "asyncio", "some.library"])
def test_words_of_other_loggers_are_left_out(heard, name):
    logging.getLogger(name).error(f"%s and {MARKER}", MARKER, extra={"request": MARKER})
    try:
        raise KeyError(MARKER)
    except KeyError:
        logging.getLogger(name).exception(MARKER)
    assert len(heard.errors()) == 2
    assert MARKER not in heard.text


def test_an_error_page_has_the_number_that_the_log_has(ask, heard, content, monkeypatch):
    def fail(*arguments, **named):
        raise RuntimeError(MARKER)

    monkeypatch.setattr("lesas_portal.views.site.timezone.now", fail)
    reply = ask("/.well-known/security.txt")
    (number,) = set(NUMBER.findall(reply.text))
    assert "quote this number" in reply.text
    assert {line["id"] for line in heard.lines} == {number}


def test_the_last_resort_has_it_too(heard):
    def broken(environ, start_response):
        raise RuntimeError(MARKER)

    reply = WsgiClient(logged(guard(broken)))("/")
    (number,) = NUMBER.findall(reply.text)
    assert reply.status == 500
    assert number in {line["id"] for line in heard.errors()}
    assert MARKER not in heard.text


def test_what_gunicorn_serves_is_logged_outside_everything(plain_static_files):
    from lesas_portal import wsgi  # read late: WhiteNoise warns where a test session has not begun

    assert wsgi.application.__qualname__ == "logged.<locals>.answer"


def test_a_line_that_cannot_be_made_is_not_printed_with_its_words(capsys):
    stream = StringIO()
    handler = LineHandler(stream)
    handler.setFormatter(JsonLine())
    handler.handle(logging.LogRecord("lesas_portal", logging.ERROR, "", 1, f"%d {MARKER}", (MARKER,), None))
    assert stream.getvalue() == "A line of lesas_portal could not be written.\n"
    assert capsys.readouterr().err == ""


# Commands


def test_a_scheduled_task_leaves_a_line(heard, db):
    with task_runs.recorded("backup") as outcome:
        outcome.text = "3 files."
    (line,) = heard.lines
    assert (line["task"], line["outcome"]) == ("backup", "3 files.")


def test_a_command_that_breaks_on_a_server_says_its_kind_and_place(heard, settings):
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as end:
        command_log.end_with(ValueError(MARKER))
    assert end.value.code == 1
    assert heard.errors()[0]["message"].startswith("The command broke: ValueError")
    assert MARKER not in heard.text


def test_a_refusal_to_start_keeps_its_words(settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="set SITE_URL"):
        command_log.end_with(ImproperlyConfigured("set SITE_URL"))


def test_what_is_typed_into_a_form_is_in_no_line(ask, heard, content):
    body = f"name={MARKER}&message={MARKER}&email={MARKER}@example.org"
    assert ask("/enquiries/check/", method="POST", body=body).status < 500
    assert heard.requests()[0]["route"] == "enquiries:check"
    assert MARKER not in heard.text
