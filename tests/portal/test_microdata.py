"""Pages say in microdata (schema.org) what programs may read of them, and no more than readers see."""

import pytest

from guidance.models import GuidancePage, Helpline
from tests.document import Document, Element

SCHEMA = "https://schema.org/"


def of_type(page: Element, name: str) -> list[Element]:
    return page.select(f'[itemtype="{SCHEMA}{name}"]')


def said(item: Element, name: str) -> list[str]:
    """The values of a property of ``item``: the content of a ``meta``, where a link leads, else words."""
    found = item.select(f'[itemprop~="{name}"]')
    return [one.attributes.get("content") or one.attributes.get("href") or one.text for one in found]


@pytest.fixture
def read(client, content):
    return lambda path: Document.of(client.get(path))


def test_each_helpline_with_a_confirmed_number_is_a_contact_and_no_other(read):
    page = read("/helplines/")
    contacts = {one.attributes["id"]: one for one in of_type(page, "ContactPoint")}
    rung = {row.slug: row for row in Helpline.objects.published() if row.is_rung}
    assert contacts.keys() == rung.keys()
    assert len(contacts) < Helpline.objects.published().count()
    for slug, row in rung.items():
        assert said(contacts[slug], "name") == [row.title]
        numbers = [number for number in (row.public_phone, row.public_text_number) if number]
        assert said(contacts[slug], "telephone") == numbers


def test_the_way_to_a_page_is_a_list_from_the_home_page_on(read):
    page = read("/guidance/early-years/")
    (way,) = of_type(page, "BreadcrumbList")
    steps = of_type(way, "ListItem")
    title = GuidancePage.objects.get(slug="early-years").title
    assert [said(step, "name") for step in steps] == [["Home"], ["Guidance"], [title]]
    assert [said(step, "item") for step in steps] == [["/"], ["/guidance/"], []]
    assert [said(step, "position") for step in steps] == [["1"], ["2"], ["3"]]


def test_a_guidance_page_says_who_wrote_it_and_when_it_changed(read):
    row = GuidancePage.objects.get(slug="early-years")
    (article,) = of_type(read("/guidance/early-years/"), "Article")
    assert said(article, "headline") == [row.title]
    assert said(article, "dateModified") == [f"{row.content_date():%Y-%m-%d}"]
    (team,) = of_type(article, "GovernmentOrganization")
    assert team.attributes["itemprop"] == "author publisher"
    assert said(team, "name") == ["LADO Education Safeguarding Advisory Service, Kent County Council"]


def test_no_item_stands_outside_and_every_name_is_of_schema_org(read):
    for path in ("/", "/helplines/", "/guidance/early-years/", "/resources/childline/"):
        page = read(path)
        for one in page.select("[itemprop]"):
            assert any("itemscope" in parent.attrib for parent in one.node.iterancestors()), one.text
        assert all(one.attributes["itemtype"].startswith(SCHEMA) for one in page.select("[itemscope]"))
