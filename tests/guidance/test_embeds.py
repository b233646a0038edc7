"""The card and the list for other sites: the only pages that may stand in a frame, small and by the clock."""

import re
from datetime import UTC, datetime, time
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client

from guidance import page_copies
from guidance.models import Helpline, load_bearing
from guidance.services import snapshot_file
from lesas_portal import kept_pages
from tests.conventions import seen
from tests.document import Document

pytestmark = pytest.mark.usefixtures("portal")
CARD, LIST = "/embed/front-door/", "/embed/helplines/"
FRIDAY_NOON, FRIDAY_EVENING = datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 27, 18, tzinfo=UTC)
MOST_BYTES = 3_000


def policy(response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def confirm_office_hours() -> None:
    office = Helpline.objects.get(slug=load_bearing.OFFICE)
    office.periods.all().delete()
    for weekday in range(5):
        office.periods.create(weekday=weekday, opens=time(8, 30), closes=time(17))
    Helpline.objects.filter(pk=office.pk).update(hours_confirmed=True)


def away():
    def refuse(*arguments):
        raise OperationalError

    return connection.execute_wrapper(refuse)


@pytest.mark.parametrize("path", [CARD, LIST])
def test_another_site_may_show_it_in_a_frame_and_it_runs_nothing(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    said = policy(response)
    assert said["frame-ancestors"] == "*"
    assert [said[name] for name in ("script-src", "form-action", "connect-src")] == ["'none'"] * 3
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    page = Document.of(response)
    assert not page.all("script", "form", "img", "iframe")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert page.faults == []


@pytest.mark.parametrize(
    "path", ["/", "/embed/", "/front-door/", "/helplines/", "/embed/nothing/", "/admin/login/"]
)
def test_nothing_else_may_be_framed(client, path):
    response = client.get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert policy(response)["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", [CARD, LIST])
def test_a_wrong_method_to_a_frame_is_refused_by_a_page_that_may_not_be_framed(client, path):
    response = client.post(path)
    assert response.status_code == 405
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", [CARD, LIST])
@pytest.mark.parametrize("site", ["http://127.0.0.1:8000", "https://online-safety.lesas.kent.example.org"])
def test_it_has_three_kilobytes_at_most(client, settings, freeze, path, site):
    settings.SITE_URL = site
    freeze(FRIDAY_EVENING)
    confirm_office_hours()
    assert len(client.get(path, headers={"Accept-Encoding": "identity"}).content) <= MOST_BYTES


def test_it_stays_within_them_however_many_helplines_there_are(client):
    for number in range(20):
        Helpline.objects.create(
            title=f"A helpline with quite a long name, number {number}",
            slug=f"long-{number}",
            status="published",
            publish_at=FRIDAY_NOON.replace(year=2025),
            first_public_at=FRIDAY_NOON.replace(year=2025),
            need="children",
            who="Anyone.",
            about="Anything.",
            phone=f"01234 5678{number:02}",
            phone_confirmed=True,
        )
    response = client.get(LIST, headers={"Accept-Encoding": "identity"})
    assert len(Document.of(response).all("li")) == 8
    assert len(response.content) <= MOST_BYTES


def test_the_card_has_the_number_for_the_hour_first_and_says_of_which_moment_it_is(client, freeze):
    confirm_office_hours()
    shown = []
    for moment in (FRIDAY_NOON, FRIDAY_EVENING):
        freeze(moment)
        page = Document.of(client.get(CARD))
        shown.append([link.attributes["href"] for link in page.select("li a")])
        assert "As of" in page.main
        assert "Friday 27 November 2026" in page.main
    assert shown[0] == ["tel:999", "tel:03000411111", "tel:03000419191"]
    assert shown[1] == ["tel:999", "tel:03000419191", "tel:03000411111"]


def test_the_card_guesses_no_hours(client, freeze):
    freeze(FRIDAY_EVENING)
    page = Document.of(client.get(CARD))
    assert "open" not in page.main.lower()
    assert [link.text for link in page.select("li a")] == ["999", "03000 41 11 11", "03000 41 91 91"]


def test_the_list_says_who_is_open_where_somebody_has_confirmed_the_hours(client, freeze):
    line = Helpline.objects.get(slug="family-lives")
    line.periods.all().delete()
    line.periods.create(weekday=4, opens=time(9), closes=time(17))
    Helpline.objects.filter(pk=line.pk).update(hours_confirmed=True)
    said = []
    for moment in (FRIDAY_NOON, FRIDAY_EVENING):
        freeze(moment)
        rows = Document.of(client.get(LIST)).all("li")
        said += [row.text for row in rows if "Family Lives" in row.text]
    assert said[0].endswith("Open now until 5pm")
    assert said[1].endswith("Opens on Friday 4 December at 9am")


def test_a_number_that_nobody_has_confirmed_is_not_in_the_list(client):
    Helpline.objects.filter(slug="childline").update(phone_confirmed=False)
    assert "Childline" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("path", [CARD, LIST])
def test_without_database_and_copy_it_still_names_who_can_be_rung(client, path):
    with away():
        response = client.get(path)
    assert response.status_code == 200
    page = Document.of(response)
    assert {"tel:999"} < {link.attributes["href"] for link in page.all("a")}
    assert response["Cache-Control"] == "no-store"
    assert "X-Frame-Options" not in response


def test_from_a_copy_the_list_is_whole(client):
    before = [row.text for row in Document.of(client.get(LIST)).all("li")]
    for one in kept_pages.RENEW:
        one()
    assert snapshot_file.read(page_copies.COPY)
    with away():
        after = Document.of(client.get(LIST))
    assert [row.text for row in after.all("li")] == before
    assert "Our database does not answer" in after.main


def test_the_page_that_shows_how_promises_hours_only_where_they_are_confirmed(client):
    assert "who is open at that hour" not in client.get("/embed/").content.decode()
    assert "Where hours are confirmed, it says who is open." in client.get("/embed/").content.decode()


def snippets(client) -> dict[str, str]:
    """The texts of the boxes of the page that shows how, by their ids."""
    page = client.get("/embed/").content.decode()
    return {
        name: unescape(text)
        for name, text in re.findall(r'<textarea[^>]*id="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }


def test_the_page_that_shows_how_has_a_frame_to_paste_with_a_title(client, settings):
    settings.SITE_URL = "https://portal.example.org"
    found = snippets(client)
    for name, path in (("front-door-frame", CARD), ("helplines-frame", LIST)):
        frame = Document(found[name]).one("iframe").attributes
        assert frame["src"] == f"https://portal.example.org{path}"
        assert frame["title"]
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(("name", "path"), [("front-door-html", CARD), ("helplines-html", LIST)])
def test_the_html_to_paste_has_the_numbers_of_the_live_page_a_date_and_whole_addresses(
    client, settings, freeze, name, path
):
    settings.SITE_URL = "https://portal.example.org"
    freeze(FRIDAY_NOON)
    html = snippets(client)[name]
    pasted = Document(f"<html><body>{html}</body></html>")
    live = Document.of(client.get(path))
    numbers = [
        {
            link.attributes["href"].partition("?")[0]
            for link in page.all("a")
            if ":" in link.attributes["href"][:4]
        }
        for page in (pasted, live)
    ]
    assert numbers[0] == numbers[1] != set()
    assert "Numbers as of 27 November 2026" in pasted.text
    assert all(not link.attributes["href"].startswith("/") for link in pasted.links)
    assert pasted.faults == []
    assert not re.search(r"\b(open|closed) now|Opens|Until then", html), "true at any hour"


def test_the_pages_have_no_slip(client):
    for path in (CARD, LIST, "/embed/"):
        assert seen.in_page(client.get(path).content.decode()) == []


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [("/about/", {"/embed/", CARD, LIST}), ("/for/leaders/", {"/embed/"}), ("/embed/", {CARD, LIST})],
)
def test_who_has_a_site_finds_them(client, path, leads_to):
    links = {link.attributes["href"] for link in Document.of(client.get(path)).links}
    assert leads_to <= links


def test_a_reader_of_one_gets_no_cookie(portal):
    reader = Client()
    for path in (CARD, LIST, "/embed/"):
        reader.get(path)
    assert not reader.cookies
