"""An address with a slip in it leads to the page that was meant, and nothing else does."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lesas_portal.core.typed_addresses import tidied
from tests.factories import WITHDRAWN, make_page

MEANT = {
    "/front-door.": "/front-door/",
    "/front-door/.": "/front-door/",
    "/FRONT-DOOR/": "/front-door/",
    "/FRONT-DOOR": "/front-door/",
    "/frontdoor": "/front-door/",
    "/Frontdoor/": "/front-door/",
    "/front_door/": "/front-door/",
    "/front%20door": "/front-door/",
    "/front-door%20": "/front-door/",
    "/front-door/%20": "/front-door/",
    "/front-door)": "/front-door/",
    "/front-door/).": "/front-door/",
    "/front-door%22": "/front-door/",
    "/front-door%E2%80%9D": "/front-door/",
    "/front%E2%80%8B-door/": "/front-door/",
    "/front-door%C2%A0": "/front-door/",
    "//front-door/": "/front-door/",
    "/Allegation": "/allegations/",
    "/helplines,": "/helplines/",
    "/helplines/;": "/helplines/",
    "/risks//content/": "/risks/content/",
    "/risks/Content/": "/risks/content/",
    "/resources/KCSIE].": "/resources/kcsie/",
    "/Resources.json,": "/resources.json",
    "/Updates/Feed/": "/updates/feed/",
}


def leads_to(client, address: str) -> tuple[int, str]:
    # As a whole path: the test client would take two slashes for a host.
    response = client.generic("GET", "http://testserver" + address)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("typed", MEANT)
def test_a_slip_leads_to_the_page_that_was_meant(client, content, typed):
    assert leads_to(client, typed) == (301, MEANT[typed])
    assert client.get(MEANT[typed]).status_code == 200


def test_the_query_stays(client, content):
    assert leads_to(client, "/Resources,?risk=content&q=a%20b") == (301, "/resources/?risk=content&q=a%20b")


def test_what_was_searched_for_is_in_no_copy_of_the_answer(client, content):
    """A browser keeps a redirect that is for good, with its address; the search page itself is never kept."""
    assert "no-store" in client.get("/Search/?q=my+child")["Cache-Control"]
    assert "Cache-Control" not in client.get("/Front-Door")


@pytest.mark.parametrize(
    "typed",
    [
        "/no-such-page.",
        "/No-Such-Page/",
        "/risks/no-such-area./",
        "/ADMIN/",
        "//Admin/login/",
        "/Admin/guidance/page/1/change/.",
        "//evil.example/",
        "/%5Cevil.example/",
        "//evil.example/front-door.",
        "/front-door./more",
        "/" + "x" * 5_000 + ".",
        "/front-door" + "." * 5_000,
        "/what-has-happened-to-me.",
        "/helplines%0d%0aLocation:%20x",
    ],
)
def test_what_is_no_page_stays_not_found(client, content, typed):
    assert leads_to(client, typed) == (404, "")


def test_a_form_is_never_sent_on(content):
    for method in ("post", "put", "delete", "options"):
        assert getattr(Client(), method)("/front-door.").status_code == 404, method


def test_a_page_that_is_gone_is_found_gone_and_a_draft_is_not_found(client, db):
    make_page(title="Gone", slug="gone", **WITHDRAWN)
    make_page(title="Draft", slug="draft", status="draft", publish_at=None)
    assert leads_to(client, "/guidance/GONE/") == (301, "/guidance/gone/")
    assert leads_to(client, "/guidance/Draft/")[0] == 404


def test_a_page_at_an_address_is_left_alone(client, content, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert leads_to(client, "/FRONT-DOOR/") == (301, "/front-door/")
    assert leads_to(client, "/front-door") == (301, "/front-door/")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text("/.,)front-dor_ \u200b", max_size=40))
def test_tidying_ends_at_once_and_stays_on_this_site(typed):
    once = tidied("/" + typed)
    assert tidied(once) == once
    assert once.startswith("/")
    assert not once.startswith("//")
    assert once == once.lower() or not once.isascii()


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(typed=st.text("/.,)]front-dorhelpsAD \u200b'%\\", max_size=30))
def test_no_address_leads_round_in_a_circle_or_away(typed):
    address = "/" + quote(typed)
    status, location = leads_to(Client(), address)
    if location:
        assert status in {301, 302}
        assert location.startswith("/")
        assert not location.startswith(("//", "/admin"))
        try:
            assert resolve(location.partition("?")[0])
        except Resolver404:
            pytest.fail(f"{address!r} leads to {location!r}, where nothing is")
