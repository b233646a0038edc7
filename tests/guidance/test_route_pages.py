"""What the screens of guided routes show and send, with and without a database."""

import gzip

import pytest
from django.db import DatabaseError, InterfaceError, connection

from guidance.models import GuidedRoute
from guidance.routes.book import Book
from guidance.routes.pages import Screens
from guidance.routes.schema import DANGER, ROLE
from guidance.services.routes import public_book
from tests.document import Document

START = "/what-has-happened/"
MOST_BYTES = 12_000
MOST_QUERIES = 6


def page(client, path: str, status: int = 200) -> Document:
    response = client.get(path)
    assert response.status_code == status, path
    return Document.of(response)


def screens(book: Book):
    """Every address of the guided routes."""
    yield from (START, f"{START}card/")
    for slug in book.routes:
        route = Screens(book, slug)
        yield f"{START}{slug}/chart/"
        yield from (route.question_address(question.key) for question in book.questions(slug))
        yield from (f"{START}{slug}/do/{outcome.key}/" for outcome in book.outcomes(slug))


@pytest.fixture
def every_screen(portal, client) -> dict[str, Document]:
    return {path: page(client, path) for path in screens(public_book())}


def test_nothing_leads_past_the_question_whether_anyone_is_in_danger(portal, client):
    book = public_book()
    for slug in book.routes:
        first, later = page(client, f"{START}{slug}/"), Screens(book, slug)
        answers = {link.attributes["href"] for link in first.select(".fork--answers a")}
        elsewhere = (
            f"{START}{slug}/do/",
            *(later.question_address(one.key) for one in book.questions(slug)[1:]),
        )
        ways = {
            link.attributes["href"]
            for link in first.select("main a")
            if link.attributes["href"].startswith(elsewhere)
        }
        assert ways <= answers, slug
    assert "You can also go straight to:" in page(client, f"{START}nudes/n1/").main


def test_no_heading_of_an_outcome_stands_over_nothing(every_screen):
    for path, screen in every_screen.items():
        for section in screen.select(".aside section"):
            assert section.select("p, ul, ol, details"), (path, section.text)


def test_the_start_lists_ten_lines_and_one_for_whoever_is_not_sure(portal, client):
    lines = [link.text for link in page(client, START).select(".fork--answers a")]
    assert len(lines) == 11
    assert "not sure" in lines[-1]


def test_each_screen_has_one_heading_a_number_and_no_form_of_its_own(every_screen):
    for path, document in every_screen.items():
        assert len(document.select("h1")) == 1, path
        assert document.select('main a[href^="tel:"]'), path
        assert document.select('a[href="tel:999"]'), path
        assert not document.select("main form, main input, main textarea"), path
        assert not document.select(".strip"), path


def test_a_shared_link_to_the_first_screen_of_a_route_names_the_route(portal, client):
    """All begin with the same question."""
    book = public_book()
    named = {
        slug: page(client, f"{START}{slug}/").select('meta[property="og:title"]') for slug in book.routes
    }
    for slug, (title,) in named.items():
        assert title.attributes["content"].endswith(f" – {book.routes[slug].short_title}")


def test_each_answer_is_a_link_without_a_query(every_screen):
    for path, document in every_screen.items():
        for link in document.select(".fork--answers a"):
            assert link.attributes["href"].startswith(START), path
            assert "?" not in link.attributes["href"], path


def test_each_answer_leads_to_a_screen_that_is_there(every_screen):
    for path, document in every_screen.items():
        for link in document.select('main a[href^="/what-has-happened/"]'):
            assert link.attributes["href"].partition("#")[0] in every_screen, path


def test_a_question_says_which_answers_lead_to_it_and_lets_them_be_changed(portal, client):
    trail = page(client, f"{START}nudes/n2/").select(".trail li")
    assert [item.text.partition("?")[0] for item in trail][:2] == [
        "Is anyone in danger right now",
        "Who are you",
    ]
    changes = [item.select("a")[0].attributes["href"] for item in trail]
    assert changes[:2] == [f"{START}nudes/", f"{START}nudes/role/"]


def test_the_first_question_stands_on_the_address_of_the_route(portal, client):
    response = client.get(f"{START}nudes/{DANGER}/")
    assert (response.status_code, response["Location"]) == (301, f"{START}nudes/")


@pytest.mark.parametrize("path", ["xyz/", "nudes/xyz/", "nudes/do/xyz/", "common/", "common/role/"])
def test_what_is_not_there_is_not_found(portal, client, path):
    assert client.get(START + path).status_code == 404


def test_a_route_that_was_withdrawn_says_so(content, client):
    GuidedRoute.objects.filter(slug="money").update(
        status="withdrawn", withdrawn_reason="It is being rewritten."
    )
    assert "It is being rewritten." in page(client, f"{START}money/", 410).text


def test_no_screen_tells_another_site_where_the_reader_was(portal, client):
    for path in ("", "nudes/", "nudes/n1/", "nudes/do/n5/", "nudes/chart/"):
        assert client.get(START + path)["Referrer-Policy"] == "no-referrer"


def test_search_engines_get_the_start_the_routes_and_the_charts_alone(every_screen):
    for path, document in every_screen.items():
        wanted = path == START or path.endswith("/chart/") or path.count("/") == 3
        robots = [tag.attributes["content"] for tag in document.select('meta[name="robots"]')]
        assert (robots == []) == wanted, path


def test_only_a_child_or_a_parent_gets_the_way_to_leave_quickly(every_screen):
    book = public_book()
    for slug in book.routes:
        for outcome in book.outcomes(slug):
            leave = every_screen[f"{START}{slug}/do/{outcome.key}/"].select(".leave a")
            assert bool(leave) == (outcome.reader in {"child", "parent"}), (slug, outcome.key)


def test_a_child_meets_no_step_for_staff(every_screen):
    for path, document in every_screen.items():
        if path.endswith("/do/child/"):
            assert "Done when" not in document.text, path
            assert document.select('main a[href="tel:08001111"]'), path


def test_every_outcome_says_now_do_not_and_who_before_anything_else(every_screen):
    for path, document in every_screen.items():
        if "/do/" in path and "child" not in path:
            main = document.select("main")[0].text
            box, do_not = document.select(".now li"), document.select(".not")
            assert 2 <= len(box) <= 4, path
            assert main.index(box[0].text) < main.index(do_not[0].text[:40]) < main.index("Done when"), path


def test_each_thing_not_to_do_stands_by_itself(every_screen):
    """In one sentence, “leave the child alone, look at pictures” reads as an order to an eye in a hurry."""
    shown = every_screen["/what-has-happened/nudes/do/999/"].select(".not li")
    assert [item.text for item in shown] == list(public_book().common.outcome("999").do_not)


def test_what_decides_and_what_to_note_stand_before_who_to_tell(every_screen):
    """On a phone the page is read from the top: whoever is in another case must not read to its foot."""
    for path, document in every_screen.items():
        main = document.main
        if "It is different if:" in main and "Who to tell" in main:
            assert main.index("Done when:") < main.index("It is different if:") < main.index("Who to tell"), (
                path
            )
            assert document.select('a[href="#doors"]'), path


def test_a_child_reads_what_not_to_do_before_the_first_step(every_screen):
    for path, document in every_screen.items():
        if path.endswith("/do/child/"):
            main = document.main
            assert main.index("Do not:") < main.index(document.select(".way h2")[0].text), path


def test_an_outcome_spells_nothing_out_twice(every_screen):
    for path, document in every_screen.items():
        told = [one.text for one in document.select("details.fold summary, section.note h2")]
        assert len(told) == len(set(told)), path


def test_only_staff_are_told_what_belongs_into_a_safeguarding_record(every_screen):
    book = public_book()
    for slug in book.routes:
        for outcome in book.outcomes(slug):
            main = every_screen[f"{START}{slug}/do/{outcome.key}/"].main
            assert ("safeguarding record" in main) <= (outcome.reader == "staff"), (slug, outcome.key)
    assert "safeguarding record" in every_screen[f"{START}nudes/do/n5/"].main


def test_a_question_offers_no_way_that_one_of_its_answers_is(every_screen):
    for path, document in every_screen.items():
        answers = {link.attributes["href"] for link in document.select(".fork--answers a")}
        doors = {link.attributes["href"] for link in document.select("main ul.list-plain a")}
        assert not answers & doors, path


def test_a_question_says_once_how_to_choose(every_screen):
    for path, document in every_screen.items():
        if document.select(".ask"):
            assert document.main.count("Choose the first") == 1, path


def test_answers_of_which_one_was_chosen_are_one_phrase(every_screen):
    trails = [item.text for document in every_screen.values() for item in document.select(".trail li")]
    assert any("Under 18, or not sure" in text for text in trails)
    assert not [text for text in trails if ", or:" in text or ", or I’m" in text]


def test_every_outcome_says_who_reviewed_it(every_screen):
    for path, document in every_screen.items():
        if "/do/" in path:
            assert "Not yet reviewed by an adviser." in document.text, path


def test_a_chart_has_every_question_and_outcome_that_the_screens_have(every_screen):
    """The chart cannot differ from the screens: each answer stands on it, and leads alike."""
    book = public_book()
    for slug in book.routes:
        on_chart = {
            link.attributes["href"] for link in every_screen[f"{START}{slug}/chart/"].select(".chart a")
        }
        own = [question for question in book.questions(slug) if question.key not in {DANGER, ROLE}]
        numbers = {question.key: f"#question-{number}" for number, question in enumerate(own, start=1)}
        for question in own:
            for link in every_screen[f"{START}{slug}/{question.key}/"].select(".fork--answers a"):
                href = link.attributes["href"]
                assert href in on_chart or numbers.get(href.rstrip("/").split("/")[-1]) in on_chart, (
                    slug,
                    href,
                )


def test_a_screen_is_light_and_asks_little(portal, client, at_most_queries):
    for path in screens(public_book()):  # The book is read once after a change.
        with at_most_queries(MOST_QUERIES):
            response = client.get(path)
        assert len(gzip.compress(response.content)) <= MOST_BYTES, path


@pytest.fixture(params=[DatabaseError, InterfaceError])
def database_down(request):
    """The database is away for the whole test."""

    def refuse(*arguments):
        raise request.param("The database is down.")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("path", ["", "nudes/", "nudes/n1/", "nudes/do/n5/", "nudes/chart/", "adult/do/a3/"])
def test_a_screen_stands_without_the_database(portal, client, database_down, path):
    assert page(client, START + path).select('main a[href="tel:999"]')


def test_on_a_fresh_process_without_database_or_copy_what_ships_answers(
    db, client, settings, tmp_path, database_down
):
    settings.LAST_KNOWN_DIR = tmp_path
    assert page(client, f"{START}blackmail/do/s3/").select('main a[href="tel:03000419191"]')


def test_the_card_for_staff_says_what_to_do_and_whom_to_ring(portal, client):
    card = page(client, f"{START}card/")
    assert f"{START}card/" in {link.attributes["href"] for link in page(client, START).select("main a")}
    numbers = [link.attributes["href"] for link in card.select(".card-for-staff a.num")]
    assert numbers == ["tel:999", "tel:03000411111", "tel:03000419191"] * 2, "two cards on a sheet of paper"
    assert "Do not look at it, copy, save, share or delete it" in card.text
