"""The page for whoever uses our lists on a site of their own, and the page from which it moved."""

import pytest
from django.urls import reverse

from guidance import search
from tests.document import Document
from tests.factories import make_helpline, make_resource


def codes(client) -> set[str]:
    """Every name that the page explains."""
    page = Document.of(client.get("/about/data/"))
    return {element.text for element in page.one("main").select("code")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("guidance:resources_json", "resources"),
        ("guidance:helplines_json", "helplines"),
        ("search_json", "results"),
    ],
)
def test_every_field_of_a_list_is_explained(client, address, rows):
    search.refresh(make_resource(title="Filtering"))
    make_helpline(phone="0800 1111", phone_confirmed=True)
    answer = client.get(f"{reverse(address)}?q=filtering").json()
    assert {*answer, *answer[rows][0]} - codes(client) == set()


def test_old_links_into_the_page_about_us_lead_on(client):
    page = Document.of(client.get("/about/"))
    assert "data" in page.ids
    assert reverse("about_data") in [link.attributes["href"] for link in page.one("main").select("a")]
    assert page.one("main").select("code") == []


def test_it_stands_below_the_page_about_us(client):
    page = Document.of(client.get("/about/data/"))
    assert [link.text for link in page.select(".crumbs a")] == ["Home", "About LESAS"]


def test_the_page_about_us_says_which_numbers_are_shown(client):
    shown = Document.of(client.get("/about/")).main
    assert "We show numbers that we found on published pages, or that an adviser has checked." in shown
    assert "The data says of each where and when it was found." in shown
