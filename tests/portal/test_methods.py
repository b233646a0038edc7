"""A wrong method is answered with a page that says so, and with those that the address does take."""

import pytest
from django.test import Client

from tests.portal.test_open_data import addresses


@pytest.fixture
def ask():
    """As for real: with Django's check of forms."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_a_page_that_is_only_read_says_so(ask, db, method):
    response = ask.generic(method, "/about/")
    page = response.content.decode()
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "This page cannot be used in that way" in page
    assert "/front-door/" in page
    assert "could not be checked" not in page
    assert response["Cache-Control"] == "no-store"


def test_a_page_with_a_form_says_that_it_takes_one(ask, content):
    response = ask.delete("/enquiries/new/?topic=policy")
    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response["Allow"].split(", "))


def test_options_are_told(ask, db):
    response = ask.options("/about/")
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_form_of_the_admin_is_checked_as_before(ask, db):
    assert ask.post("/admin/login/", {"username": "a"}).status_code == 403


def test_every_public_address_minds_its_methods(ask, content):
    asked = [path for _, path in addresses() if not path.startswith("/admin/")]
    assert len(asked) > 40
    assert [path for path in asked if ask.generic("PROPFIND", path).status_code != 405] == []
