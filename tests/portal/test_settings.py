"""Starting up: production refuses to start without what it needs, and says what is wrong."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SHOW = "from lesas_portal import settings; print(({}))"
COMPLETE = {
    "ALLOWED_HOSTS": "portal.example.org",
    "SECRET_KEY": "a-key-that-is-long-and-random-enough-for-this-test-9x7q",
    "SITE_URL": "https://portal.example.org/",
    "EMAIL_URL": "smtp://localhost",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
    "ENQUIRIES_MAILBOX": "enquiries@example.org",
    "TRUSTED_PROXIES": "1",
}
OURS = {
    *COMPLETE,
    "DEBUG",
    "DATABASE_URL",
    "CACHE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "PORT",
    "SECRET_KEY_FALLBACKS",
}
OURS |= {"HSTS_INCLUDE_SUBDOMAINS", "HSTS_PRELOAD"}


def start(environment, show="'started',"):
    """Read the settings in a process of their own; return what it printed and what it complained of."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(show)],
        env=inherited | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip(), done.stderr.partition("ImproperlyConfigured: ")[2].strip()


def test_on_this_machine_everything_has_a_default():
    show = "settings.PRODUCTION, settings.DEBUG, settings.SITE_URL, settings.HTTPS"
    assert start({}, show) == ("(False, False, 'http://127.0.0.1:8000', False)", "")


def test_production_starts_with_all_it_needs():
    show = (
        "settings.PRODUCTION, settings.SITE_URL, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE"
    )
    assert start(COMPLETE, show)[0] == "(True, 'https://portal.example.org', True, True)"


def test_production_does_not_start_with_a_problem_and_tells_them_all():
    printed, complaint = start(COMPLETE | {"SECRET_KEY": "x", "DEBUG": "1", "ENQUIRIES_MAILBOX": " "})
    assert printed == ""
    first, *problems = complaint.splitlines()
    assert first.startswith("ALLOWED_HOSTS names a public host")
    assert [line.split()[1] for line in problems] == ["SECRET_KEY", "ENQUIRIES_MAILBOX", "DEBUG"]


def test_every_host_is_not_this_machine():
    assert "must not be *" in start(COMPLETE | {"ALLOWED_HOSTS": "*"})[1]


def test_an_address_in_capitals_is_read_as_https():
    show = (
        "settings.SITE_URL, settings.HTTPS, settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0"
    )
    shown = start(COMPLETE | {"SITE_URL": "HTTPS://Portal.Example.org/"}, show)[0]
    assert shown == "('https://portal.example.org', True, True, True)"


def test_one_public_host_among_private_ones_is_production():
    assert "names a public host" in start({"ALLOWED_HOSTS": "localhost, portal.example.org"})[1]
    assert start({"ALLOWED_HOSTS": "localhost, 127.0.0.1"}, "settings.PRODUCTION") == ("False", "")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, not 'maybe'."),
        ("PORT", "http", "PORT must be a whole number, not 'http'."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number, not '-1'."),
        ("WEB_CONCURRENCY", "2.5", "WEB_CONCURRENCY must be a whole number"),
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL must start with sqlite:/// or postgres://"),
        ("DATABASE_URL", "postgres://localhost:port/x", "DATABASE_URL: it cannot be read."),
        ("CACHE_URL", "redis://localhost", "CACHE_URL must start with"),
        ("EMAIL_URL", "localhost:25", "EMAIL_URL must start with"),
        ("EMAIL_URL", "smtp://localhost:mail", "EMAIL_URL: it cannot be read."),
    ],
)
def test_a_value_that_cannot_be_read_is_explained(name, value, says):
    printed, complaint = start({name: value})
    assert printed == ""
    assert says in complaint


def test_secrets_are_not_in_the_complaint():
    _, complaint = start({"DATABASE_URL": "postgres://user:hunter2@host:port/name"})
    assert "hunter2" not in complaint


def test_lists_and_flags_are_read_kindly():
    environment = {"CSRF_TRUSTED_ORIGINS": " https://a.example.org ,, https://b.example.org", "DEBUG": "Yes"}
    shown, _ = start(environment, "settings.CSRF_TRUSTED_ORIGINS, settings.DEBUG")
    assert shown == "(['https://a.example.org', 'https://b.example.org'], True)"


def test_a_forwarded_scheme_is_believed_only_behind_a_proxy():
    show = "getattr(settings, 'SECURE_PROXY_SSL_HEADER', None)"
    assert start({}, show)[0] == "None"
    assert start({"TRUSTED_PROXIES": "1"}, show)[0] == "('HTTP_X_FORWARDED_PROTO', 'https')"


@pytest.mark.parametrize(
    ("chosen", "subdomains", "preload"),
    [
        ({}, False, False),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1"}, True, False),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}, True, True),
    ],
)
def test_what_binds_the_whole_domain_is_for_its_owner_to_choose(chosen, subdomains, preload):
    hsts = "settings.SECURE_HSTS_"
    show = f"{hsts}SECONDS > 0, {hsts}INCLUDE_SUBDOMAINS, {hsts}PRELOAD"
    assert start(COMPLETE | chosen, show)[0] == str((True, subdomains, preload))


def test_a_domain_is_not_listed_without_its_subdomains():
    assert "needs HSTS_INCLUDE_SUBDOMAINS" in start(COMPLETE | {"HSTS_PRELOAD": "1"})[1]


def test_mail_goes_to_the_server_of_the_address():
    address = "smtp+tls://us%40er:secret@mail.example.org:2525"
    show = (
        "settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD, "
        "settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL"
    )
    shown = start(COMPLETE | {"EMAIL_URL": address}, show)[0]
    assert shown == "('mail.example.org', 2525, 'us@er', 'secret', True, False)"
