"""Filtering the inventory: what a count promises, choosing gives."""

from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import connection
from django.http import QueryDict

from guidance.filters import ResourceFilter
from guidance.models import Resource, RiskArea
from guidance.services import inventory
from tests.document import Document
from tests.factories import make_publisher, make_resource

pytestmark = pytest.mark.usefixtures("portal")


def bound(query):
    form = ResourceFilter(QueryDict(query))
    assert form.is_valid(), form.errors
    return form


def keys(client, query):
    return [row["key"] for row in client.get(f"/resources.json?{query}").json()["resources"]]


def listed(client, query):
    response = client.get(f"/resources/?{query}")
    assert response.status_code == 200
    return [resource.slug for resource in response.context["resources"]]


@pytest.mark.parametrize(
    "start", ["q=bullying", "q=bullying&risk=contact&phase=primary", "q=online&audience=dsl&kind=guidance"]
)
def test_every_count_is_what_choosing_that_answer_gives(start):
    for facet in bound(start).facets():
        others = [(name, value) for name, value in parse_qsl(start) if name != facet.name]
        for answer in facet.answers:
            found = bound(urlencode([*others, (facet.name, answer.value)])).filter()
            assert len(found) == answer.count, (facet.name, answer)


@pytest.mark.parametrize("start", ["", "risk=contact&phase=primary&statutory=1", "kind=news", "q=xyzzy"])
def test_no_dead_end_is_offered(start):
    facets = bound(start).facets()
    assert facets[0].name == "statutory"
    assert {facet.name for facet in facets} == set(ResourceFilter.FACETS) - set(ResourceFilter.FOLDED)
    for facet in facets:
        assert all(answer.count or answer.chosen for answer in facet.answers)


def test_answers_to_one_question_widen_the_list(client):
    contact, commerce = set(keys(client, "risk=contact")), set(keys(client, "risk=commerce"))
    assert set(keys(client, "risk=contact&risk=commerce")) == contact | commerce
    assert contact - commerce
    assert commerce - contact


def test_answers_to_different_questions_narrow_it(client):
    contact, primary = set(keys(client, "risk=contact")), set(keys(client, "phase=primary"))
    assert set(keys(client, "risk=contact&phase=primary")) == contact & primary
    assert contact & primary < contact


def test_words_narrow_it_too(client):
    assert "kcsie" in keys(client, "q=keeping+children+safe")
    assert set(keys(client, "q=children&risk=commerce")) == set(keys(client, "q=children")) & set(
        keys(client, "risk=commerce")
    )


def test_an_old_name_finds_a_resource(client):
    assert "sharing-nudes" in keys(client, "q=sexting")


def chips(client, query):
    document = Document(client.get(f"/resources/?{query}").content.decode())
    return [link for link in document.links if link.attributes.get("class") == "chip"]


def test_every_choice_is_a_chip_that_takes_it_away(client):
    query = "risk=contact&risk=commerce&phase=primary&statutory=1&q=children"
    *one_each, last = chips(client, query)
    assert [chip.text for chip in one_each] == [
        "Remove filter Risk area: Contact ✕",
        "Remove filter Risk area: Commerce ✕",
        "Remove filter Phase: Primary ✕",
        "Remove filter Statutory: Statutory only ✕",
        "Remove filter Words: children ✕",
    ]
    assert (last.text, last.attributes["href"]) == ("Remove all filters", "/resources/")
    for chip in one_each:
        left = parse_qsl(chip.attributes["href"].removeprefix("?"))
        assert len(left) == 4
        assert set(left) < set(parse_qsl(query))


def test_the_last_chip_leads_back_to_the_whole_list(client):
    chip, _ = chips(client, "risk=contact")
    response = client.get("/resources/", QUERY_STRING=chip.attributes["href"].removeprefix("?"))
    assert f"<strong>{Resource.objects.published().count()}</strong> resources" in response.content.decode()


def test_what_is_chosen_stays_ticked_and_survives_paging(client):
    response = client.get("/resources/?risk=contact&q=online&sort=newest")
    document = Document(response.content.decode())
    ticked = [box.attributes["id"] for box in document.having("checked")]
    assert ticked == ["risk-contact"]
    assert [option.attributes["value"] for option in document.having("selected")] == ["newest"]
    (following,) = [link for link in document.links if link.attributes.get("rel") == "next"]
    assert following.attributes["href"] == "?risk=contact&q=online&sort=newest&page=2"


def test_each_resource_of_the_list_is_on_exactly_one_page(client):
    seen = []
    while page := listed(client, f"page={len(seen) // 20 + 1}"):
        seen += page
        if len(page) < 20:
            break
    assert len(seen) == len(set(seen)) == Resource.objects.published().count()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("risk=weather", "We have no risk area called “weather”."),
        ("risk=contact&risk=weather", "no risk area called “weather”"),
        ("phase=nursery", "no phase called “nursery”"),
        ("need=nursery", "no need called “nursery”"),
        ("audience=0", "no audience called “0”"),
        ("kind=%F0%9F%98%80", "😀"),
        ("section=%3Cscript%3E", "&lt;script&gt;"),
        ("statutory=maybe", "maybe"),
        ("sort=random", "random"),
        ("q=" + "x" * 201, "at most 200 characters"),
    ],
)
def test_an_unknown_value_is_refused_in_words(client, query, says):
    response = client.get(f"/resources/?{query}")
    assert response.status_code == 400
    assert says in response.content.decode()
    assert "Show all resources" in response.content.decode()
    assert client.get(f"/resources.json?{query}").status_code == 400
    assert list(client.get(f"/resources.json?{query}").json()) == ["errors"]


def test_an_unknown_parameter_is_ignored(client):
    for query in ("utm_source=newsletter", "fbclid=1&risk=contact", "RISK=weather"):
        assert client.get(f"/resources/?{query}").status_code == 200
    assert keys(client, "utm_source=newsletter&risk=contact") == keys(client, "risk=contact")


def test_an_empty_value_is_no_choice(client):
    response = client.get("/resources/?risk=&phase=&q=&sort=&statutory=0&page=")
    assert response.status_code == 200
    assert not response.context["chips"]


@pytest.mark.parametrize("page", ["0", "-1", "999", "two", "1.5", "9" * 30, "%00"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    assert client.get(f"/resources/?page={page}").status_code == 404
    assert client.get(f"/updates/?page={page}").status_code == 404


def test_nothing_found_shows_ways_on(client):
    response = client.get("/resources/?q=xyzzy")
    assert response.status_code == 200
    assert "Nothing fits all of that" in response.content.decode()
    assert 'href="/search/?q=xyzzy"' in response.content.decode()


def test_capitals_do_not_change_the_order(client):
    publisher = make_publisher(name="aardvark")
    for title in ("zzz Beta", "Zzz alpha", "ZZZ gamma"):
        make_resource(title=title, publisher=publisher)
    expected = ["Zzz alpha", "zzz Beta", "ZZZ gamma"]
    for query, where in (("sort=title", slice(-3, None)), ("sort=publisher", slice(0, 3))):
        rows = client.get(f"/resources.json?{query}").json()["resources"]
        assert [row["title"] for row in rows[where]] == expected


def test_the_newest_edition_comes_first_and_the_unknown_last(client):
    editions = [row["edition"] for row in client.get("/resources.json?sort=newest").json()["resources"]]
    known = [edition for edition in editions if edition]
    assert known == sorted(known, reverse=True)
    assert editions[: len(known)] == known
    assert None in editions


def test_a_yes_that_is_said_twice_is_one_choice():
    assert [chip.query for chip in bound("statutory=1&statutory=yes&statutory=no&risk=contact").chips()] == [
        "statutory=1",
        "risk=contact",
    ]


def test_what_is_published_while_the_list_is_read_waits_for_the_next_reader():
    """PostgreSQL gives each query of a request what is public at that moment."""
    before = Resource.objects.published().count()
    asked, area = [], RiskArea.objects.first()

    def publish_meanwhile(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        asked.append(sql)
        if len(asked) == 1:
            make_resource(slug="meanwhile").risk_areas.add(area)
        return answer

    with connection.execute_wrapper(publish_meanwhile):
        found = inventory.read(["title"])
    assert len(found.keys) == before
    assert "meanwhile" not in found.places
    assert "meanwhile" in inventory.read(["title"]).places


def test_a_yes_can_be_said_in_several_ways(client):
    expected = keys(client, "statutory=1")
    assert expected
    assert all(keys(client, f"statutory={word}") == expected for word in ("yes", "true", "on", "TRUE"))
    assert len(keys(client, "statutory=no")) == Resource.objects.published().count()


def test_the_json_holds_what_the_page_lists(client):
    query = "risk=commerce&phase=secondary"
    answer = client.get(f"/resources.json?{query}").json()
    assert answer["count"] == len(answer["resources"]) > 20
    first, second = listed(client, query), listed(client, f"{query}&page=2")
    assert [row["key"] for row in answer["resources"]][:40] == [*first, *second]


def test_the_json_tells_no_more_than_the_page(client):
    response = client.get("/resources.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    (row,) = [row for row in response.json()["resources"] if row["key"] == "kcsie"]
    assert set(row) == {
        *("key", "title", "page", "url", "publisher", "kind", "standing", "section", "summary"),
        "risk_areas",
        *("audiences", "phases", "statutory", "greater_risk", "edition", "checked_on"),
    }
    assert (row["statutory"], row["edition"], row["checked_on"]) == (True, "2026-09", None)
    assert client.get(row["page"]).status_code == 200


def test_only_the_whole_list_is_for_search_engines(client):
    assert 'rel="canonical"' in client.get("/resources/").content.decode()
    assert 'content="noindex"' in client.get("/resources/?risk=contact").content.decode()


def test_readers_choose_from_six_kinds():
    (kinds,) = [facet for facet in bound("").facets() if facet.name == "kind"]
    assert len(kinds.answers) == len(Resource.Kind) == 6
    assert sum(answer.count for answer in kinds.answers) == len(bound("").filter())


@pytest.mark.parametrize(
    ("old", "new"), [("advice", "guidance"), ("statutory-guidance", "standard"), ("reporting", "helpline")]
)
def test_an_address_with_a_kind_of_before_shows_what_took_it_in(client, old, new):
    assert keys(client, f"kind={old}") == keys(client, f"kind={new}")
    page = Document.of(client.get(f"/resources/?kind={old}&kind={new}"))
    assert Resource.Kind(new).label in page.select("h1")[0].text
    assert f"kind={old}" not in page.html


def test_a_filtered_list_says_in_title_and_heading_what_is_chosen(client):
    page = client.get("/resources/?statutory=1&risk=content").content.decode()
    assert "<h1>Resources: Content, Statutory only</h1>" in page
    assert "<title>Resources: Content, Statutory only – LESAS" in page
    assert 'og:title" content="Resources: Content, Statutory only"' in page


def test_a_list_of_what_words_find_says_them_in_title_heading_and_print(client):
    page = client.get("/resources/?q=bullying+%3Cb%3E&phase=primary").content.decode()
    assert "<h1>Resources: “bullying &lt;b&gt;”, Primary</h1>" in page
    assert "<title>Resources: “bullying &lt;b&gt;”, Primary – LESAS" in page
    assert "/resources/?phase=primary&amp;q=bullying+%3Cb%3E, printed" in page
    assert bound("").heading("Resources", words="x" * 61) == f"Resources: “{'x' * 60}…”"


@pytest.mark.parametrize("words", ["boy says his uncle hits him", "she ate bullying"])
def test_words_that_tell_of_somebody_stand_in_no_title_and_on_no_paper(client, words):
    page = Document.of(client.get("/resources/", {"q": words}))
    assert page.select("title")[0].text == "Resources – LESAS online safety, Kent"
    assert page.select("h1")[0].text == "Resources"
    assert "q=" not in page.select(".paper-foot")[0].text


def test_every_age_is_no_tag_of_a_resource(client):
    page = Document.of(client.get("/resources/?statutory=1"))
    assert page.select(".tags li")
    assert "All phases" not in {tag.text for tag in page.select(".tags li")}


def test_a_heading_names_four_choices_and_counts_the_others():
    form = bound("risk=content&risk=contact&risk=conduct&audience=dsl&audience=parents&phase=primary")
    assert form.heading("Resources").count(",") == 4
    assert form.heading("Resources").endswith(", 2 more")


def test_what_an_address_says_many_times_is_chosen_once(client):
    many = "&".join(["risk=content", "kind=advice", "kind=guidance"] * 200)
    response = client.get(f"/resources/?{many}")
    assert [chip.label for chip in response.context["chips"]] == ["Content", "Guidance and advice"]
    assert response.context["heading"] == "Resources: Content, Guidance and advice"
    assert len(response.content) < 60_000


def test_what_our_pages_use_most_follows_the_statutory_ones(client):
    rows = client.get("/resources.json").json()["resources"]
    assert [row["statutory"] for row in rows] == sorted((row["statutory"] for row in rows), reverse=True)
    first = [row["key"] for row in rows if not row["statutory"]][:12]
    assert "filtering-monitoring-standards" in first
    assert "ask-the-awkward" not in first


def test_the_page_of_a_resource_shows_five_of_our_pages_and_folds_the_others(client):
    context = client.get("/resources/kcsie/").context
    assert [page.slug for page in context["cited_by"]][:1] == ["kcsie-online-safety-links"]
    assert len(context["cited_by"]) == 5
    assert len(context["also_cited_by"]) > 10
    page = Document.of(client.get("/resources/kcsie/"))
    (more,) = page.select("section[aria-labelledby=cited] summary")
    assert more.text.strip() == f"{len(context['also_cited_by'])} more pages"


def test_a_filtered_search_says_in_title_and_heading_what_is_chosen(client):
    page = Document.of(client.get("/search/?q=filtering&kind=policy"))
    assert page.select("title")[0].text.startswith("Search: filtering – Policy template")
