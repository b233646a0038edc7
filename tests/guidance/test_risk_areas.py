"""The page of a risk area: its contents, and where the names of its helplines lead."""

import pytest

from tests.document import Document
from tests.factories import make_helpline, make_resource, make_risk_area


def links(client, area, text):
    document = Document(client.get(area.get_absolute_url()).content.decode())
    return [link.attributes["href"] for link in document.links if link.text == text]


@pytest.fixture
def helpline(db):
    helpline = make_helpline(title="Kind Line", slug="kind-line")
    make_resource(title="Kind Line", slug="kind-line", url="https://kind.example.org/", helpline=helpline)
    return helpline


def test_the_name_of_a_helpline_leads_to_its_hours(client, helpline):
    area = make_risk_area()
    area.helplines.add(helpline)
    assert links(client, area, "Kind Line") == ["/helplines/#kind-line"]


def test_where_the_text_links_the_same_name_both_lead_to_its_website(client, helpline):
    area = make_risk_area(first_steps="1. Ask [Kind Line](resource:kind-line).")
    area.helplines.add(helpline)
    assert links(client, area, "Kind Line") == ["https://kind.example.org/"] * 2


def test_the_contents_name_only_what_is_there(client, db):
    document = Document(
        client.get(make_risk_area(title="Contact", links="").get_absolute_url()).content.decode()
    )
    inside = {link.attributes["href"] for link in document.links if link.attributes["href"].startswith("#")}
    assert {"#first", "#signs", "#what"} <= inside
    assert not {"#helplines", "#links", "#guidance"} & inside
