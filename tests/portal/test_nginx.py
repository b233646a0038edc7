"""nginx as it is shipped: what it passes on, what it answers by itself, and what it writes down."""

import json
import os
import re
import shutil
import ssl
import subprocess

import pytest
from django.urls import reverse

from lesas_portal import body_limits
from tests.portal import nginx
from tests.server import serve

IN_CI = os.environ.get("CI", "").lower() == "true"
IS_THERE = nginx.NGINX and shutil.which("openssl")
pytestmark = pytest.mark.skipif(
    not (IS_THERE or IN_CI), reason="no nginx or no openssl: install Debian's nginx and openssl"
)
PAGES = ("down", "400", "414", "429", "431")


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """nginx, with pages that the portal has written before; nothing answers behind it."""
    folder = tmp_path_factory.mktemp("nginx")
    with nginx.run(folder) as running:
        pages = folder / "var" / "proxy-pages"
        pages.mkdir()
        for name in PAGES:
            (pages / f"{name}.html").write_text(f"The page {name}: ring 999")
        (folder / "static" / "screen.css").write_text("main { }")
        yield running


@pytest.fixture
def behind(proxy):
    """Something that answers, and says what it was sent."""
    with nginx.echo(proxy.folder / "web.sock"):
        yield


def test_nginx_takes_the_configuration_without_a_complaint(tmp_path):
    written = nginx.write(tmp_path)
    done = subprocess.run(
        [nginx.NGINX, "-t", "-c", str(written.conf)], capture_output=True, text=True, check=False
    )
    # Of the two ways to say http2, the one that Debian 12 knows is outdated on 13.
    lines = [
        line for line in done.stderr.splitlines() if '"listen ... http2" directive is deprecated' not in line
    ]
    assert done.returncode == 0, done.stderr
    assert [line for line in lines if "[warn]" in line or "[emerg]" in line] == []


def test_browsers_get_http_2(proxy):
    with proxy.connect(protocols=("h2", "http/1.1")) as connection:
        assert connection.selected_alpn_protocol() == "h2"


@pytest.mark.usefixtures("behind")
def test_what_a_client_says_about_itself_is_said_anew(proxy):
    forged = ("X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: evil.example")
    more = ("X-Real-IP: 192.0.2.1", "Forwarded: for=192.0.2.1", "SCRIPT_NAME: /x", "X-Forwarded-Prefix: /x")
    _, text = proxy.get("/", *forged, *more, "X-Forwarded-Port: 1")
    got = {name.lower(): value for name, value in json.loads(text)}
    assert got["x-forwarded-for"] == "127.0.0.1"
    assert got["x-forwarded-proto"] == "https"
    assert got["host"] == nginx.NAME
    about = {"x-forwarded-host", "x-forwarded-port", "x-forwarded-prefix", "x-real-ip", "forwarded"}
    assert not (about | {"script_name", "script-name"}) & got.keys()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_while_nothing_answers_it_shows_who_to_ring(proxy, method):
    answer, text = proxy.get("/guidance/?q=tommy", method=method, body=b"message=tommy" * (method == "POST"))
    assert answer.status == 503
    assert text == "The page down: ring 999"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Retry-After"] == "60"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"]


def test_where_nothing_was_ever_written_it_still_says_999(proxy):
    page = proxy.folder / "var" / "proxy-pages" / "down.html"
    kept = page.read_text()
    page.unlink()
    try:
        answer, text = proxy.get("/")
    finally:
        page.write_text(kept)
    assert answer.status == 503
    assert "tel:999" in text


def test_while_nothing_answers_styles_come_from_the_disk(proxy):
    answer, text = proxy.get("/static/screen.css")
    assert (answer.status, text) == (200, "main { }")
    assert answer.headers["Content-Type"] == "text/css"


@pytest.mark.usefixtures("behind")
def test_an_error_page_of_the_portal_is_passed_on(proxy):
    answer, text = proxy.get("/unwell/")
    assert answer.status == 503
    assert "The page" not in text


@pytest.mark.usefixtures("behind")
@pytest.mark.parametrize("length", [4_000, 20_000, 40_000])
def test_too_long_an_address_gets_a_page(proxy, length):
    answer, text = proxy.get(f"/search/?q={'a' * length}")
    assert (answer.status, text) == (414, "The page 414: ring 999")


@pytest.mark.usefixtures("behind")
@pytest.mark.parametrize("length", [8_000, 40_000])
def test_too_long_a_header_gets_a_page(proxy, length):
    answer, text = proxy.get("/", f"Cookie: {'b' * length}")
    assert (answer.status, text) == (431, "The page 431: ring 999")
    assert proxy.get("/", f"Cookie: {'b' * 7_999}")[0].status == 200


def test_it_refuses_what_gunicorn_would_refuse_without_a_page():
    conf = nginx.CONF.read_text(encoding="utf-8")
    longest = [int(number) for number in re.findall(r'"~\^\.\{(\d+)\}" 1;', conf)]
    gunicorn = (nginx.CONF.parents[1] / "gunicorn.conf.py").read_text(encoding="utf-8")
    line = int(re.search(r"^limit_request_line = (\d+)$", gunicorn, re.MULTILINE)[1])
    assert longest == [4_000, 8_000]
    assert longest[0] + len("OPTIONS  HTTP/1.1") < line


@pytest.mark.usefixtures("behind")
def test_what_cannot_be_read_gets_a_page(proxy):
    answer, text = proxy.get("/", "Content-Length: many")
    assert (answer.status, text) == (400, "The page 400: ring 999")


def test_the_files_of_the_proxy_have_no_address_of_their_own(proxy):
    for path in ("/proxy-pages/414.html", "/collected/static/screen.css"):
        assert proxy.get(path)[0].status == 404


@pytest.mark.usefixtures("behind")
def test_the_log_has_paths_and_nothing_that_was_typed(proxy):
    proxy.get("/search/?q=tommy+was+hit", "Referer: https://portal.example.org/search/?q=tommy")
    proxy.get("/here/", method="POST", body=b"message=tommy+was+hit")
    proxy.get(f"/search/?q=tommy{'a' * 4_000}")
    proxy.get("/", "X-Bad: tommy\x01")
    lines = proxy.log
    assert " GET /search/ 200 " in lines
    assert " POST /here/ 200 " in lines
    assert "tommy" not in lines
    assert "127.0.0.1" not in lines


@pytest.mark.usefixtures("behind")
def test_the_log_has_no_address_that_opens_something(proxy):
    secret = "k3yThatNobodyElseMayKnow"
    addresses = [
        reverse("enquiries:sent", args=[secret]),
        reverse("admin:invitation", args=[secret]),
        reverse("password_reset_confirm", args=["MQ", secret]),
    ]
    for address in addresses:
        proxy.get(address)
    assert secret not in proxy.log
    assert " GET /enquiries/sent/- 200 " in proxy.log


def test_another_name_gets_no_certificate_and_no_answer(proxy):
    with pytest.raises(ssl.SSLError):
        proxy.connect(name="other.example.org")


def test_http_leads_to_https_at_the_name_of_the_site(proxy):
    done = subprocess.run(
        ["curl", "-si", "-H", f"Host: {nginx.NAME}", f"http://127.0.0.1:{proxy.http}/a/?b=c"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "301 Moved Permanently" in done.stdout
    assert (
        f"Location: https://{nginx.NAME}/a/?b=c\r\n".lower()
        in f"{done.stdout}\n".replace("\n", "\r\n").lower()
    )


@pytest.fixture
def strict(tmp_path):
    """nginx that lets each visitor ask twice, and no more in that minute."""
    with nginx.run(tmp_path, rate="1r/m", burst="1") as running, nginx.echo(tmp_path / "web.sock"):
        yield running


@pytest.mark.parametrize(
    ("addresses", "statuses"),
    [
        (("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"), [200, 200, 429, 200]),
        (("2001:db8::1", "2001:db8::2", "2001:db8::3:0:0:1", "2001:db8:0:1::1"), [200, 200, 429, 200]),
        # A byte that looks like the end of a line is one as any other.
        (("2001:a0a::a0a", "2001:a0a::a", "2001:a0a:0:0:a0a::", "2001:a0a:0:a::"), [200, 200, 429, 200]),
    ],
)
def test_each_address_is_counted_and_of_ipv6_each_network(strict, addresses, statuses):
    found = [strict.get("/", f"X-Comes-From: {address}")[0].status for address in addresses]
    assert found == statuses


# Slow, because it starts nginx and a portal of its own, as in production.
@pytest.mark.slow
def test_the_portal_behind_it_as_in_production(tables, tmp_path):
    shutil.copy(tables, tmp_path / "served.sqlite3")
    environment = {
        "ALLOWED_HOSTS": nginx.NAME,
        "SITE_URL": f"https://{nginx.NAME}",
        "SECRET_KEY": "Hq9mJ2vXw7Rk4TzYb8NcPd3LfGs6AeUx5VoBiWn1KjMt0ZyQ5eCd",
        "EMAIL_URL": "smtp+tls://user:word@mail.example.org",
        "DEFAULT_FROM_EMAIL": "portal@example.org",
        "ENQUIRIES_MAILBOX": "enquiries@example.org",
        "TRUSTED_PROXIES": "1",
        "SOCKET": str(tmp_path / "web.sock"),
    }
    with serve(tmp_path, **environment), nginx.run(tmp_path) as proxy:
        answer, text = proxy.get("/front-door/")
        assert answer.status == 200
        assert "tel:999" in text
        answer, text = proxy.get("/enquiries/check/", method="POST", body=b"a" * (body_limits.AT_MOST + 1))
        assert answer.status == 413
        assert "What you sent is too long" in text
        assert "tel:999" in text
        answer, text = proxy.get("/search/?q=" + "a" * 3_900)
        assert answer.status == 200
