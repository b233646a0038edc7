"""Whatever is too long is refused before anything is done with it, and people are told what to do."""

import unicodedata
from urllib.parse import urlencode

import pytest
from django.core.signing import Signer
from django.test import Client

from enquiries import form_tokens
from enquiries.forms import MESSAGE_AT_MOST
from enquiries.models import Enquiry
from enquiries.submission import HIDDEN_FIELDS
from guidance.clause_forms import NAMES_AT_MOST
from guidance.forms import answer_names
from guidance.models import PolicyEdition, ZeroResultQuery
from guidance.policies.rows import text_of
from guidance.search import count_zero_results
from guidance.search.text import fold
from lesas_portal.core import form_fields
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.factories import make_page

FORM, TAILOR = "/enquiries/check/", "/policies/social-media/tailor/"
SWELLING = "\ufdfa"  # one character, which becomes 18 when it is normalised
MARKS = "\u0315\u0300" * 5000  # in an order that has to be put right


LIMITS = {
    "/enquiries/check/": 256_000,
    "/enquiries/new/": 256_000,
    "/search/": 256_000,
    "/feedback/": 20_000,
    "/policies/changes/": 256_000,
    TAILOR: 1_000_000,
    "/policies/all/": 1_000_000,
    "/self-review/school/": 1_000_000,
    "/admin/login/": 2_000_000,
}


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


def filled_up_to(size: int) -> dict:
    """Answers of which the body has ``size`` bytes, for the question is as long as that takes."""
    typed = answers(message="")
    return typed | {"message": ("words " * size)[: size - len(urlencode(typed))]}


def send(client, path: str, typed: dict):
    """Post as a browser does that has no file to send."""
    return client.post(path, urlencode(typed), "application/x-www-form-urlencoded")


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
    assert "Open the form again and send a shorter text." in document.main
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "Content-Security-Policy" in response.headers
    assert not [text for text in normalised if SWELLING in text]


def test_just_under_the_limit_all_comes_back_and_just_over_it_nothing_is_read(client, db):
    typed = filled_up_to(255_000)
    response = send(client, FORM, typed)
    assert response.status_code == 422
    assert typed["message"] in response.content.decode()
    assert "Your question must be 5,000 characters or fewer" in response.content.decode()
    assert send(client, FORM, filled_up_to(257_000)).status_code == 413


@pytest.mark.parametrize(("path", "limit"), LIMITS.items())
def test_each_part_of_the_site_takes_what_it_was_promised(client, portal, path, limit):
    assert client.post(path, b" " * (limit + 1), "text/plain").status_code == 413
    assert client.post(path, b" " * limit, "text/plain").status_code != 413


def test_the_limits_behind_ours_never_answer_first(settings):
    assert max(LIMITS.values()) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_policy_sends_fewer_fields_than_are_taken(settings, portal):
    most = 0
    for edition in PolicyEdition.objects.all():
        text = text_of(edition)
        boxes = 4 * len(list(text.clauses())) + len(text.sections) + 2 * NAMES_AT_MOST
        most = max(most, boxes + len(answer_names([text])))
    assert 0 < most < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_a_long_name_in_a_policy_is_refused_unread(client, portal, normalised):
    response = client.post(TAILOR, {"setting_name": SWELLING * 50_000, "setting_type": "primary"})
    assert response.status_code == 422
    assert "Name of your setting must be 200 characters or fewer; it has 50,000" in response.content.decode()
    assert not [text for text in normalised if SWELLING in text]


def test_the_screen_reads_no_more_of_a_field_than_the_form_takes(client, db, normalised):
    long = {"message": SWELLING * 25_000, "name": "x\u0315" * 15_000}
    response = client.post(FORM, answers(**long))
    assert response.status_code == 422
    assert "Your question must be 5,000 characters or fewer; it has 25,000" in response.content.decode()
    assert "Your name must be 100 characters or fewer; it has 30,000" in response.content.decode()
    assert max(map(len, normalised)) <= form_fields.READ_AT_MOST + len(ANSWERS["subject"]) + 1


@pytest.mark.parametrize("name", [*HIDDEN_FIELDS, "form_token", "leave_empty", "step", "edit"])
@pytest.mark.parametrize("topic", ["policy", "training"])
def test_no_field_may_be_of_any_length_whether_a_text_is_typed_into_it_or_not(
    client, portal, normalised, at_most_queries, name, topic
):
    with at_most_queries(20) as asked:
        response = client.post(FORM, answers(topic=topic, name="Robin Marsh") | {name: SWELLING * 70_000})
    assert response.status_code in {200, 302, 422}
    # Subject and message are read as one.
    most = form_fields.READ_AT_MOST + len(ANSWERS["subject"]) + 1 + len(ANSWERS["message"])
    assert max(map(len, normalised), default=0) <= most
    assert not [query for query in asked.captured_queries if SWELLING in query["sql"]]


def test_a_token_of_any_length_is_not_unsigned(client, db, monkeypatch):
    unsigned = []
    monkeypatch.setattr(Signer, "unsign_object", lambda _, text: unsigned.append(text) or ["", 0])
    assert client.post(FORM, answers(form_token="x" * 200_000)).status_code == 422
    assert not unsigned


def test_a_search_of_any_length_is_answered_and_little_of_it_is_read(client, portal, normalised):
    for path in ("/search/", "/search.json", "/resources/", "/policies/changes/"):
        response = client.get(path, {"q": SWELLING * 100_000, "code": SWELLING * 100_000})
        assert response.status_code in {200, 400}, path
    assert max(map(len, normalised)) <= form_fields.READ_AT_MOST


def test_a_search_that_tells_a_story_is_not_even_read_to_be_counted(db, normalised):
    count_zero_results(SWELLING * 100_000)
    assert not normalised
    assert not ZeroResultQuery.objects.exists()


def test_newlines_without_end_are_refused(client, db):
    response = client.post(FORM, answers(message="\n" * 26_000))
    assert response.status_code == 422
    assert "Your question must be 5,000 characters or fewer; it has 26,000" in response.content.decode()


def test_a_concern_at_the_start_of_a_text_that_is_too_long_leads_to_the_front_door(client, db):
    response = client.post(FORM, answers(message=f"{CONCERN} " + "It is so. " * 3000))
    assert response.status_code == 200
    assert "What you typed has not been kept or sent." in response.content.decode()


@pytest.mark.parametrize("start", ["", "Dear team,\n", "We are a primary school in Swale.\n"])
def test_a_concern_in_the_first_lines_of_all_that_is_read_leads_to_the_front_door(client, db, start):
    message = f"{start}{CONCERN}\n" + "Our policy on phones is reviewed each year by the governors. " * 400
    response = client.post(FORM, answers(message=message[: form_fields.READ_AT_MOST]))
    assert 'data-signpost="front_door"' in response.content.decode()


def test_a_concern_at_the_very_end_of_what_the_form_takes_leads_to_the_front_door(client, db):
    talk = "Our policy on phones is reviewed each year by the governors and the staff. " * 70
    message = f"{talk[: 4_900 - len(CONCERN)]} {CONCERN}"
    response = client.post(FORM, answers(message=message))
    assert 'data-signpost="' in response.content.decode()


@pytest.mark.parametrize("filling", [" ", "\u200e", "\n"])
def test_nothing_can_be_hidden_from_the_screen_behind_what_the_form_drops(client, db, filling):
    response = client.post(FORM, answers(message=filling * form_fields.READ_AT_MOST + CONCERN))
    assert response.status_code == 422
    assert not Enquiry.objects.exists()


def test_a_subject_that_is_far_too_long_hides_no_concern(client, db):
    response = client.post(FORM, answers(subject="words " * 5_000, message=CONCERN))
    assert 'data-signpost="front_door"' in response.content.decode()


def test_what_cannot_be_read_and_fits_once_its_line_ends_are_counted_as_one_leads_to_the_signpost(client, db):
    line = "Ucze\u0144 powiedzia\u0142 mi wczoraj, \u017ce ojciec bije go w domu.\r\n"
    message = line * (MESSAGE_AT_MOST // (len(line) - 1))
    assert len(message) > MESSAGE_AT_MOST
    response = client.post(FORM, answers(message=message))
    assert (response.status_code, 'data-signpost="unread"' in response.content.decode()) == (200, True)


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
    assert adviser_client.post(url, {"body": "word " * 400_001}).status_code == 413


def test_a_body_without_a_length_is_refused(db):
    response = Client().post(FORM, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411
    assert "We could not read what you sent" in response.content.decode()
