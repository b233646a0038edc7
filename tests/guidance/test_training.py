"""Training and other services: notes with links, and sentences that end once."""

import pytest

from guidance.models import Service
from guidance.templatetags import formatting
from tests.document import Document
from tests.factories import make_handout, make_service

pytestmark = pytest.mark.usefixtures("portal")


def test_every_note_on_booking_shows_its_link(client):
    for service in Service.objects.published():
        document = Document(client.get(service.get_absolute_url()).content.decode())
        assert document.faults == []
        assert "](" not in document.main
        assert any(link.text == "enquiry form" for link in document.links), service


def test_a_note_on_booking_can_hold_no_script(client):
    service = make_service(booking_note="<script>alert(1)</script> [Ask](javascript:alert) first.")
    page = client.get(service.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_every_card_ends_its_sentences_once(client):
    main = Document(client.get("/training/").content.decode()).main
    assert ".." not in main
    assert "leaders and governors. Ask LESAS for a date." in main


@pytest.mark.parametrize("audience", ["Anyone", "Anyone.", "Anyone. "])
def test_whom_a_service_is_for_is_a_sentence_however_it_was_typed(client, audience):
    make_service(title="Zorb day", audience=audience)
    main = Document(client.get("/training/").content.decode()).main
    assert "Anyone. Ask LESAS whether it runs now." in main


def test_the_ages_of_a_hand_out_are_a_sentence_however_they_were_typed(client):
    for ages in ("5 to 7", "5 to 7."):
        page = client.get(make_handout(ages=ages).get_absolute_url()).content.decode()
        assert "Ages: 5 to 7. Not yet checked" in page


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
