"""Facts of middling certainty: each stands with its source and the day on which it is checked again."""

import re
from datetime import date

import pytest
from django.urls import reverse

from guidance import includes
from guidance.includes import FactNote
from guidance.loading import content as loading
from guidance.models import Fact, RouteOutcome, RouteStep, SharedBlock
from guidance.models.including import whole_texts
from guidance.services import facts
from tests.document import Document as Page
from tests.factories import make_adviser, make_page
from tests.guidance.small_routes import book, route
from tests.guidance.test_admin_forms import form_data

DUE = date(2027, 2, 26)
PARTS = book(
    route("one"),
    facts={
        "day-one": FactNote("day-one", "FE News", DUE),
        "settled": FactNote("settled", "Ofsted", DUE, checked_on=date(2026, 12, 1)),
    },
)


def make_fact(**fields) -> Fact:
    told = {"key": "day-one", "statement": "It counts.", "source": "FE News", "next_check_on": DUE}
    return Fact.objects.create(**{**told, "confirm": "Ask Ofsted.", **fields})


def test_a_fact_becomes_a_numbered_note():
    notes: list[FactNote] = []
    text = includes.expand(
        "One {fact:day-one}. Two{fact:settled}. One again {fact:day-one}.", PARTS, notes=notes
    )
    assert text == (
        'One ([note 1](#note-1 "first-mention")). Two ([note 2](#note-2 "first-mention")). '
        "One again ([note 1](#note-1))."
    )
    assert [note.key for note in notes] == ["day-one", "settled"]


def test_where_there_is_no_list_of_notes_the_day_stands_behind_the_fact():
    assert includes.expand("One {fact:day-one}.", PARTS) == "One (we check this again by 26 February 2027)."
    assert includes.expand("Two {fact:settled}.", PARTS) == "Two."
    assert includes.expand("Three {fact:gone}.", PARTS) == "Three."


def test_a_fact_that_is_not_there_is_named():
    assert [*includes.unknown("{fact:gone} {fact:day-one}", PARTS)] == [
        "There is no fact gone, so its source cannot be named."
    ]


@pytest.mark.django_db
class TestPages:
    def test_a_page_names_the_source_and_the_day_of_the_next_check(self, client):
        make_fact(url="https://www.example.org/news")
        shown = Page.of(client.get(make_page(body="It counts {fact:day-one}.").get_absolute_url()))
        assert "It counts (note 1)." in shown.text
        assert "FE News. Next check by 26 February 2027." in shown.text
        assert shown.select("#note-1 a[href='https://www.example.org/news']")

    def test_a_note_leads_back_to_where_it_is_named_first(self, client):
        make_fact()
        page = make_page(body="It counts {fact:day-one}. Again {fact:day-one}.")
        shown = Page.of(client.get(page.get_absolute_url()))
        assert shown.ids.count("from-note-1") == 1
        (back,) = [link for link in shown.links if link.attributes["href"] == "#from-note-1"]
        assert back.text == "Back to note 1 in the text"
        assert "first-mention" not in shown.html

    def test_what_an_adviser_settled_says_so(self, client):
        adviser = make_adviser()
        facts.save(fact=make_fact(), by=adviser, is_new=False)
        row = Fact.objects.get()
        row.checked_on = date(2026, 12, 1)
        facts.save(fact=row, by=adviser, is_new=False)
        assert row.checked_by == adviser
        shown = Page.of(client.get(make_page(body="It counts {fact:day-one}.").get_absolute_url())).text
        assert "An adviser checked it on 1 December 2026." in shown
        assert "Next check" not in shown

    def test_a_page_without_facts_has_no_notes(self, client):
        assert "Notes" not in Page.of(client.get(make_page(body="Words.").get_absolute_url())).text


@pytest.mark.django_db
class TestAdmin:
    def test_the_list_to_print_says_what_to_do_and_where_it_stands(self, client):
        make_fact()
        make_page(title="Early years", body="It counts {fact:day-one}.")
        client.force_login(make_adviser())
        shown = Page.of(client.get(reverse("admin:guidance_fact_to_confirm"))).text
        assert "Ask Ofsted." in shown
        assert "guidance page: Early years" in shown

    def test_it_leaves_out_what_stands_nowhere(self, client):
        make_fact(statement="Nobody says this.")
        make_fact(key="said", statement="A page says this.")
        make_page(body="It counts {fact:said}.")
        client.force_login(make_adviser())
        shown = Page.of(client.get(reverse("admin:guidance_fact_to_confirm"))).text
        assert "A page says this." in shown
        assert "Nobody says this." not in shown

    def test_every_text_of_an_outcome_is_a_place_too(self, content):
        outcome = RouteOutcome.objects.first()
        make_fact()
        for name, value in (
            ("record", ["It counts {fact:day-one}."]),
            ("review", "It counts {fact:day-one}."),
        ):
            RouteOutcome.objects.filter(pk=outcome.pk).update(record=[], review="")
            RouteOutcome.objects.filter(pk=outcome.pk).update(**{name: value})
            assert facts.uses()["day-one"] == [outcome], name
        RouteOutcome.objects.filter(pk=outcome.pk).update(review="")
        step = outcome.steps.first()
        RouteStep.objects.filter(pk=step.pk).update(text="It counts {fact:day-one}.")
        assert facts.uses()["day-one"] == [outcome]

    def test_it_is_not_for_strangers(self, client):
        assert client.get(reverse("admin:guidance_fact_to_confirm")).status_code == 302

    def test_the_one_who_enters_the_day_is_the_one_who_checked(self, client):
        fact, adviser = make_fact(), make_adviser()
        client.force_login(adviser)
        url = reverse("admin:guidance_fact_change", args=[fact.pk])
        client.post(url, {**form_data(client.get(url)), "checked_on": "2026-11-26"})
        fact.refresh_from_db()
        assert (fact.checked_on, fact.checked_by) == (date(2026, 11, 26), adviser)


class TestLoading:
    def test_a_fact_in_a_file_becomes_a_row_and_follows_its_file(self, loaded, fixtures):
        fact = Fact.objects.get(key="day-one")
        assert fact.source == "FE News"
        path = fixtures / "facts" / "small.toml"
        path.write_text(path.read_text().replace("FE News", "Ofsted"))
        loading.load(fixtures)
        fact.refresh_from_db()
        assert fact.source == "Ofsted"

    def test_what_an_adviser_wrote_or_settled_stays(self, loaded, fixtures):
        fact = Fact.objects.get(key="day-one")
        fact.checked_on = date(2026, 12, 1)
        facts.save(fact=fact, by=make_adviser(), is_new=False)
        path = fixtures / "facts" / "small.toml"
        path.write_text(path.read_text().replace("FE News", "Ofsted"))
        loading.load(fixtures)
        fact.refresh_from_db()
        assert fact.source == "FE News"

    def test_two_facts_of_one_name_are_refused(self, db, fixtures):
        (fixtures / "facts" / "other.toml").write_text((fixtures / "facts" / "small.toml").read_text())
        with pytest.raises(Exception, match="day-one is there more than once"):
            loading.load(fixtures)


class TestShipped:
    """The content that ships, in its files."""

    def test_every_fact_stands_on_a_page_with_its_source_and_next_check(self, client, content):
        unused = sorted({fact.key for fact in Fact.objects.all()} - facts.uses().keys())
        assert unused == []
        for key, rows in facts.uses().items():
            fact = Fact.objects.get(key=key)
            for row in (row for row in rows if hasattr(row, "get_absolute_url")):
                shown = Page.of(client.get(row.get_absolute_url())).text
                assert fact.source in shown, (key, row)
                assert f"Next check by {fact.next_check_on:%-d %B %Y}" in shown, (key, row)

    def test_the_mark_of_a_fact_stands_inside_its_sentence(self, content):
        """Behind the full stop "(note 1)" reads as a sentence of its own, or as part of the next one."""
        outside = re.compile(r"[.?!”][*_]*\s*\{fact:[a-z0-9-]+\}(?![.,;:?!])")
        texts = [(str(row), text) for row, text in whole_texts()]
        texts += [(block.key, block.text) for block in SharedBlock.objects.all()]
        assert any("{fact:" in text for _, text in texts)
        assert {place: found[0] for place, text in texts if (found := outside.search(text))} == {}
