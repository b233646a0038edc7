"""Whatever is too long is refused before anything is done with it, and people are told what to do."""

import unicodedata

import pytest
from django.test import Client

from enquiries import form_tokens
from enquiries.models import Enquiry
from guidance.search.text import fold
from lesas_portal.core import form_fields
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.factories import make_page

FORM, TAILOR = "/enquiries/check/", "/policies/social-media/tailor/"
SWELLING = "\ufdfa"  # one character, which becomes 18 when it is normalised
MARKS = "\u0315\u0300" * 5000  # in an order that has to be put right


@pytest.fixture
def normalised(monkeypatch) -> list[str]:
    """Every text that is normalised, in the order in which that happens."""
    texts, really = [], unicodedata.normalize

    def normalise(form, text):
        texts.append(text)
        return really(form, text)

    monkeypatch.setattr(unicodedata, "normalize", normalise)
    return texts


def answers(**changes) -> dict:
    return {**ANSWERS, "topic": "policy", "form_token": form_tokens.issue(backdate=True), **changes}


def longest_run(texts: list[str]) -> int:
    """The most marks in a row in any of ``texts``."""
    longest = run = 0
    for letter in "".join(f"{text} " for text in texts):
        run = run + 1 if unicodedata.combining(letter) else 0
        longest = max(longest, run)
    return longest


@pytest.mark.parametrize(
    ("path", "name"), [(FORM, "message"), ("/enquiries/new/", "subject"), (TAILOR, "setting_name")]
)
def test_a_text_of_any_size_is_refused_unread(client, portal, normalised, path, name):
    response = client.post(path, {"topic": "policy", name: SWELLING * 400_000})
    document = Document(response.content.decode())
    assert response.status_code == 413
    assert document.faults == []
    assert "03000 41 11 11" in document.main
    assert "Go back, shorten what you typed and send it again." in document.main
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "Content-Security-Policy" in response.headers
    assert not [text for text in normalised if SWELLING in text]


def test_just_over_the_limit_is_refused_and_just_under_it_is_read(client, db):
    for size, status in ((60_000, 422), (65_000, 413)):
        assert client.post(FORM, answers(message="x" * size)).status_code == status


def test_a_long_name_in_a_policy_is_refused_unread(client, portal, normalised):
    response = client.post(TAILOR, {"setting_name": SWELLING * 50_000, "setting_type": "primary"})
    assert response.status_code == 422
    assert "Use at most 200 characters. You have 50000." in response.content.decode()
    assert not [text for text in normalised if SWELLING in text]


def test_the_screen_reads_no_more_of_a_field_than_the_form_takes(client, db, normalised):
    long = {"message": SWELLING * 15_000, "name": "\u0315" * 4_000}
    response = client.post(FORM, answers(**long))
    assert response.status_code == 422
    assert "Use at most 5000 characters. You have 15000." in response.content.decode()
    assert max(map(len, normalised)) <= form_fields.READ_AT_MOST + len(ANSWERS["subject"]) + 1


def test_a_concern_at_the_start_of_a_text_that_is_too_long_leads_to_the_front_door(client, db):
    response = client.post(FORM, answers(message=f"{CONCERN} " + "It is so. " * 3000))
    assert response.status_code == 200
    assert "What you typed has not been kept or sent." in response.content.decode()


@pytest.mark.parametrize("filling", [" ", "\u200e", "\n"])
def test_nothing_can_be_hidden_from_the_screen_behind_what_the_form_drops(client, db, filling):
    response = client.post(FORM, answers(message=filling * 12_000 + CONCERN))
    assert response.status_code == 422
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("name", ["message", "subject", "name"])
def test_marks_without_end_are_never_put_in_order(client, db, normalised, name):
    assert client.post(FORM, answers(**{name: "a" + MARKS[:500]})).status_code in {200, 422}
    assert longest_run(normalised) <= 31


def test_marks_without_end_in_a_search_are_never_put_in_order(normalised):
    assert fold("Cafe" + MARKS) == "cafe"
    assert fold("\u0f73" * 1000) == ""
    assert longest_run(normalised) <= 31
    assert max(map(len, normalised)) < 50


def test_an_adviser_may_write_much_more(adviser_client):
    page = make_page(title="Long page", slug="long")
    url = f"/admin/guidance/guidancepage/{page.pk}/change/"
    assert adviser_client.post(url, {"body": "word " * 40_000}).status_code == 200
    preview = f"/admin/guidance/guidancepage/{page.pk}/preview/"
    assert adviser_client.post(preview, {"body": "word " * 40_000}).status_code == 200
    assert adviser_client.post(url, {"body": "word " * 200_001}).status_code == 413


def test_a_body_without_a_length_is_refused(db):
    response = Client().post(FORM, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411
    assert "We could not read what you sent" in response.content.decode()
