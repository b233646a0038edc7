"""What readers follow without a mailing list: feeds by role and by phase, and one page for each term."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings

from guidance.models import Audience, Phase, Role, Update
from guidance.services import publishing
from tests.document import Document
from tests.factories import make_page, make_resource, make_role, make_update

ATOM = "{http://www.w3.org/2005/Atom}"
AUTUMN = datetime(2026, 11, 27, 12, tzinfo=UTC)


def feed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def titles(client, path):
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, path).findall(f"{ATOM}entry")]


@pytest.fixture
def categorised(db):
    """Updates for governors, for primary and for everybody, and a door whose feed is that of governors."""
    governors = Audience.objects.get_or_create(slug="governors", defaults={"name": "Governors"})[0]
    primary = Phase.objects.get_or_create(slug="primary", defaults={"name": "Primary"})[0]
    secondary = Phase.objects.get_or_create(slug="secondary", defaults={"name": "Secondary"})[0]
    make_role(slug="governors", name="Governor").audiences.add(governors)
    make_role(slug="dsl", name="Lead")
    make_update(title="For governors").audiences.add(governors)
    make_update(title="For primary").phases.add(primary, secondary)
    make_update(title="For everybody")


def test_the_feed_of_a_role_has_what_is_for_it_and_what_is_for_everybody(categorised, client):
    assert {*titles(client, "/updates/feed/for/governors/")} == {
        "For governors",
        "For primary",
        "For everybody",
    }
    assert {*titles(client, "/updates/feed/for/dsl/")} == {"For primary", "For everybody"}


def test_the_feed_of_a_phase_has_what_is_for_it_and_what_is_for_all_ages(categorised, client):
    assert {*titles(client, "/updates/feed/phase/primary/")} == {
        "For governors",
        "For primary",
        "For everybody",
    }
    Phase.objects.create(slug="post-16", name="Post-16")
    assert {*titles(client, "/updates/feed/phase/post-16/")} == {"For governors", "For everybody"}


def test_a_changed_page_is_in_the_feeds_that_it_is_filed_under_once(categorised, client, adviser):
    page = make_page(title="A page")
    page.audiences.add(*Audience.objects.all())
    page.phases.add(Phase.objects.get(slug="primary"), Phase.objects.get(slug="secondary"))
    publishing.note_change(obj=page, by=adviser, note="Something.")
    publishing.note_change(obj=make_resource(title="Of nobody"), by=adviser, note="Something.")
    for path in ("for/governors", "phase/primary"):
        found = titles(client, f"/updates/feed/{path}/")
        assert found.count("Guidance page changed: A page") == 1
        assert "Resource changed: Of nobody" not in found
    assert "Guidance page changed: A page" not in titles(client, "/updates/feed/for/dsl/")


@pytest.mark.parametrize("path", ["/updates/feed/for/governors/", "/updates/feed/phase/primary/"])
def test_a_feed_has_a_lasting_name_and_its_own_address(categorised, client, path):
    atom = feed(client, path)
    assert [one.get("href") for one in atom.findall(f"{ATOM}link") if one.get("rel") == "self"] == [
        f"{settings.SITE_URL}{path}"
    ]
    assert atom.findtext(f"{ATOM}id").endswith(path.removeprefix("/updates/").rstrip("/"))
    Role.objects.filter(slug="governors").update(name="Trustee")
    assert feed(client, path).findtext(f"{ATOM}id") == atom.findtext(f"{ATOM}id")


@pytest.mark.parametrize(
    "path", ["for/nobody", "for/home", "phase/old", "for/governors/x", "phase", "risk/for"]
)
def test_there_is_no_other_feed(portal, client, path):
    assert client.get(f"/updates/feed/{path}/").status_code == 404


def test_a_door_that_is_withdrawn_has_no_feed(categorised, client):
    Role.objects.filter(slug="governors").update(status="withdrawn", withdrawn_reason="It is gone.")
    assert client.get("/updates/feed/for/governors/").status_code == 404


def test_the_feeds_are_linked_from_the_pages_that_they_follow(portal, client):
    def links(path):
        return {link.attributes["href"] for link in Document.of(client.get(path)).links}

    assert "/updates/feed/for/governors/" in links("/for/governors/")
    assert {"/updates/feed/for/dsl/", "/updates/feed/phase/primary/"} <= links("/updates/")


# Term by term


@pytest.fixture
def three_terms(db, freeze):
    freeze(AUTUMN)
    for title, at in (
        ("In spring", datetime(2026, 3, 31, 22, 30, tzinfo=UTC)),
        ("In summer", datetime(2026, 3, 31, 23, 30, tzinfo=UTC)),
        ("In autumn", datetime(2026, 9, 1, 9, tzinfo=UTC)),
    ):
        make_update(title=title, publish_at=at, first_public_at=at)


@pytest.mark.parametrize("term", ["spring", "summer", "autumn"])
def test_a_term_has_what_readers_could_first_see_in_it_by_londons_clock(three_terms, client, term):
    page = Document.of(client.get(f"/updates/in/{term}-2026/"))
    shown = [link.text for link in page.select("main .rows h3 a")]
    assert shown == [f"In {term}"]
    assert page.one("h1").text == f"What changed: {term} term 2026"


def test_the_page_of_a_term_stays_and_says_whether_the_term_goes_on(three_terms, client, freeze):
    assert "This term is not over" in client.get("/updates/in/autumn-2026/").text
    freeze(datetime(2027, 6, 1, tzinfo=UTC))
    page = client.get("/updates/in/autumn-2026/")
    assert "In autumn" in page.text
    assert "This term is not over" not in page.text


def test_a_term_without_news_says_so(three_terms, client, freeze):
    freeze(datetime(2027, 6, 1, tzinfo=UTC))
    assert (
        "Nothing was published or changed here in that term." in client.get("/updates/in/spring-2027/").text
    )


def test_the_page_of_a_term_goes_by_the_date_of_the_change_and_tells_the_rest_apart(db, client, freeze):
    """It is sent to a staff meeting: what the site took in late is not what changed this term."""
    freeze(AUTUMN)
    for title, day in (
        ("Of October", date(2026, 10, 5)),
        ("Of last year", date(2025, 6, 1)),
        ("Of November", date(2026, 11, 2)),
        ("Of next spring", date(2027, 4, 1)),
    ):
        make_update(title=title, happened_on=day, publish_at=AUTUMN, first_public_at=AUTUMN)
    page = Document.of(client.get("/updates/in/autumn-2026/"))
    assert [heading.text for heading in page.select("main section > h2")][:3] == [
        *("November 2026", "October 2026", "Also new on this site")
    ]
    shown = [link.text for link in page.select("main .rows h3 a")]
    assert shown == ["Of November", "Of October", "Of next spring", "Of last year"]


@pytest.mark.parametrize("term", ["autumn-2025", "spring-2027", "winter-2026", "2026"])
def test_there_is_no_page_of_a_term_to_come_or_before_the_first(three_terms, client, term):
    assert client.get(f"/updates/in/{term}/").status_code == 404


def test_without_any_update_there_is_no_term(db, client):
    Update.objects.all().delete()
    assert client.get("/updates/in/autumn-2026/").status_code == 404
    assert client.get("/updates/").status_code == 200


def test_terms_are_listed_beside_the_updates_and_in_the_sitemap(three_terms, client):
    links = [link.attributes["href"] for link in Document.of(client.get("/updates/")).links]
    listed = [f"/updates/in/{name}-2026/" for name in ("autumn", "summer", "spring")]
    assert [link for link in links if link in listed] == listed
    sitemap = client.get("/sitemap.xml").text
    assert all(f"{settings.SITE_URL}{path}<" in sitemap for path in listed)
