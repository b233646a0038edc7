"""What machines read of the updates and of the whole site: Atom feeds and the sitemap."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.dateparse import parse_datetime

from guidance.models import GuidancePage, Update
from guidance.services import publishing
from tests.factories import make_risk_area, make_update

pytestmark = pytest.mark.usefixtures("portal")
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(client, path="/updates/feed/"):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def texts(element, tag):
    return [found.text for found in element.iter(f"{ATOM}{tag}")]


@pytest.mark.parametrize("path", ["/updates/feed/", "/updates/feed/contact/"])
def test_a_feed_is_sound_atom(client, path):
    atom = feed(client, path)
    assert atom.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert atom.find(f"{ATOM}{name}").text
    own = [link.get("href") for link in atom.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://testserver{path}"]
    entries = atom.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        assert entry.find(f"{ATOM}title").text
        assert entry.find(f"{ATOM}summary").text
        for name in ("published", "updated"):
            assert parse_datetime(entry.find(f"{ATOM}{name}").text).tzinfo
        link = entry.find(f"{ATOM}link").get("href")
        assert client.get(link).status_code == 200
    ids = texts(atom, "id")
    assert len(ids) == len(set(ids))


def test_the_newest_update_comes_first(client):
    made = make_update(title="Brand new", happened_on=datetime.now(UTC).date(), body="**Bold** <b>raw</b>")
    first = feed(client).find(f"{ATOM}entry")
    assert first.find(f"{ATOM}title").text == made.title
    summary = first.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "<strong>Bold</strong>" in summary.text
    assert "<b>" not in summary.text


def test_the_feed_says_when_it_last_changed(client):
    newest = max(parse_datetime(text) for text in texts(feed(client), "updated"))
    assert parse_datetime(feed(client).find(f"{ATOM}updated").text) == newest


def test_a_feed_of_one_risk_area_carries_only_its_updates(client):
    expected = Update.objects.published().filter(risk_areas__slug="commerce")
    titles = texts(feed(client, "/updates/feed/commerce/"), "title")[1:]
    assert sorted(titles) == sorted(update.title for update in expected)


def test_no_feed_of_an_area_that_is_not_there(client):
    make_risk_area(slug="hidden", status="draft", publish_at=None)
    assert client.get("/updates/feed/weather/").status_code == 404
    assert client.get("/updates/feed/hidden/").status_code == 404


def sitemap(client):
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    urls = ElementTree.fromstring(response.content).findall(f"{SITEMAP}url")
    return {url.find(f"{SITEMAP}loc").text: url.findtext(f"{SITEMAP}lastmod") for url in urls}


def test_the_sitemap_lists_every_page_a_reader_can_reach(client, pages):
    listed = {address.removeprefix("http://testserver") for address in sitemap(client)}
    reachable = {
        path
        for path, visit in pages.items()
        if "?" not in path and visit.response.status_code == 200 and 'content="noindex"' not in visit.html
        # Forms are reached from the page they belong to.
        if not path.startswith("/enquiries/") and not path.endswith("/tailor/")
    }
    assert reachable <= listed
    assert all(client.get(path).status_code == 200 for path in listed - reachable)


def test_the_sitemap_says_when_a_page_last_changed(client, adviser):
    page = GuidancePage.objects.published().first()
    address = f"http://testserver{page.get_absolute_url()}"
    assert sitemap(client)[address] == f"{page.publish_at:%Y-%m-%d}"
    publishing.note_change(obj=page, by=adviser, note="Changed.", at=datetime(2026, 12, 24, 12, tzinfo=UTC))
    assert sitemap(client)[address] == "2026-12-24"


def test_canonical_and_shared_addresses_are_those_of_the_site(client):
    page = client.get("/guidance/early-years/?utm_source=newsletter").content.decode()
    address = f"{settings.SITE_URL}/guidance/early-years/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert '<meta property="og:title" content="Online safety in the early years">' in page


def test_every_page_describes_itself(pages):
    for path, visit in pages.items():
        described = {
            element.attributes.get("property") or element.attributes.get("name"): element.attributes[
                "content"
            ]
            for element in visit.document.all("meta")
            if "content" in element.attributes
        }
        assert described["viewport"] == "width=device-width, initial-scale=1", path
        assert {"og:title", "og:type", "og:url", "og:site_name"} <= set(described), path
        assert "canonical" in visit.html or described["robots"] == "noindex", path
        if "robots" not in described:
            assert 20 < len(described.get("description", "")) <= 300, path


def test_every_page_names_the_feed(pages):
    for visit in pages.values():
        (feed_link,) = [
            link.attributes for link in visit.document.all("link") if link.attributes["rel"] == "alternate"
        ]
        assert feed_link["href"] == "/updates/feed/"
        assert feed_link["type"] == "application/atom+xml"
