"""Files that machines ask every site for, and its health."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def lines(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode().splitlines()


def test_robots_may_read_all_but_the_admin_and_the_forms(client):
    assert lines(client, "/robots.txt") == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /enquiries/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]


def test_security_txt_says_whom_to_tell_and_is_not_out_of_date(client):
    found = [tuple(line.split(": ", 1)) for line in lines(client, "/.well-known/security.txt")]
    fields = dict(found)
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert [value for name, value in found if name == "Contact"] == [
        f"mailto:{settings.ENQUIRIES_MAILBOX}",
        f"{settings.SITE_URL}/enquiries/",
    ]
    page = client.get(fields["Policy"].removeprefix(settings.SITE_URL))
    assert f"mailto:{settings.ENQUIRIES_MAILBOX}" in page.content.decode()
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    left = parse_datetime(fields["Expires"]) - timezone.now()
    assert timedelta(days=300) < left < timedelta(days=366)


def test_health_says_that_the_database_answers(client, db):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("failure", [DatabaseError, InterfaceError])
def test_health_says_when_the_database_does_not_answer(client, db, failure):
    def refuse(*arguments):
        raise failure("password of the server")

    with connection.execute_wrapper(refuse):
        response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["status"] == "error"
    assert "password" not in response.content.decode()


def test_health_answers_without_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/").status_code == 200
    assert client.get("/about/").status_code == 301


@pytest.mark.parametrize("path", ["/about/", "/about/data/", "/cookies/"])
def test_the_pages_about_the_site_ask_nothing_of_the_database(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
