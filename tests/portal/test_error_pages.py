"""When something goes wrong, the page says what to do and shows the way to the Front Door."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory

from lesas_portal.views import errors
from tests.document import Document
from tests.factories import WITHDRAWN, make_page, make_person

HEADINGS = {
    400: "We could not read that request",
    403: "You cannot open this page",
    404: "Page not found",
    410: "Page gone: no longer available",
    500: "Something went wrong",
}


FAILURES = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}
ADDRESSES = {404: "/nothing/here/", 410: "/guidance/gone/"}


@pytest.fixture
def answer(db, monkeypatch):
    """How a reader sees an error with a status."""
    make_page(title="Page gone", slug="gone", **WITHDRAWN)

    def ask(status):
        def fail(*arguments, **named):
            raise FAILURES[status]("secret detail")

        if status in FAILURES:
            monkeypatch.setattr("lesas_portal.views.site.timezone.now", fail)
        client = Client(raise_request_exception=False)
        return client.get(ADDRESSES.get(status, "/.well-known/security.txt"))

    return ask


@pytest.mark.parametrize("status", HEADINGS)
def test_an_error_page_says_what_happened_and_where_to_go(answer, status):
    response = answer(status)
    page = response.content.decode()
    document = Document(page)
    assert response.status_code == status
    assert document.faults == []
    assert document.one("h1").text == HEADINGS[status]
    assert document.one("title").text == f"{HEADINGS[status]} – LESAS online safety, Kent"
    links = {link.attributes["href"] for link in document.links}
    assert {"/front-door/", "tel:999", "/"} <= links
    assert "secret detail" not in page
    assert "Traceback" not in page
    assert "noindex" in page
    assert not response.cookies


DRAWINGS = {400: "unclear", 403: "closed", 404: "lost", 410: "closed", 500: "broken"}


@pytest.mark.parametrize("status", HEADINGS)
def test_an_error_page_shows_a_drawing_that_is_read_out_to_nobody(answer, status):
    (picture,) = Document(answer(status).content.decode()).select("main img")
    assert picture.attributes["src"].endswith(f"img/{DRAWINGS[status]}.svg")
    assert picture.attributes["alt"] == ""


@pytest.mark.parametrize("status", sorted(set(HEADINGS) - {500}))
def test_where_only_the_address_was_wrong_there_is_one_box_to_search_in_and_ways_on(answer, status):
    document = Document(answer(status).content.decode())
    (box,) = document.select("input[type='search']")
    assert box.attributes["name"] == "q"
    assert document.select("main form[role='search'][action='/search/']")
    ways = [link.attributes["href"] for link in document.select("main .fork a")]
    ask = ["/enquiries/"] if status == 410 else []  # why it went, or what there is now, only people can say
    assert ways == ["/front-door/", "/guidance/", "/resources/", *ask, "/"]


def test_where_our_side_is_broken_there_are_numbers_only(answer):
    document = Document(answer(500).content.decode())
    assert document.select("input[type='search'], main .fork") == []
    ways = [link.attributes["href"] for link in document.select("main a")]
    assert ways[0] == "tel:999"
    assert all(way.startswith("tel:") for way in ways)


def test_a_page_that_is_gone_leads_to_what_took_its_place(client, db):
    new = make_page(title="The new page", slug="new")
    make_page(title="The old page", slug="old", successor=new, **WITHDRAWN)
    (way,) = Document.of(client.get("/guidance/old/")).select("main a.button")
    assert (way.text, way.attributes["href"]) == ("The new page", "/guidance/new/")


def test_a_page_that_cannot_be_used_so_says_what_it_is_for_and_where_to_go(client, db):
    document = Document.of(client.post("/guidance/"))
    assert document.select("main img[src$='unclear.svg']")
    assert "/search/" in {link.attributes["href"] for link in document.select("main .fork a")}


@pytest.mark.parametrize("status", sorted(set(HEADINGS) - {410}))
def test_an_error_page_asks_nothing_of_the_database(answer, status, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        answer(status)


def test_a_filter_that_is_not_there_is_explained(client, db):
    response = client.get("/resources/?risk=weather")
    document = Document(response.content.decode())
    assert response.status_code == 400
    assert document.faults == []
    assert "/front-door/" in {link.attributes["href"] for link in document.links}
    assert "We have no risk area called “weather”." in document.main


def test_a_form_that_was_open_too_long_is_explained(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "someone", "password": "something"})
    assert response.status_code == 403
    assert "This form could not be checked" in response.content.decode()
    assert "/front-door/" in response.content.decode()


def test_an_unknown_host_is_refused_without_a_trace(db):
    response = Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example.org")
    assert response.status_code == 400
    assert "evil.example.org" not in response.content.decode()
    assert "/front-door/" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/admin/staff/person/", 403, "Your role does not include it"),
        ("/admin/nothing/here/", 404, "what was here may be deleted"),
    ],
)
def test_staff_stay_in_the_frame_of_the_admin_with_a_way_back(adviser_client, adviser, address, status, said):
    response = adviser_client.get(address)
    page = Document.of(response)
    assert response.status_code == status
    assert said in page.text
    assert page.faults == []
    assert page.select("#logout-form")
    assert "/admin/" in {link.attributes["href"] for link in page.select("#content-main a")}
    assert "no-store" in response["Cache-Control"]


def test_who_is_not_signed_in_sees_nothing_of_the_admin(client, db):
    assert client.get("/admin/nothing/here/").headers["Location"].startswith("/admin/login/")
    client.force_login(make_person())
    for address in ("/admin/nothing/here/", "/admin/staff/person/"):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_a_page_that_somebody_may_not_open_is_one_line_of_the_log(adviser_client, adviser, caplog):
    adviser_client.get("/admin/staff/person/?q=tommy")
    adviser_client.get("/admin/nothing/here/")
    lines = [record.getMessage() for record in caplog.records if record.name == errors.logger.name]
    assert lines == [f"Not allowed: {adviser.get_username()}."]


def test_the_page_for_a_broken_server_stands_alone():
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "/front-door/" in response.content.decode()
