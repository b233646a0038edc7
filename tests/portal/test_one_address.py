"""A page has one address, and every other way to it ends there in one step."""

import pytest
from django.conf import settings as project_settings
from django.test import Client

HOSTS = ["portal.example.org", "www.example.org", "testserver"]


@pytest.fixture
def production(settings):
    """A portal at https://portal.example.org that is asked under a second host too."""
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, HOSTS
    settings.SITE_URL, settings.SECURE_SSL_REDIRECT = "https://portal.example.org", True


@pytest.fixture
def ask(production, content):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("host", "secure", "path", "target"),
    [
        ("www.example.org", True, "/about/", "/about/"),
        ("www.example.org", True, "/resources/?risk=content", "/resources/?risk=content"),
        ("www.example.org", False, "/about", "/about/"),
        ("portal.example.org", False, "/about", "/about/"),
        ("portal.example.org", False, "/about?from=a", "/about/?from=a"),
        ("portal.example.org", False, "/robots.txt", "/robots.txt"),
        ("www.example.org", True, "/nothing", "/nothing"),
    ],
)
def test_one_step_leads_to_the_address_of_the_site(ask, host, secure, path, target):
    response = ask.get(path, HTTP_HOST=host, secure=secure)
    assert response.status_code == 301
    assert response["Location"] == f"https://portal.example.org{target}"
    assert ("no-store" in response.get("Cache-Control", "")) == ("?" in target)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host", ["portal.example.org", "portal.example.org:443", "PORTAL.example.org", "testserver"]
)
def test_its_own_host_and_this_machine_are_answered(ask, host):
    assert ask.get("/about/", HTTP_HOST=host, secure=True).status_code == 200


def test_typed_words_are_answered_where_they_were_asked(ask):
    response = ask.get("/search/?q=images", HTTP_HOST="www.example.org", secure=True)
    assert response.status_code == 200
    assert "Location" not in response


def test_what_is_sent_is_not_led_away(ask):
    response = ask.post("/enquiries/new/?topic=policy", {}, HTTP_HOST="www.example.org", secure=True)
    assert response.status_code < 300 or response.status_code >= 400


def test_health_is_answered_under_any_allowed_host_and_without_https(ask):
    assert ask.get("/health/", HTTP_HOST="www.example.org").status_code == 200


def test_on_this_machine_no_host_is_led_away(client):
    for host in project_settings.LOOPBACK_HOSTS:
        assert client.get("/about/", HTTP_HOST=host).status_code == 200


@pytest.mark.parametrize("path", ["/sitemap.xml", "/updates/feed/", "/resources.json", "/helplines.json"])
def test_addresses_are_of_the_site_whatever_host_was_asked(client, content, settings, path):
    settings.SITE_URL = "https://portal.example.org"
    page = client.get(path, HTTP_HOST="localhost:8000").content.decode()
    assert "https://portal.example.org/" in page
    assert "localhost" not in page


def test_addresses_of_results_are_of_the_site(client, content, settings):
    settings.SITE_URL = "https://portal.example.org"
    found = client.get("/search.json?q=images", HTTP_HOST="localhost").json()["results"]
    assert found
    assert all(row["page"].startswith("https://portal.example.org/") for row in found)


def test_the_second_page_of_a_list_is_itself(client, content, settings):
    page = client.get("/resources/?page=2").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/resources/?page=2">' in page
    assert f'<meta property="og:url" content="{settings.SITE_URL}/resources/?page=2">' in page
    assert '<meta property="og:title" content="Resources (page 2)">' in page
    first = client.get("/resources/?page=1").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/resources/">' in first
    assert client.get("/about/?page=2").content.decode().count("?page=2") == 0
