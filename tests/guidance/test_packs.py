"""A briefing or a pack for parents: what was chosen on one page or in Word, and nothing kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guidance.models import GuidancePage, Handout, Helpline
from guidance.packs import choice as choices
from guidance.packs.choice import MOST
from guidance.packs.parts import gather
from guidance.policies.docx.writer import CONTENT_TYPE
from guidance.services import publishing
from guidance.word_blocks import blocks_of
from tests.conventions import seen
from tests.document import Document
from tests.factories import (
    LONG_AGO,
    WITHDRAWN,
    make_handout,
    make_helpline,
    make_page,
    make_publisher,
    make_resource,
    make_update,
)
from tests.guidance.test_handout_word import words
from tests.guidance.test_word_schema import faults

pytestmark = pytest.mark.usefixtures("portal")
MADE, WORD = "/pack/made/", "/pack/made/pack.docx"
QUERY = {
    "audience": "parents",
    "page": ["filtering-and-monitoring", "group-chats"],
    "handout": "5-to-7",
    "helpline": ["childline", "ceop-safety-centre"],
}


def made(client, **query) -> Document:
    response = client.get(MADE, query)
    assert response.status_code == 200
    return Document.of(response)


def test_what_can_be_chosen_is_what_is_public(client):
    make_page(title="Hidden page", slug="hidden", status="draft", publish_at=None)
    page = Document.of(client.get("/pack/"))
    boxes = [box.attributes["value"] for box in page.select('input[type="checkbox"]')]
    public = [GuidancePage, Handout, Helpline]
    rows = [row for model in public for row in model.objects.published()]
    on_every_sheet = {"emergency-999", "front-door", "front-door-out-of-hours"}
    assert sorted(boxes) == sorted(row.slug for row in rows if row.slug not in on_every_sheet)
    assert page.select("form")[0].attributes.get("method", "get") == "get"


def test_a_pack_has_contents_the_parts_in_order_whom_to_ring_and_the_sources(client):
    page = made(client, **QUERY)
    assert page.one("h1").text == "Pack for parents and carers"
    contents = [link.attributes["href"] for link in page.select("nav[aria-labelledby=contents] a")]
    assert contents == [
        "#part-filtering-and-monitoring",
        "#part-group-chats",
        "#part-5-to-7",
        "#helplines",
        "#sources",
    ]
    assert all(anchor[1:] in page.ids for anchor in contents)
    assert len(page.ids) == len(set(page.ids))
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    assert all(lower - upper <= 1 for upper, lower in zip(levels, levels[1:], strict=False))
    assert "0800 1111" in page.main
    assert page.faults == []


def test_each_source_is_named_once(client):
    source = make_resource(title="The one source")
    for model, slug in ((make_page, "one"), (make_page, "two"), (make_handout, "three")):
        model(slug=slug).sources.add(source)
    page = made(client, page=["one", "two"], handout="three")
    (sources,) = page.select("section[aria-labelledby=sources]")
    assert sources.text.count("The one source") == 1


def test_a_source_behind_a_home_page_says_what_to_look_for_on_paper_too(client):
    publisher = make_publisher(name="A charity")
    source = make_resource(title="A guide", publisher=publisher, look_for="On its site, look for “A guide”")
    make_page(slug="one").sources.add(source)
    said = "A charity. On its site, look for “A guide”."
    assert said in made(client, page="one").main
    assert said in words(client.get(WORD, {"page": "one"}).content)


def test_what_nobody_checked_or_not_in_time_is_marked_and_what_is_checked_is_not(client, adviser):
    today = timezone.localdate()
    checked = {"checked_by": adviser, "checked_on": LONG_AGO.date()}
    make_page(title="Never checked", slug="never")
    make_page(title="Overdue", slug="overdue", next_check_on=today - timedelta(days=3), **checked)
    make_page(title="In time", slug="in-time", next_check_on=today + timedelta(days=30), **checked)
    page = made(client, page=["never", "overdue", "in-time"])
    (note,) = page.select(".note")
    assert "Never checked: Not yet checked by an adviser." in note.text
    assert "Overdue: Its check was due on" in note.text
    assert "In time" not in note.text
    # It warns who makes the pack, not the parents who are handed it.
    assert "no-print" in note.attributes["class"].split()
    for part in page.select(".pack-part"):
        printed = [one.text for one in part.select(".no-print")]
        assert ("Not yet checked" in part.text) == any("Not yet checked" in text for text in printed)
    text = words(client.get(WORD, {"page": ["never", "overdue", "in-time"]}).content)
    assert text.count("Not yet checked by an adviser.") == 1
    assert "Never checked: Not yet checked by an adviser." in text
    assert text.index("then delete this list") < text.index("Never checked: ")


@pytest.mark.parametrize("path", [MADE, WORD])
def test_what_was_withdrawn_is_refused_and_its_successor_named(client, path):
    newer = make_page(title="Newer page", slug="newer")
    make_page(title="Older page", slug="older", successor=newer, **WITHDRAWN)
    make_handout(title="Gone for good", slug="gone", **WITHDRAWN)
    response = client.get(path, {"page": ["group-chats", "older"], "handout": "gone"})
    assert response.status_code == 410
    page = Document.of(response)
    assert "Older page has been withdrawn. Use this now: Newer page." in page.main
    assert "Gone for good has been withdrawn. Nothing replaces it." in page.main
    again = client.get(page.select("main a.button")[0].attributes["href"])
    assert again.status_code == 200
    said = Document.of(again).main
    assert "Newer page" in said
    assert "Gone for good" not in said


def test_when_all_of_it_was_withdrawn_one_chooses_again(client):
    make_helpline(title="Old line", slug="old", **WITHDRAWN)
    page = Document.of(client.get(MADE, {"helpline": "old"}))
    assert [link.text for link in page.select("main a.button")] == ["Choose again"]


@pytest.mark.parametrize("name", ["page", "handout", "helpline"])
def test_a_draft_and_what_never_was_are_not_told_apart(client, name):
    make = {"page": make_page, "handout": make_handout, "helpline": make_helpline}[name]
    make(title="A secret title", slug="a-draft", status="draft", publish_at=None)
    answers = [client.get(MADE, {name: slug}) for slug in ("a-draft", "nothing-here")]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "secret" not in answers[0].content.decode()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "Choose at least one"),
        ({"since": ""}, "Choose at least one"),
        ({"page": [f"page-{number}" for number in range(MOST + 1)]}, f"Choose {MOST} things or fewer"),
        ({"page": "no slug at all"}, "cannot be chosen"),
        ({"page": "x" * 101}, "cannot be chosen"),
        ({"page": "\x00"}, "cannot be chosen"),
        ({"audience": "nobody", "page": "group-chats"}, "cannot be chosen"),
        ({"since": "yesterday"}, "the day from which"),
        ({"since": "2001-01-01"}, "the day from which"),
        ({"since": "2999-01-01"}, "the day from which"),
    ],
)
@pytest.mark.parametrize("path", [MADE, WORD])
def test_what_makes_no_pack_leads_back_to_the_choice_and_says_why(client, path, query, says):
    response = client.get(path, query)
    assert response.status_code == 400
    page = Document.of(response)
    assert says in page.select(".error-summary")[0].text
    assert page.select("form.pack")


def test_a_group_says_how_many_it_has_and_how_many_are_ticked(client):
    page = Document.of(client.get("/pack/", QUERY))
    (handouts,) = [one for one in page.select("details summary") if one.text.startswith("All hand-outs")]
    assert handouts.text == f"All hand-outs ({Handout.objects.published().count()}, 1 chosen)"


def test_what_is_often_chosen_is_one_press_and_makes_a_pack(client):
    page = Document.of(client.get("/pack/"))
    presets = [link for link in page.links if link.text.startswith("For a ")]
    assert len(presets) == 2
    for preset in presets:
        query = preset.attributes["href"].partition("?")[2]
        assert client.get(f"{MADE}?{query}").status_code == 200
        assert Document.of(client.get(f"/pack/?{query}")).select("input[type=checkbox][checked]")


def test_what_was_ticked_stays_ticked(client):
    page = Document.of(
        client.get("/pack/", {**QUERY, "since": timezone.localdate().replace(day=1).isoformat()})
    )
    ticked = {box.attributes["value"] for box in page.select("input[type=checkbox][checked]")}
    assert ticked == {"filtering-and-monitoring", "group-chats", "5-to-7", "childline", "ceop-safety-centre"}
    assert page.select("input[type=radio][checked]")[0].attributes["value"] == "parents"
    assert len(page.select("option[selected]")) == 1


def test_updates_since_a_day_go_in_with_their_text_and_older_ones_do_not(client):
    today = timezone.localdate()
    old = timezone.now() - timedelta(days=90)
    make_update(title="Quite new", body="Do this **now**.", publish_at=timezone.now() - timedelta(days=1))
    make_update(title="Quite old", publish_at=old, first_public_at=old)
    since = (today - timedelta(days=30)).isoformat()
    page = made(client, since=since)
    assert "Quite new" in page.main
    assert "Do this now." in page.main
    assert "Quite old" not in page.main
    text = words(client.get(WORD, {"since": since}).content)
    assert "Quite new" in text
    assert "Do this now." in text


def test_what_is_new_here_is_not_said_to_have_changed_since_then(client):
    """An update of this week may tell of a change of last year, so each says its own day."""
    day = timezone.localdate() - timedelta(days=300)
    make_update(title="Told late", happened_on=day, publish_at=timezone.now() - timedelta(days=1))
    since = timezone.localdate() - timedelta(days=30)
    page = made(client, since=since.isoformat())
    text = words(client.get(WORD, {"since": since.isoformat()}).content)
    for said in (page.main, text):
        assert f"New from LESAS since {since:%-d %B %Y}" in said
        assert f"Date of the change: {day:%-d %B %Y}." in said
        assert "changed since" not in said


def test_what_changed_on_a_page_has_its_kind_and_its_day_in_word_as_on_the_page(client, adviser):
    publishing.note_change(obj=make_page(title="A page of ours"), by=adviser, note="It is shorter.")
    make_update(title="Told now", publish_at=timezone.now() - timedelta(minutes=1))
    today = timezone.localdate()
    since = (today - timedelta(days=1)).isoformat()
    for said in (made(client, since=since).main, words(client.get(WORD, {"since": since}).content)):
        assert "A page of ours" in said
        assert f"Guidance page, changed {today:%-d %B %Y}." in said
        assert f" Published here {today:%-d %B %Y}." in said


def test_what_is_not_certain_and_what_is_left_out_is_told_in_the_word_file_too(client):
    due = "Some of this we read in a second source only. We check it again by"
    since = (timezone.localdate() - timedelta(days=700)).isoformat()
    text = words(client.get(WORD, {"since": since}).content)
    for said in (made(client, since=since).main, text):
        assert due in said
        assert "There are more since then: all updates." in said


def test_where_nothing_is_new_it_says_so(client, freeze):
    freeze(datetime(2031, 5, 1, 12, tzinfo=UTC))
    for said in (
        made(client, since="2031-05-01").main,
        words(client.get(WORD, {"since": "2031-05-01"}).content),
    ):
        assert "Nothing is new since then." in said


def test_what_is_handed_out_says_nothing_of_how_to_print_it(client):
    page = made(client, **QUERY)
    (hint,) = [one for one in page.select(".no-print") if one.text.startswith("Print this page")]
    assert page.main.count("Print") == hint.text.count("Print") == 1


def test_one_thing_that_is_gone_is_not_spoken_of_as_several(client):
    page = Document.of(client.get(MADE, {"page": ["group-chats", "nothing-here"]}))
    assert page.select("main a.button")[0].text == "Make the pack without it"


def test_the_word_file_says_what_the_page_says(client):
    query = {**QUERY, "since": timezone.localdate().replace(day=1).isoformat()}
    response = client.get(WORD, query)
    assert response["Content-Type"] == CONTENT_TYPE
    text = words(response.content)
    page = made(client, **query)
    for heading in page.all("h2"):
        if heading.text not in {"Contents", "Check these before you use them"}:
            assert heading.text in text
    assert all(number in text for number in ("999", "03000 41 11 11", "03000 41 91 91", "0800 1111"))
    assert faults(response.content) == []
    assert seen.in_word_file(response.content) == []


@pytest.mark.slow  # every page and hand-out as a Word file
def test_every_page_and_hand_out_can_go_into_a_word_file(client):
    for name, model in (("page", GuidancePage), ("handout", Handout)):
        slugs = list(model.objects.published().values_list("slug", flat=True))
        for start in range(0, len(slugs), MOST):
            response = client.get(WORD, {name: slugs[start : start + MOST]})
            assert response.status_code == 200
            assert faults(response.content) == []


def test_words_that_blocks_have_no_form_for_are_in_the_file_all_the_same():
    source = "> Quoted.\n\n1. One\n   - Inner\n\nBetween.\n\n4. Four"
    source += "\n\n![A drawing](picture:four-areas) Its words."
    said = repr(blocks_of(source))
    for word in ("Quoted.", "One", "Inner", "Between.", "4. Four", "A drawing.", "Its words."):
        assert word in said


def test_the_largest_pack_takes_a_fixed_number_of_queries(client, at_most_queries):
    slugs = list(GuidancePage.objects.published().values_list("slug", flat=True))[:MOST]
    client.get(MADE, {"page": slugs[:1]})
    with at_most_queries(10):
        assert client.get(MADE, {"page": slugs}).status_code == 200


def test_nothing_is_written_and_no_cookie_is_set(portal):
    reader = Client()
    for path in ("/pack/", MADE, WORD):
        reader.get(path, QUERY)
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(path, QUERY)
        assert not response.cookies
        assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_no_page_of_it_has_a_slip(client):
    queries = [QUERY, {"page": "nothing"}, {}, {"since": timezone.localdate().replace(day=1).isoformat()}]
    for query in queries:
        assert seen.in_page(client.get(MADE, query).content.decode()) == []


def test_a_choice_stands_in_its_address_in_one_way(rf):
    choice = choices.read(rf.get("/", {**QUERY, "since": "2026-09-01"}).GET)
    assert gather(choice).since == date(2026, 9, 1)
    assert choices.read(rf.get(f"/?{choice.query}").GET) == choice
