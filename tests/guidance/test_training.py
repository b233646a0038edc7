"""Training and other services: notes with links, and sentences that end once."""

import pytest

from guidance.models import Service
from guidance.templatetags import formatting
from tests.document import Document
from tests.factories import make_handout, make_service

pytestmark = pytest.mark.usefixtures("portal")


def test_every_service_shows_its_note_and_leads_to_the_form(client):
    for service in Service.objects.published():
        document = Document(client.get(service.get_absolute_url()).content.decode())
        assert document.faults == []
        assert "](" not in document.main
        assert any(f"service={service.slug}" in link.attributes["href"] for link in document.links), service


def test_a_buyer_reads_how_long_an_answer_takes_before_the_form(client):
    document = Document(client.get("/training/").content.decode())
    assert "LESAS quotes in writing, and aims to answer within 5 working days." in document.main
    assert "#quote" in {link.attributes["href"] for link in document.links}


def test_what_can_be_asked_for_now_comes_first_and_nothing_that_has_ended(client):
    main = Document(client.get("/training/").content.decode()).main
    assert main.index("You can ask for now") < main.index("Bespoke online safety training")
    assert main.index("Bespoke online safety training") < main.index("These ran before.")
    assert main.index("These ran before.") < main.index("Safeguarding conference for DSLs")
    assert "ended" not in main


def test_a_service_that_ended_says_so_and_what_replaces_it(client):
    response = client.get("/training/whole-school-online-safety-pack/")
    assert response.status_code == 410
    assert "ended on 31 August 2026" in response.content.decode()
    (button,) = [
        link
        for link in Document(response.content.decode()).links
        if "button" in link.attributes.get("class", "")
    ]
    assert button.attributes["href"] == "/training/bespoke-online-safety-training/"


def test_a_page_says_how_a_price_is_given_where_there_is_one(client):
    for service in Service.objects.published():
        main = Document(client.get(service.get_absolute_url()).content.decode()).main
        assert ("LESAS quotes in writing" in main) == service.is_quoted, service


def test_what_it_costs_and_the_button_stand_before_the_description(client):
    main = Document.of(client.get("/training/online-safety-review/")).main
    assert main.index("Ask for a quote") < main.index("no price list") < main.index("What to prepare")


def test_who_asks_reads_on_the_page_of_each_service_when_an_answer_comes(client, settings):
    settings.REPLY_TARGET_WORKING_DAYS = 7
    for service in Service.objects.published().filter(how_to_book="enquiry"):
        main = Document.of(client.get(service.get_absolute_url())).main
        assert "LESAS aims to answer within 7 working days." in main, service


def test_who_plans_a_review_by_us_is_shown_our_own_review_of_oneself(client):
    links = Document.of(client.get("/training/online-safety-review/")).select("main a")
    assert "/self-review/" in {link.attributes["href"] for link in links}


def test_a_service_that_ended_without_another_leads_to_a_question(client):
    page = Document.of(client.get("/training/early-years-dsl-refresher/"))
    assert "Ask LESAS what there is for early years now." in page.main
    assert "/enquiries/" in {link.attributes["href"] for link in page.select("main .fork a")}


def test_a_note_on_booking_can_hold_no_script(client):
    service = make_service(booking_note="<script>alert(1)</script> [Ask](javascript:alert) first.")
    page = client.get(service.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_every_card_ends_its_sentences_once(client):
    main = Document(client.get("/training/").content.decode()).main
    assert ".." not in main
    assert "staff, leaders and governors." in main


@pytest.mark.parametrize("audience", ["Anyone", "Anyone.", "Anyone. "])
def test_whom_a_service_is_for_is_a_sentence_however_it_was_typed(client, audience):
    make_service(title="Zorb day", audience=audience)
    main = Document(client.get("/training/").content.decode()).main
    assert "Anyone." in main
    assert "Anyone.." not in main


def test_the_ages_of_a_hand_out_read_the_same_however_they_were_typed(client):
    for ages in ("5 to 7", "5 to 7."):
        page = client.get(make_handout(ages=ages).get_absolute_url()).content.decode()
        assert "<p>For parents and carers: 5 to 7</p>" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Anyone", "Anyone."),
        ("Anyone.", "Anyone."),
        ("Who?", "Who?"),
        ("“Quoted.”", "“Quoted.”"),
        ("Etc…", "Etc…"),
        (" ", ""),
        ("", ""),
    ],
)
def test_a_full_stop_is_added_only_where_a_sentence_has_no_end(text, sentence):
    assert formatting.as_sentence(text) == sentence


@pytest.mark.parametrize(("kind", "topic"), [("review", "review"), ("course", "training")])
def test_the_enquiry_about_a_service_starts_with_its_topic(client, db, kind, topic):
    service = make_service(kind=kind)
    page = client.get(service.get_absolute_url()).content.decode()
    assert f'href="/enquiries/new/?topic={topic}&amp;service={service.slug}"' in page
