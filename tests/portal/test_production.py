"""What keeps the portal from the public: every kind of bad value, all at once, each with its remedy."""

import pytest

from lesas_portal.production import production_problems

GOOD = {
    "ALLOWED_HOSTS": "portal.example.org",
    "SECRET_KEY": "a-key-that-is-long-and-random-enough-for-this-test-9x7q",
    "SITE_URL": "https://portal.example.org/",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org",
    "DEFAULT_FROM_EMAIL": "Online safety <portal@example.org>",
    "ENQUIRIES_MAILBOX": "enquiries@example.org",
    "TRUSTED_PROXIES": "1",
}
BAD = [
    ("SECRET_KEY", "x", "has 1 characters and needs 50"),
    ("SECRET_KEY", "a-key-that-is-long-and-random-enough-for-this-", "needs 50"),
    ("SECRET_KEY", "django-insecure-loopback-only", "stands in the repository"),
    (
        "SECRET_KEY",
        "make-one-with-python3--c-'import secrets; print(secrets.token_urlsafe(50))'",
        "stands in the repository",
    ),
    ("SECRET_KEY", "a" * 60, "repeats itself"),
    ("SECRET_KEY", "ab" * 40, "repeats itself"),
    ("SECRET_KEY", "correct-horse-battery-" * 4, "repeats itself"),
    ("SECRET_KEY_FALLBACKS", f"{'k3y-of-old-and-long-enough-for-this-test-0123456789x'},short", "Key 2 of"),
    ("SITE_URL", "http://portal.example.org", "must start with https://"),
    ("SITE_URL", "HTTP://portal.example.org", "must start with https://"),
    ("SITE_URL", "ftp://portal.example.org", "must start with https://"),
    ("SITE_URL", "foo", "must start with https://"),
    ("SITE_URL", "https://", "more, or less, than a host"),
    ("SITE_URL", "https://portal.example.org/portal", "more, or less, than a host"),
    ("SITE_URL", "https://user@portal.example.org", "more, or less, than a host"),
    ("SITE_URL", "https://portal.example.org:port", "must start with https://"),
    ("SITE_URL", "https://other.example.org", "which ALLOWED_HOSTS does not name"),
    ("ALLOWED_HOSTS", "portal.example.org,*", "must not be *"),
    ("ALLOWED_HOSTS", "portal.example.org,.org", "must not let in all of .org"),
    ("ALLOWED_HOSTS", "portal.example.org,.Gov.uk", "must not let in all of .Gov.uk"),
    ("ALLOWED_HOSTS", "portal.example.org,https://www.example.org", "no name of a host"),
    ("EMAIL_URL", "console://", "no mail arrives"),
    ("EMAIL_URL", "Console://", "no mail arrives"),
    ("EMAIL_URL", "memory://", "no mail arrives"),
    ("EMAIL_URL", "file:///tmp/mail", "no mail arrives"),
    ("EMAIL_URL", "smtp://user:word@mail.example.org", "password unencrypted"),
    ("EMAIL_URL", "smtp://mail.example.org:mail", "cannot be read"),
    ("DEFAULT_FROM_EMAIL", "the portal", "no address of mail"),
    ("ENQUIRIES_MAILBOX", "Team <enquiries@example.org>", "no address of mail"),
    ("ENQUIRIES_MAILBOX", "one@example.org,two@example.org", "no address of mail"),
    ("CSRF_TRUSTED_ORIGINS", "https://*", "must not trust"),
    ("CSRF_TRUSTED_ORIGINS", "https://*.example.org", "must not trust"),
    ("CSRF_TRUSTED_ORIGINS", "http://portal.example.org", "must not trust"),
    ("CSRF_TRUSTED_ORIGINS", "portal.example.org", "must not trust"),
    ("TRUSTED_PROXIES", "0", "one must be there"),
    ("TRUSTED_PROXIES", "6", "must be from 1 to 5"),
    ("TRUSTED_PROXIES", "99", "must be from 1 to 5"),
    ("TRUSTED_PROXIES", "some", "must be from 1 to 5"),
    ("DEBUG", "1", "DEBUG must be off"),
    ("DEBUG", "Yes", "DEBUG must be off"),
]
FINE = [
    ("SITE_URL", "HTTPS://Portal.Example.ORG"),
    ("SITE_URL", "https://portal.example.org:8443"),
    ("ALLOWED_HOSTS", ".example.org"),
    ("ALLOWED_HOSTS", ".portal.example.gov.uk, portal.example.org"),
    ("EMAIL_URL", "smtp://localhost"),
    ("EMAIL_URL", "smtp://user:word@127.0.0.1"),
    ("EMAIL_URL", "smtp://relay.example.org"),
    ("EMAIL_URL", "smtp+ssl://user:word@mail.example.org"),
    ("CSRF_TRUSTED_ORIGINS", "https://portal.example.org"),
    ("TRUSTED_PROXIES", "5"),
    ("DEBUG", "0"),
    ("SECRET_KEY_FALLBACKS", "k3y-of-old-and-long-enough-for-this-test-0123456789x"),
]


def test_a_good_environment_has_no_problem():
    assert production_problems(GOOD) == []


@pytest.mark.parametrize(("name", "value", "says"), BAD)
def test_a_bad_value_is_one_problem_that_names_the_variable_and_the_remedy(name, value, says):
    (problem,) = production_problems(GOOD | {name: value})
    assert name in problem
    assert says in problem
    said, _, remedy = problem.partition(": ")
    assert said
    assert remedy.endswith(".")


@pytest.mark.parametrize(("name", "value"), FINE)
def test_a_value_that_works_is_no_problem(name, value):
    assert production_problems(GOOD | {name: value}) == []


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"ALLOWED_HOSTS"}))
@pytest.mark.parametrize("value", [None, "", " "])
def test_a_missing_value_is_said_to_be_missing(name, value):
    environment = {key: text for key, text in GOOD.items() if key != name}
    (problem,) = production_problems(environment | ({} if value is None else {name: value}))
    assert problem.startswith(f"{name} is missing: ")


def test_all_problems_are_told_at_once():
    worst = {name: value for name, value, _ in BAD if name != "SECRET_KEY_FALLBACKS"}
    told = " ".join(production_problems(worst))
    assert all(name in told for name in worst)


def test_no_key_and_no_password_is_in_what_is_told():
    secret = {"SECRET_KEY": "hunter2hunter2", "SECRET_KEY_FALLBACKS": "hunter3hunter3"}
    told = " ".join(production_problems(GOOD | secret | {"EMAIL_URL": "smtp://me:hunter4@mail.example.org"}))
    assert "unencrypted" in told
    assert "hunter" not in told
