"""The search page as people and scripts meet it."""

import json
from xml.etree import ElementTree

import pytest
from django.conf import settings

from guidance import search as search_index
from guidance.models import SearchDocument, ZeroResultQuery
from guidance.search import fulltext
from tests import site_pictures
from tests.document import Document
from tests.factories import make_page

pytestmark = pytest.mark.django_db

ODD = [
    '"',
    '"unfinished',
    'bul"l',
    "*",
    "NEAR",
    "NEAR(a b, 2)",
    "AND OR NOT",
    "title:sexting",
    "sexting*",
    "-sexting",
    "(((",
    "\x00",
    "a\x00b",
    "😀🔥",
    "كيف أبلغ عن صورة",
    "‮gnitxes",
    "'; DROP TABLE guidance_searchdocument; --",
    "1 OR 1=1",
    "%s %d %",
    "\\",
    "&|!:*<->",
    "O'Brien's’",
    "the and of to",
    " ",
    "?",
    "<script>alert(1)</script>",
    "ﬁltering",
    "x" * 10_000,
    "word " * 2_000,
    "filterring " * 200,
    "\ud800".encode("utf-8", "replace").decode(),
]


class Results(Document):
    """The page of what was found."""

    @property
    def links(self) -> list[str]:
        """Where the first link of every result leads."""
        return [found.select("a")[0].attributes["href"] for found in self.select("[data-result]")]


def search(client, words: str, **parameters) -> Results:
    response = client.get("/search/", {"q": words, **parameters})
    assert response.status_code == 200
    return Results.of(response)


@pytest.mark.usefixtures("portal")
class TestWithTheContent:
    """What someone sees who searches the portal as it is installed."""

    def test_results_come_in_rank_order(self, client):
        page = search(client, "Sexting")
        assert page.links[:2] == ["/resources/sharing-nudes/", "/guidance/nudes-and-semi-nudes/"]
        assert len(page.links) == 10

    def test_an_old_name_explains_itself(self, client):
        assert "Thinkuknow is now CEOP Education." in search(client, "TUK").text

    def test_a_repaired_spelling_says_so_and_offers_the_words_as_typed(self, client):
        page = search(client, "filtring and monitering")
        assert "Showing results for filtering and monitoring. Search instead for" in page.text
        assert "exact=1" in page.html
        assert "Showing results for" not in search(client, "filtring and monitering", exact="1").text

    def test_words_that_were_typed_are_marked(self, client):
        assert "<mark>Filtering</mark>" in search(client, "filtering").html

    def test_what_was_typed_is_shown_as_text(self, client):
        html = search(client, "<script>alert(1)</script>").html
        assert "<script>" not in html

    def test_a_facet_narrows_to_the_count_beside_it(self, client):
        everything = client.get("/search.json", {"q": "parents"}).json()
        guidance = client.get("/search.json", {"q": "parents", "kind": "guidance"}).json()
        assert 0 < guidance["count"] < everything["count"]
        assert {result["kind"] for result in guidance["results"]} == {"guidance"}
        assert f"({guidance['count']})" in search(client, "parents").html

    def test_facets_hold_together(self, client):
        both = client.get("/search.json", {"q": "images", "risk": "conduct", "phase": "primary"}).json()
        one = client.get("/search.json", {"q": "images", "risk": "conduct"}).json()
        assert 0 < both["count"] <= one["count"]

    def test_pages_follow_each_other_without_a_double(self, client):
        first, second = search(client, "online safety"), search(client, "online safety", page=2)
        assert len(first.links) == len(second.links) == 10
        assert set(first.links).isdisjoint(second.links)
        assert 'rel="next"' in first.html
        assert 'rel="prev"' in second.html

    def test_a_page_that_is_not_there_is_not_found(self, client):
        for page in ("0", "999", "-1", "two", "²", "9" * 400):
            assert client.get("/search/", {"q": "sexting", "page": page}).status_code == 404, page

    @pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
    def test_odd_words_never_fail(self, client, words):
        search(client, words)
        assert client.get("/search.json", {"q": words}).status_code == 200
        assert client.get("/resources/", {"q": words}).status_code in {200, 400}

    def test_an_unknown_filter_is_refused_in_words_here_as_on_the_resources(self, client):
        for value in ("nonsense", "'", "guidance' OR 1=1", "%", "_", "\x00"):
            for name in ("kind", "risk", "phase"):
                data = {"q": "phones", name: value}
                for page in ("/search/", "/resources/"):
                    response = client.get(page, data)
                    assert response.status_code == 400, (page, value)
                    assert "We do not know one of those filters" in response.content.decode()
                    assert list(client.get(page[:-1] + ".json", data).json()) == ["errors"]
        html = client.get("/search/", {"q": "phones", "kind": "nonsense"}).content.decode()
        assert "We have no kind called “nonsense”." in html
        assert 'href="/search/?q=phones"' in html

    def test_every_count_is_what_choosing_that_answer_gives(self, client):
        for start in ({"q": "parents"}, {"q": "online safety", "kind": "guidance", "risk": "contact"}):
            for facet in client.get("/search/", start).context["facets"]:
                others = {name: value for name, value in start.items() if name != facet.name}
                for answer in facet.answers:
                    answered = client.get("/search.json", {**others, facet.name: answer.value}).json()
                    assert answered["count"] == answer.count, (start, facet.name, answer)

    def test_answers_to_one_question_widen_the_results(self, client):
        one = client.get("/search.json", {"q": "parents", "kind": "guidance"}).json()["count"]
        two = client.get("/search.json", {"q": "parents", "kind": "policy"}).json()["count"]
        both = client.get("/search.json", {"q": "parents", "kind": ["guidance", "policy"]}).json()["count"]
        assert one
        assert two
        assert both == one + two

    def test_a_filter_that_leaves_nothing_can_be_taken_away(self, client):
        html = search(client, "qqqqq", kind="guidance").html
        assert 'href="?q=qqqqq"' in html

    def test_a_phrase_that_stands_nowhere_is_offered_as_single_words(self, client):
        page = search(client, '"monitoring of the filtering"')
        (way,) = [one for one in page.select("main a") if one.text == "search without quotation marks"]
        assert Results.of(client.get(f"/search/{way.attributes['href']}")).links
        assert "Check the spelling" not in page.text
        assert "Check the spelling" in search(client, "qqqqq").text

    def test_it_says_that_it_counts_only_where_it_does(self, client):
        assert "We count searches that find nothing" in search(client, "qqqqq").text
        assert "We count" not in search(client, "sexting", kind="update", phase="early-years").text

    def test_a_search_costs_at_most_five_queries(self, client, django_assert_max_num_queries):
        search(client, "filtering")  # The first one after a change reads the known words as well.
        for words in ("sexting", "how do I get a nude taken down", "online safety", "qqqq", "parents polcy"):
            for options in ({}, {"kind": "guidance"}):
                with django_assert_max_num_queries(5):
                    search(client, words, **options)

    def test_words_that_read_like_a_concern_get_the_signpost_first(self, client):
        page = search(client, "pupil has been messaged by a man")
        assert "Is this about a particular child?" in page.text
        assert page.html.index("Is this about a particular child?") < page.html.index("data-result")
        assert "<title>Search –" in page.html

    def test_a_subject_gets_no_signpost(self, client):
        for words in ("sexting", "screen time toddlers", "allegation against teacher", "four areas of risk"):
            assert "Is this about a particular child?" not in search(client, words).text, words
            assert client.get("/search.json", {"q": words}).json()["concern"] is False, words

    def test_words_that_stand_nowhere_are_named(self, client):
        page = search(client, "netball fixtures letter")
        assert "Nothing here has “netball” or “fixtures”. These have “letter”." in page.text
        assert page.links
        assert client.get("/search.json", {"q": "netball letter"}).json()["unknown"] == ["netball"]
        assert "Nothing here has" not in search(client, "filtering").text

    def test_a_first_result_that_is_no_full_answer_says_so(self, client):
        assert "Nothing here answers all of this." in search(client, "sports day rota").text
        assert "Nothing here answers all of this." not in search(client, "filtering").text

    def test_a_filter_that_leaves_nothing_is_named_with_what_there_is_without_it(self, client):
        page = search(client, "samaritans", kind="policy")
        without = client.get("/search.json", {"q": "samaritans"}).json()["count"]
        assert "Nothing for samaritans among Policy templates." in page.text
        assert f"{without} results without this filter" in page.text
        assert 'href="?q=samaritans"' in page.html

    def test_no_link_holds_more_of_the_words_than_is_searched_for(self, client):
        for words in ("phone " * 300, "x" * 1_000):
            page = search(client, words)
            assert max(len(link.attributes["href"]) for link in page.select("a[href]")) < 350
            assert len(page.html) < 40_000

    def test_the_screen_reads_on_where_search_has_stopped(self, client):
        page = search(client, "please help " * 20 + "pupil has been messaged by a man")
        assert "Is this about a particular child?" in page.text

    def test_nothing_found_offers_ways_on(self, client):
        page = search(client, "qqqqq")
        assert page.links == []
        for way in ("/front-door/", "/helplines/", "/resources/", "/enquiries/"):
            assert f'href="{way}"' in page.html

    def test_nothing_found_suggests_words_of_the_portal_but_no_hidden_one(self, client):
        assert ">sexting<" in search(client, "sextinng", exact="1").html
        assert ">momo<" not in search(client, "momoo", exact="1").html

    def test_no_cookie_is_set_and_nothing_is_cached(self, client):
        response = client.get("/search/", {"q": "sexting"})
        assert response.cookies == {}
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()

    def test_resources_use_the_same_engine(self, client):
        html = client.get("/resources/", {"q": "TUK"}).content.decode()
        assert "/resources/ceop-professionals/" in html


def test_an_empty_portal_answers(client):
    fulltext.delete(SearchDocument.objects.all())
    assert search(client, "sexting").links == []


def test_before_anything_is_typed_the_page_offers_what_people_come_for(client, portal):
    page = Document.of(client.get("/search/"))
    titles = [link.text for link in page.select("main .rows a")]
    assert titles[0] == "Something has happened"
    assert "Find a helpline" in titles
    assert "Four areas of risk" not in page.main


@pytest.mark.parametrize(("line", "is_shown"), [("Zebras.", False), ("Zebras may come on Friday.", True)])
def test_a_line_of_a_few_words_is_no_excerpt(client, line, is_shown):
    search_index.refresh(
        make_page(title="Visitors", summary="Who is let in.", body=f"## Who comes\n\n{line}\n")
    )
    (row,) = Document.of(client.get("/search/", {"q": "zebras"})).select("[data-result]")
    assert "Who comes" in row.text
    assert ("Zebras" in row.text) == is_shown


def test_a_draft_stays_hidden_on_the_page(client):
    make_page(status="draft", publish_at=None, title="Zorbing safely")
    assert search(client, "zorbing").links == []


def test_the_json_says_how_the_words_were_read(client, portal):
    answer = client.get("/search.json", {"q": "saftey polcy"}).json()
    assert answer["used"] == "safety policy"
    assert answer["repaired"] is True
    assert set(answer) == {
        *("query", "used", "repaired", "notes", "unknown", "weak"),
        *("concern", "count", "page", "pages", "results"),
    }
    assert json.dumps(answer)


def test_browsers_can_add_the_search(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/search/?q={searchTerms}" in response.content.decode()
    image = ElementTree.fromstring(response.content).find("{http://a9.com/-/spec/opensearch/1.1/}Image")
    icon = client.get(image.text.removeprefix(settings.SITE_URL)).getvalue()
    assert 32 in site_pictures.sizes(icon)
    # A browser would send each letter of what is typed to such an address.
    assert "suggestions" not in response.content.decode()
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


def test_only_get_and_head_are_answered(client):
    assert client.post("/search/", {"q": "x"}).status_code == 405


def test_a_concern_is_not_counted(client, db):
    for _ in range(3):
        client.get("/search/", {"q": "pupil messaged by zzqq man"})
    assert ZeroResultQuery.objects.count() == 0
