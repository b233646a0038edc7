"""The headers that keep readers safe, on every kind of answer."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from lesas_portal import security_headers
from lesas_portal.last_resort import guard
from tests.factories import WITHDRAWN, make_page
from tests.wsgi_client import WsgiClient

POLICY = {
    **dict.fromkeys(("default-src", "frame-ancestors", "base-uri", "object-src"), "'none'"),
    **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "connect-src"), "'self'"),
    **dict.fromkeys(("form-action", "manifest-src"), "'self'"),
}
ANSWERS = [
    ("/about/", 200),
    ("/front-door/", 200),
    ("/resources/?risk=weather", 400),
    ("/nothing/", 404),
    ("/guidance/gone/", 410),
    ("/about", 301),
    ("/resources.json", 200),
    ("/helplines.json", 200),
    ("/updates/feed/", 200),
    ("/sitemap.xml", 200),
    ("/robots.txt", 200),
    ("/opensearch.xml", 200),
    ("/.well-known/security.txt", 200),
    ("/health/", 200),
    ("/admin/", 302),
    ("/admin/login/", 200),
]


@pytest.fixture
def ask(db):
    make_page(slug="gone", **WITHDRAWN)
    return Client(raise_request_exception=False)


def directives(header):
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def check(response):
    headers = response.headers
    assert directives(headers["Content-Security-Policy"]) == POLICY
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    is_open = response.request["PATH_INFO"] in {"/resources.json", "/helplines.json", "/search.json"}
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_open else "same-origin")
    assert "Server" not in headers
    kind = headers["Content-Type"].replace('"', "")
    assert "charset=utf-8" in kind or not kind.startswith(("text/", "application/xml", "application/atom"))


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_every_answer_carries_them(ask, path, status):
    response = ask.get(path)
    assert response.status_code == status
    check(response)
    assert status < 400 or "no-store" in response.headers["Cache-Control"]


def test_a_page_of_the_admin_carries_them(adviser_client):
    response = adviser_client.get("/admin/")
    assert response.status_code == 200
    check(response)


def test_a_broken_page_carries_them(ask, monkeypatch):
    def fail(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr("lesas_portal.views.site.timezone.now", fail)
    response = ask.get("/.well-known/security.txt")
    assert response.status_code == 500
    check(response)


def test_a_method_that_is_not_allowed_carries_them(ask):
    response = ask.post("/about/")
    assert response.status_code == 405
    check(response)


@pytest.mark.parametrize("is_public", [False, True])
def test_a_host_that_is_not_ours_carries_them(ask, settings, is_public):
    settings.PRODUCTION = is_public
    response = ask.get("/about/", headers={"Host": "evil.example.org"})
    assert response.status_code == 400
    check(response)


def test_a_page_of_the_admin_that_one_may_not_open_carries_them(adviser_client):
    for address, status in (("/admin/staff/person/", 403), ("/admin/nothing/", 404)):
        response = adviser_client.get(address)
        assert response.status_code == status
        check(response)


def test_what_cannot_be_read_carries_them(ask):
    for status, sent in ((413, {"CONTENT_LENGTH": "900000"}), (411, {"HTTP_TRANSFER_ENCODING": "chunked"})):
        response = ask.generic("POST", "/enquiries/new/", b"", **sent)
        assert response.status_code == status
        check(response)


def test_without_the_database_the_page_carries_them(ask):
    def refuse(*arguments):
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        response = ask.get("/guidance/gone/")
    assert response.status_code == 503
    check(response)


def test_the_last_resort_carries_them(rf):
    def broken(environ, start_response):
        raise RuntimeError

    response = WsgiClient(guard(broken))("/")
    assert response.status == 500
    for name in ("Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy"):
        assert response[name] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


def test_a_file_carries_them(settings):
    # As collectstatic would have put it in its place.
    settings.WHITENOISE_USE_FINDERS = True
    response = Client().get("/static/css/tokens.css")
    assert b"".join(response.streaming_content), "which closes it, too"
    assert response.status_code == 200
    check(response)


def test_the_way_to_https_carries_them(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/search/?q=tommy")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/search/?q=tommy")
    check(response)
    assert response["Cache-Control"] == "no-store"


def test_a_redirect_that_repeats_a_query_is_kept_by_nobody(ask):
    assert ask.get("/search?q=tommy")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in ask.get("/about")


def test_under_https_browsers_ask_for_nothing_by_http():
    policies = [
        security_headers.content_security_policy(https=https)["DIRECTIVES"] for https in (True, False)
    ]
    assert ["upgrade-insecure-requests" in policy for policy in policies] == [True, False]
