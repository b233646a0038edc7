"""What machines read of the updates and of the whole site: Atom feeds and the sitemap."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from guidance.models import GuidancePage, Update
from guidance.services import publishing
from tests.factories import make_page, make_risk_area, make_update

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
    assert own == [f"{settings.SITE_URL}{path}"]
    entries = atom.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        assert entry.find(f"{ATOM}title").text
        assert entry.find(f"{ATOM}summary").text
        assert entry.find(f"{ATOM}content").text
        for name in ("published", "updated"):
            assert parse_datetime(entry.find(f"{ATOM}{name}").text).tzinfo
        link = entry.find(f"{ATOM}link").get("href")
        assert client.get(link.removeprefix(settings.SITE_URL)).status_code == 200
    ids = texts(atom, "id")
    assert len(ids) == len(set(ids))


def test_the_newest_update_comes_first(client):
    made = make_update(
        title="Brand new", publish_at=timezone.now(), summary="Less < more.", body="**Bold** <b>raw</b>"
    )
    first = feed(client).find(f"{ATOM}entry")
    assert first.find(f"{ATOM}title").text == made.title
    assert first.find(f"{ATOM}summary").text == "Less &lt; more."
    content = first.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<strong>Bold</strong>" in content.text
    assert "<b>" not in content.text


@pytest.mark.parametrize("path", ["/updates/feed/", "/updates/feed/contact/"])
def test_ids_and_addresses_are_the_same_whatever_host_was_asked(client, adviser, settings, path):
    settings.ALLOWED_HOSTS = ["*"]
    publishing.note_change(obj=GuidancePage.objects.get(slug="early-years"), by=adviser, note="Changed.")
    atoms = [client.get(path, headers={"host": host}).content for host in ("old.example", "localhost:8000")]
    assert atoms[0] == atoms[1]
    assert b"old.example" not in atoms[0]
    settings.SITE_URL = settings.SITE_URL.replace("http://", "https://")
    assert texts(feed(client, path), "id") == texts(ElementTree.fromstring(atoms[0]), "id")


def test_links_in_a_feed_are_whole_addresses(client):
    make_update(
        publish_at=timezone.now(), slug="linked", body="## Here\n\n[On](#here) to [all](/resources/)."
    )
    whole = client.get("/updates/feed/").content.decode()
    assert (
        f'href="{settings.SITE_URL}/resources/"'
        in ElementTree.fromstring(whole).find(f"{ATOM}entry/{ATOM}content").text
    )
    assert f"{settings.SITE_URL}/updates/linked/#here" in whole
    assert 'href="/' not in whole
    assert "href=&quot;/" not in whole
    assert 'href="#' not in whole
    assert f'xml:base="{settings.SITE_URL}/"' in whole


def entry_of(client, obj):
    entries = feed(client).iter(f"{ATOM}entry")
    return next(entry for entry in entries if entry.findtext(f"{ATOM}id").endswith(f"updates/{obj.slug}"))


def test_a_corrected_update_keeps_its_id_and_is_updated_now(client, adviser):
    update = make_update(publish_at=datetime(2026, 10, 1, tzinfo=UTC))
    before = entry_of(client, update)
    Update.objects.filter(pk=update.pk).update(title="A corrected title")
    publishing.note_change(obj=update, by=adviser, note="The title was wrong.")
    response, after = client.get("/updates/feed/"), entry_of(client, update)
    assert after.findtext(f"{ATOM}title") == "A corrected title"
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    changed = [
        parse_datetime(after.findtext(f"{ATOM}updated")),
        parsedate_to_datetime(response["Last-Modified"]),
    ]
    assert all(timezone.now() - at < timedelta(minutes=1) for at in changed)


def test_no_date_of_a_feed_is_still_to_come(client, adviser):
    make_update(happened_on=date(2199, 4, 1), publish_at=timezone.now())
    page = GuidancePage.objects.published().first()
    publishing.note_change(obj=page, by=adviser, note="Later.", at=timezone.now() + timedelta(days=2))
    response = client.get("/updates/feed/")
    dates = [parsedate_to_datetime(response["Last-Modified"])]
    dates += map(parse_datetime, texts(feed(client), "updated"))
    dates += map(parse_datetime, texts(feed(client), "published"))
    assert max(dates) <= timezone.now()


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
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    urls = ElementTree.fromstring(response.content).findall(f"{SITEMAP}url")
    return {url.find(f"{SITEMAP}loc").text: url.findtext(f"{SITEMAP}lastmod") for url in urls}


def test_the_sitemap_lists_every_page_a_reader_can_reach(client, pages):
    listed = {address.removeprefix(settings.SITE_URL) for address in sitemap(client)}
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
    page = make_page()
    address = f"{settings.SITE_URL}{page.get_absolute_url()}"
    assert sitemap(client)[address] == f"{page.publish_at:%Y-%m-%d}"
    publishing.note_change(obj=page, by=adviser, note="Changed.", at=datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert sitemap(client)[address] == "2026-11-24"
    publishing.note_change(obj=page, by=adviser, note="Later.", at=timezone.now() + timedelta(days=2))
    assert sitemap(client)[address] == "2026-11-24"


def test_canonical_and_shared_addresses_are_those_of_the_site(client):
    page = client.get("/guidance/early-years/?utm_source=newsletter").content.decode()
    address = f"{settings.SITE_URL}/guidance/early-years/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert '<meta property="og:title" content="Nursery or childminder: act on' in page


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
