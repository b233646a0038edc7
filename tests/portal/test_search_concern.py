"""Words that read like a concern are answered by who to ring and three chosen ways; a subject is not."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from guidance import search
from guidance.models import GuidedRoute, Helpline, ZeroResultQuery
from guidance.models.load_bearing import OFFICE, OUT_OF_HOURS
from guidance.services import editing, front_door, routes
from tests.document import Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
HERE = Path(__file__).parent
NUMBERS = ["tel:999", "tel:03000411111", "tel:03000419191"]
TOLD = "/guidance/a-child-tells-you/"


@pytest.fixture(autouse=True)
def office_hours(freeze) -> None:
    """A Thursday at ten: the order of the two numbers may depend on the clock."""
    freeze(datetime(2026, 11, 26, 10, tzinfo=UTC))


@cache
def rows(table: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / f"{table}.jsonl").read_text("utf-8").splitlines()]


def ask(client, words: str, path: str = "/search/", **parameters) -> Document:
    response = client.get(path, {"q": words, **parameters})
    assert response.status_code == 200
    return Document.of(response)


def box(page: Document) -> list[str]:
    """Where the links of the answer lead, in order; nothing without it."""
    return [link.attributes["href"] for part in page.select(".concern") for link in part.select("a")]


def fold_of_results(page: Document):
    """The one fold that holds results; the filters among them are another."""
    (fold,) = [one for one in page.select("details.fold") if one.select("[data-result]")]
    return fold


def is_answered(client, words: str) -> bool:
    return client.get("/search.json", {"q": words}).json()["concern"]


@pytest.mark.parametrize(
    "words", ["a child told me about a game asking for photos", "she says a man in a chat wants to meet her"]
)
def test_a_concern_about_a_child_gets_the_numbers_then_three_ways(client, words):
    page = ask(client, words)
    assert box(page) == [*NUMBERS, TOLD, "/what-has-happened/contact/", "/front-door/"]
    assert page.html.index('class="concern"') < page.html.index("data-result")
    assert not page.select(".strip"), "the answer is the way to help, so nothing stands above it"
    assert "open" not in fold_of_results(page).attributes
    assert len(page.select('main .plate[href="tel:999"]')) == 1


@pytest.mark.parametrize(
    "words",
    [
        "headteacher accused",
        "complaint that a teaching assistant hurt a child",
        "teacher acused of hitting a pupil",
        "hurt by a teacher",
    ],
)
def test_an_accusation_leads_to_the_lado_first(client, words):
    page = ask(client, words)
    assert box(page)[: len(NUMBERS) + 1] == [*NUMBERS, "/allegations/"]
    first = page.select("[data-result]")[0].select("a")[0]
    assert first.attributes["href"] == "/allegations/"


@pytest.mark.parametrize(
    "words", ["allegation", "accused", "accusation", "complaint about staff", "allegation against teacher"]
)
def test_the_subject_of_allegations_finds_the_lado_first_and_gets_no_answer(client, words):
    page = ask(client, words)
    assert box(page) == []
    assert page.select("[data-result]")[0].select("a")[0].attributes["href"] == "/allegations/"


@pytest.mark.parametrize(
    "words",
    ["camera policy for trips", "camera polcy for trips", "our music teacher wants to record a concert"],
)
def test_a_subject_a_title_or_a_task_gets_no_answer(client, words):
    assert box(ask(client, words)) == []


def test_the_words_as_repaired_decide_and_words_that_need_no_repair_are_read_as_typed(client):
    assert is_answered(client, "pupl beign blackmaled")
    assert not is_answered(client, "a child was sent home with the phone polcy")
    # The portal has no concert, and "concern" is near: ordinary words are no typing errors.
    read = client.get("/search/", {"q": "concert for a child"})
    assert not read.context["found"].was_corrected
    assert not read.context["concern"]


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("boy being blackmailed over a picture", "/what-has-happened/blackmail/"),
        ("she told her friend she has been cutting herself", "/what-has-happened/harm/"),
        ("nude of a year 9 being passed round", "/what-has-happened/nudes/"),
        ("my son has lost his money and is betting at night", "/what-has-happened/money/"),
        ("my daughter is being bullied in a group chat", "/what-has-happened/bullying/"),
        ("pupil posted a video of a teacher to laugh at", "/what-has-happened/staff/"),
        ("year 8 girl says her uncle hits her", "/what-has-happened/not-sure/"),
    ],
)
def test_the_second_way_fits_the_words(client, words, way):
    found = box(ask(client, words))
    assert found[len(NUMBERS) + 1] == way
    assert client.get(way).status_code == 200


def test_a_guide_that_was_withdrawn_is_not_offered(client, adviser):
    """Its place takes the one for whoever is not sure, and without that one the start of all guides."""
    for slug, instead in (("money", "/what-has-happened/not-sure/"), ("not-sure", "/what-has-happened/")):
        route = GuidedRoute.objects.get(slug=slug)
        route.status, route.withdrawn_reason = GuidedRoute.Status.WITHDRAWN, "It is old."
        editing.save_changes(obj=route, by=adviser)
        found = box(ask(client, "my son has lost his money and is betting at night"))
        assert found[len(NUMBERS) + 1] == instead


@pytest.mark.parametrize(
    ("table", "recall", "for_the_lado", "wrong"),
    [("search_concerns", 0.98, 0.95, 0), ("search_concerns_unseen", 0.95, 0.9, 0.03)],
)
def test_concerns_are_answered_and_subjects_are_not(client, table, recall, for_the_lado, wrong):
    read = {
        row["query"]: client.get("/search/", {"q": row["query"]}).context["concern"] for row in rows(table)
    }
    kinds = {kind: [row["query"] for row in rows(table) if row["reads_like"] == kind] for kind in KINDS}
    concerns = kinds["concern"] + kinds["allegation"]
    missed = [words for words in concerns if not read[words]]
    assert len(missed) <= (1 - recall) * len(concerns), missed
    sent = [words for words in kinds["allegation"] if read[words] and read[words].is_about_staff]
    assert len(sent) >= for_the_lado * len(kinds["allegation"]), set(kinds["allegation"]) - set(sent)
    answered = [words for words in kinds["subject"] if read[words]]
    assert len(answered) <= wrong * len(kinds["subject"]), answered


KINDS = ("concern", "allegation", "subject")


def test_no_number_that_nobody_confirmed_is_shown(client):
    Helpline.objects.filter(slug__in=[OFFICE, OUT_OF_HOURS]).update(phone_confirmed=False)
    assert box(ask(client, "pupil has been messaged by a man"))[:2] == ["tel:999", TOLD]


def test_results_that_were_asked_for_are_unfolded(client):
    words = "a child told me about a game asking for photos"
    for said, more in (("a child told me", {"page": "2"}), (words, {"kind": "resource"})):
        assert "open" in fold_of_results(ask(client, said, **more)).attributes, more
    nothing = ask(client, words, kind="service")
    assert nothing.select("[data-result]") == []
    assert "Remove filter" in nothing.text


def test_the_same_answer_stands_above_the_resources_and_is_not_kept(client):
    words = "a child told me about a game asking for photos"
    response = client.get("/resources/", {"q": words})
    page = Document.of(response)
    assert box(page) == box(ask(client, words))
    assert page.html.index('class="concern"') < page.html.index('role="status"')
    assert "no-store" in response["Cache-Control"]
    subject = client.get("/resources/", {"q": "sexting"})
    assert box(Document.of(subject)) == []
    assert "no-store" in subject["Cache-Control"], "whatever was typed is in the address"
    assert "Cache-Control" not in client.get("/resources/")


@pytest.mark.parametrize("path", ["/search/", "/resources/"])
def test_while_the_screen_is_broken_nothing_is_claimed(client, weights_away, path):
    assert box(ask(client, "pupil has been messaged by a man", path)) == []


def test_an_answer_costs_two_queries(client, at_most_queries):
    words = "pupil has been messaged by a man"
    search.find("filtering")
    routes.public_book()
    front_door.now()  # The numbers are read once after a change, and each page asks whether there was one.
    with CaptureQueriesContext(connection) as searched:
        search.find(words)
    with at_most_queries(len(searched) + 2):
        ask(client, words)
    with at_most_queries(17):  # Two are for the resources that these words find, and for their ages.
        ask(client, words, "/resources/")


def test_what_the_page_takes_for_a_subject_is_counted_and_what_tells_of_somebody_is_not(client):
    client.get("/search/", {"q": "asbestos", "exact": "1"})
    assert ZeroResultQuery.objects.count() == 1
    for words in ("she ate asbestos", "asbestos 0300041", "Asbestos Qqzz", "his asbestos hurts him"):
        client.get("/search/", {"q": words, "exact": "1"})
    assert ZeroResultQuery.objects.count() == 1


def test_a_word_that_no_page_has_is_counted_though_the_others_found_something(client):
    for day in range(3):
        with time_machine.travel(datetime(2026, 11, 26 + day, 10, tzinfo=UTC), tick=False):
            for number in range(4):
                place = f"10.{day}.{number}.1"
                found = client.get("/search/", {"q": "asbestos policy aoife"}, REMOTE_ADDR=place).context[
                    "found"
                ]
                assert found.total
    assert [row.words for row in ZeroResultQuery.objects.readable()] == ["asbestos"]
    assert ZeroResultQuery.objects.count() == 1


def refuse(*arguments):
    raise DatabaseError("The database is down.")


def test_without_a_database_the_screen_reads_on_where_search_would_have_stopped(client):
    routes.public_book()
    words = "please help " * 20 + "pupil has been messaged by a man"
    with connection.execute_wrapper(refuse):
        page = Document.of(client.get("/search/", {"q": words}))
    assert "Is this about a particular child?" in page.text
    assert words[:200] in page.html
    assert words not in page.html


def test_without_a_database_a_concern_still_gets_the_numbers_and_the_ways(client):
    routes.public_book()
    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        response = client.get("/search/", {"q": "my son is being blackmailed"})
        subject = client.get("/search/", {"q": "filtering standards"})
    page = Document.of(response)
    assert response.status_code == 503
    assert box(page) == [*NUMBERS, TOLD, "/what-has-happened/blackmail/", "/front-door/"]
    assert "We found no pages" not in page.text
    assert "no-store" in response["Cache-Control"]
    assert subject.status_code == 503
