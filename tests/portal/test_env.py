"""Addresses of services: what each becomes, and which are refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lesas_portal import env

BASE = Path("/srv/portal")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///db.sqlite3", BASE / "db.sqlite3"),
        ("sqlite:///data/my%20portal.sqlite3", BASE / "data/my portal.sqlite3"),
        ("sqlite:////var/lib/portal.sqlite3", BASE / "/var/lib/portal.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_file_of_sqlite(url, name):
    found = env.database(url, BASE)
    assert found["ENGINE"] == "lesas_portal.core.sqlite"
    assert found["NAME"] == name
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_file_of_sqlite_has_options_of_its_own():
    one, other = (env.database("sqlite:///x.sqlite3", BASE) for _ in range(2))
    assert one["OPTIONS"] is not other["OPTIONS"]


def test_a_server_of_postgresql():
    url = "postgres://us%40er:p%2Fw@db.example.org:5433/portal?sslmode=require&connect_timeout=2"
    found = env.database(url, BASE)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("us@er", "p/w", "portal")
    assert (found["HOST"], found["PORT"]) == ("db.example.org", 5433)
    assert found["OPTIONS"] == {"sslmode": "require", "connect_timeout": "2"}
    local = env.database("postgresql:///portal", BASE)
    assert (local["HOST"], local["OPTIONS"]) == ("", {"connect_timeout": "5"})


def test_a_connection_that_a_restart_has_cut_is_noticed():
    assert env.database("postgresql:///portal", BASE)["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize(
    "url", ["", "db.sqlite3", "mysql://host/name", "sqlite:", "sqlite:///", "postgres://host"]
)
def test_a_database_that_is_not_understood(url):
    with pytest.raises(ValueError, match="DATABASE_URL"):
        env.database(url, BASE)


@pytest.mark.parametrize(
    ("url", "backend", "location"),
    [
        ("locmem://", "locmem.LocMemCache", ""),
        ("dummy://", "dummy.DummyCache", ""),
        ("file:///var/cache/portal", "filebased.FileBasedCache", "/var/cache/portal"),
        ("db://cache_table", "db.DatabaseCache", "cache_table"),
    ],
)
def test_a_cache(url, backend, location):
    assert env.cache(url) == {
        "BACKEND": f"django.core.cache.backends.{backend}",
        "LOCATION": location,
    }


def test_a_cache_that_is_not_understood():
    with pytest.raises(ValueError, match="CACHE_URL must start with locmem://"):
        env.cache("redis://localhost")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("submission://mail.example.org", 587, True, False),
        ("smtp+ssl://mail.example.org", 465, False, True),
        ("smtps://mail.example.org:2465", 2465, False, True),
    ],
)
def test_a_mail_server(url, port, tls, ssl):
    server = env.mail_server(url)
    assert server.backend == "django.core.mail.backends.smtp.EmailBackend"
    assert server.host == "mail.example.org"
    assert (server.port, server.use_tls, server.use_ssl) == (port, tls, ssl)


def test_a_mail_server_with_a_password():
    server = env.mail_server("smtp+tls://us%40er:p%2Fw@mail.example.org")
    assert (server.user, server.password) == ("us@er", "p/w")


@pytest.mark.parametrize(
    ("url", "backend", "folder"),
    [
        ("console://", "console", None),
        ("memory://", "locmem", None),
        ("file:///tmp/x", "filebased", "/tmp/x"),
    ],
)
def test_mail_that_goes_nowhere(url, backend, folder):
    server = env.mail_server(url)
    assert server.backend == f"django.core.mail.backends.{backend}.EmailBackend"
    assert server.folder == folder


@pytest.mark.parametrize(
    ("name", "reader", "url"),
    [
        ("DATABASE_URL", env.database, "postgres://user:se/cret@db.example.org/portal"),
        ("DATABASE_URL", env.database, "postgres://user:[secret@db.example.org/portal"),
        ("DATABASE_URL", env.database, "postgres://user:pass@db.example.org:se-cret/portal"),
        ("EMAIL_URL", env.mail_server, "smtp+tls://user:se/cret@mail.example.org"),
        ("EMAIL_URL", env.mail_server, "smtp+tls://user:[secret@mail.example.org"),
        ("CACHE_URL", env.cache, "db://[secret"),
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted_for_its_password(monkeypatch, name, reader, url):
    monkeypatch.setenv(name, url)
    arguments = [BASE] if reader is env.database else []
    with pytest.raises(ImproperlyConfigured, match=f"{name}.*%2F") as refused:
        env.service(name, "", reader, *arguments)
    for piece in ("secret", "cret", "'se'"):
        assert piece not in str(refused.value)


def test_mail_that_is_not_understood():
    with pytest.raises(ValueError, match="EMAIL_URL must start with smtp://"):
        env.mail_server("mail.example.org:25")
