"""One box in the admin finds whatever this person may open, and keeps nothing of what is typed."""

import logging

import pytest
from django.urls import reverse

from guidance.models import Clause, RouteOutcome
from tests.factories import (
    WITHDRAWN,
    make_enquiry,
    make_handout,
    make_helpline,
    make_page,
    make_resource,
    make_risk_area,
)


def find(client, words: str) -> str:
    answer = client.post(reverse("admin:find"), {"words": words})
    assert answer.status_code == 200
    return answer.content.decode()


def test_drafts_and_withdrawn_pages_are_found_with_their_state(adviser_client):
    draft = make_page(title="Zebra draft", status="draft", publish_at=None)
    make_resource(title="Zebra gone", **WITHDRAWN)
    page = find(adviser_client, "zebra")
    assert reverse("admin:guidance_guidancepage_change", args=[draft.pk]) in page
    assert 'Zebra gone</a> <span class="quiet">Withdrawn' in page


@pytest.mark.parametrize("typed", ["0300 041 11", "030004111", "+44 300 041 11"])
def test_a_number_is_found_by_its_digits(adviser_client, typed):
    make_helpline(title="The zebra line", phone="03000 41 11 11")
    assert "The zebra line" in find(adviser_client, typed)


def test_clauses_outcomes_and_words_that_stand_deep_are_found(content, adviser_client):
    clause = Clause.objects.filter(in_use=True).first()
    outcome = RouteOutcome.objects.first()
    assert clause.label in find(adviser_client, clause.newest.text.split("\n")[0][:30])
    assert outcome.title in find(adviser_client, outcome.title)


def test_a_hand_out_and_a_risk_area_are_found_by_each_of_their_texts(adviser_client):
    make_handout(title="Phones", say="Zebra?", app_text="An okapi.", pictures="A giraffe.")
    make_risk_area(title="Contact", heading="Who gnus meet")
    for word in ("zebra", "okapi", "giraffe"):
        assert "Phones</a>" in find(adviser_client, word)
    assert "Contact</a>" in find(adviser_client, "gnus")


def test_every_word_must_stand_in_what_is_found(adviser_client):
    make_page(title="Zebra", body="Striped horses.")
    assert "Zebra</a>" in find(adviser_client, "zebra striped")
    assert "Nothing found" in find(adviser_client, "zebra spotted")


@pytest.mark.parametrize("typed", ["", " ", "z", "%", "\x00", "'; --", "x" * 5000, "a " * 200])
def test_odd_words_find_nothing_and_break_nothing(adviser_client, typed):
    assert find(adviser_client, typed)


def test_an_enquiry_is_found_by_its_reference_by_whoever_may_open_it(adviser_client, editor_client):
    enquiry = make_enquiry()
    address = reverse("admin:enquiries_enquiry_change", args=[enquiry.pk])
    assert address in find(adviser_client, f"about {enquiry.reference.lower()}")
    assert address not in find(editor_client, enquiry.reference)
    assert "Robin Marsh" not in find(adviser_client, "Robin Marsh").replace('value="Robin Marsh"', "")


def test_a_common_word_costs_few_queries_and_shows_a_few_of_each_kind(
    content, adviser_client, django_assert_max_num_queries
):
    adviser_client.get(reverse("admin:find"))
    with django_assert_max_num_queries(9):
        page = find(adviser_client, "online")
    assert "more: type another word" in page
    assert page.count("/change/") < 180


def test_nothing_typed_stands_in_an_address_a_log_or_the_session(adviser_client, caplog):
    with caplog.at_level(logging.DEBUG):
        page = find(adviser_client, "Zelda Quill")
    assert "?" not in reverse("admin:find")
    assert 'method="post"' in page
    assert not [
        record
        for record in caplog.records
        if "Zelda" in record.getMessage() and not record.name.startswith("django.db")
    ]
    assert "Zelda" not in str(dict(adviser_client.session))


def test_the_box_is_on_every_page_of_the_admin_and_strangers_have_none(client, adviser_client):
    for name in ("admin:index", "admin:guidance_resource_changelist", "admin:guidance_resource_add"):
        assert reverse("admin:find") in adviser_client.get(reverse(name)).content.decode()
    assert client.post(reverse("admin:find"), {"words": "zebra"}).status_code == 302
