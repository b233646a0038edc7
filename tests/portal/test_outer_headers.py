"""Files, redirects and errors have the headers of pages."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from lesas_portal.core.request_log import logged
from lesas_portal.last_resort import guard
from tests.portal.log_ears import log
from tests.portal.test_headers import check
from tests.wsgi_client import WsgiClient


@pytest.mark.parametrize(
    "path", ["/static/img/mark.svg", "/static/css/base.css", "/favicon.ico", "/about", "/about/"]
)
def test_whatever_answers_has_them(client, db, settings, path):
    settings.WHITENOISE_USE_FINDERS = True  # as collectstatic would have put them in their place
    response = client.get(path)
    assert response.status_code < 400
    list(response)  # a file is closed when it has been read to its end
    check(response)
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_step_to_https_has_them(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/about/?from=a")
    assert response.status_code == 301
    assert response["Cache-Control"] == "no-store"
    check(response)


def test_what_other_sites_may_read_says_so(client, content):
    assert client.get("/helplines.json")["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing/", 404), ("/resources/?risk=weather", 400), ("/about?from=a", 301)]
)
def test_errors_and_redirects_with_a_query_are_kept_nowhere(client, content, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("production", "said"), [(True, '"status": 400'), (False, "400 Bad Request DisallowedHost at ")]
)
def test_the_log_has_one_line_about_a_foreign_host_and_does_not_quote_it(db, production, said):
    with log(production=production) as heard:
        assert WsgiClient(logged(guard(WSGIHandler())))("/", host="evil.example.com").status == 400
    (line,) = heard.text.splitlines()
    assert said in line
    assert "evil" not in line


@pytest.mark.parametrize("refusal", ["gzip;q=0", "gzip; q=0.000, br", "br, GZIP ;q=0"])
def test_who_refuses_gzip_is_sent_none(client, refusal):
    response = client.get("/about/", headers={"Accept-Encoding": refusal})
    assert "Content-Encoding" not in response
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize("taken", ["gzip", "gzip;q=0.5", "br;q=0, gzip"])
def test_who_takes_gzip_is_sent_it(client, taken):
    assert client.get("/about/", headers={"Accept-Encoding": taken})["Content-Encoding"] == "gzip"
