"""What a page may cost: queries to make it, bytes to send it."""

import gzip
from datetime import timedelta
from time import sleep

import pytest
from django.test import Client

from guidance import search
from guidance.services import front_door, next_change
from guidance.services.routes import public_book
from tests.crawler import Visit, file_of

# Of the first reader after an edit: one query, for the version, more for each thing that is then kept.
BUDGETS = [
    ("/", 8),
    ("/for/dsl/", 9),
    ("/for/governors/", 11),
    ("/for/governors/briefing/", 9),
    ("/planner/", 5),
    ("/planner.ics", 3),
    ("/risks/", 4),
    ("/risks/conduct/", 10),
    ("/guidance/", 4),
    ("/guidance/when-something-happens/", 9),
    ("/resources/", 13),
    ("/resources/?risk=contact&phase=primary&statutory=1&q=children&sort=publisher", 15),
    ("/resources/kcsie/", 8),
    ("/resources.json", 14),
    ("/helplines/", 6),
    ("/helplines.json", 5),
    ("/front-door/", 2),
    ("/training/", 4),
    ("/training/online-safety-review/", 6),
    ("/parents/", 6),
    ("/parents/group-chats/", 7),  # one for the helplines of its box
    ("/policies/", 4),
    ("/policies/acceptable-use/", 10),  # one for the numbers of its contacts
    ("/policies/acceptable-use/reasons/", 8),
    ("/policies/acceptable-use/sheets/contacts/", 8),
    ("/policies/acceptable-use/tailor/", 6),
    ("/self-review/", 2),
    ("/self-review/school/", 2),
    ("/self-review/compare/", 2),
    ("/self-review/school/questions/by-theme/", 2),
    ("/search/?q=sexting", 12),
    ("/search/?q=pupil+has+been+messaged+by+a+man", 12),
    ("/enquiries/", 2),
    ("/enquiries/new/?topic=policy", 4),
    ("/updates/", 8),  # two for the roles and phases that can be followed
    ("/updates/feed/", 4),
    ("/updates/feed/content/", 5),
    ("/updates/feed/for/dsl/", 5),
    ("/updates/feed/phase/primary/", 5),
    ("/updates/in/autumn-2026/", 5),
    ("/sitemap.xml", 23),  # two for each kind of page
    ("/about/", 1),
    ("/embed/", 7),
    ("/embed/front-door/", 2),
    ("/embed/helplines/", 7),
    ("/pack/", 5),
    (
        "/pack/made/?page=filtering-and-monitoring&page=group-chats&handout=5-to-7&helpline=childline"
        "&since=2026-09-01",
        18,
    ),
    ("/health/", 3),
]
MOST_QUERIES = 13
FIRST_VISIT = 25_000
HEAVIEST_PAGE = 46_000  # acceptable use: ten agreements, drawings, and why each clause is there


@pytest.mark.parametrize(("path", "budget"), BUDGETS)
def test_a_page_stays_within_its_queries(portal, client, at_most_queries, path, budget):
    search.find("filtering")  # The first search after a change reads the known words as well,
    public_book()  # the first text that names a helpline all that texts may name,
    front_door.now()  # the first page with numbers whose they are.
    with at_most_queries(budget):
        response = client.get(path)
    assert response.status_code == 200


def test_an_hour_that_begins_while_a_page_is_asked_is_not_counted_as_its_own(
    portal, at_most_queries, monkeypatch
):
    monkeypatch.setattr(next_change, "_known", None)
    monkeypatch.setattr(next_change, "after", lambda at: at + timedelta(milliseconds=20))
    public_book()
    with at_most_queries(1):
        sleep(0.05)
        public_book()


def test_no_page_a_reader_can_reach_asks_more(pages):
    assert {path: visit.queries for path, visit in pages.items() if visit.queries > MOST_QUERIES} == {}


def test_a_first_visit_is_light(pages):
    assert weight(pages["/"]) <= FIRST_VISIT


def test_the_heaviest_page_is_light(pages):
    heaviest = max(pages.values(), key=weight)
    assert weight(heaviest) <= HEAVIEST_PAGE, heaviest.path


def weight(visit: Visit) -> int:
    """Bytes of the page, its styles and scripts, compressed as sent; of the icons, the drawing is taken."""
    document = visit.document
    links = [link.attributes for link in document.all("link")]
    files = {link["href"] for link in links if link["rel"] == "stylesheet" or "svg" in link.get("type", "")}
    files |= {element.attributes["src"] for element in document.having("src")}
    return compressed(visit.html.encode()) + sum(compressed(sent_from(address)) for address in files)


def sent_from(address: str) -> bytes:
    """What the address answers: a file, or a picture that the site draws, as the code of a hand-out."""
    found = file_of(address)
    return found.read_bytes() if found else Client().get(address).content


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))
