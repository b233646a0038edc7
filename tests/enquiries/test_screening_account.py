"""How much the screen reads for one sender: counted, and then refused unread with who to ring."""

import pytest
from django.core.cache import cache
from django.test import Client

from enquiries import form_tokens, triage
from enquiries.models import Diversion, Enquiry
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN

FORM = "/enquiries/check/"
HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
ONE_POST = sum(map(len, (ANSWERS[name] for name in ("subject", "message", "name", "role", "setting_name"))))


@pytest.fixture(autouse=True)
def nothing_counted_yet(settings):
    settings.SCREENED_CHARACTERS_PER_HOUR = 2 * ONE_POST
    cache.clear()


@pytest.fixture
def screened(monkeypatch) -> list:
    """What the screen was asked to read, in order."""
    asked, really = [], triage.classify

    def classify(texts, reader):
        asked.append(texts)
        return really(texts, reader)

    monkeypatch.setattr(triage, "classify", classify)
    return asked


def post(address: str = HERE, *, token: str | None = None, headers: dict | None = None, **answers):
    form_token = form_tokens.issue(*form_tokens.Mark, backdate=True) if token is None else token
    typed = {**ANSWERS, "topic": "policy", "form_token": form_token, **answers}
    return Client(REMOTE_ADDR=address).post(FORM, typed, headers=headers or {})


def test_a_sender_who_had_the_screen_read_too_much_is_told_who_to_ring(content):
    assert [post().status_code for _ in range(3)] == [200, 200, 429]
    document = Document.of(post(message=CONCERN))
    assert document.one("h1").text == "We have not read what you sent"
    assert "03000 41 11 11" in document.main
    assert "Tell the LADO Refer it online" in document.main
    assert "None of it was read, kept or sent." in document.main
    assert document.faults == []
    assert not Diversion.objects.exists()


def test_nobody_else_is_refused_for_it(db):
    assert [post().status_code for _ in range(3)] == [200, 200, 429]
    assert post(ELSEWHERE).status_code == 200


def test_this_machine_is_not_counted_since_it_may_be_everybody_behind_a_proxy(db):
    assert {post("127.0.0.1").status_code for _ in range(4)} == {200}


@pytest.mark.parametrize(
    "kind", [{"token": ""}, {"token": "made up"}, {"headers": {"Sec-Fetch-Site": "cross-site"}}]
)
def test_all_who_come_without_a_token_of_ours_share_one_account(db, kind):
    addresses = ("203.0.113.1", "203.0.113.2", "203.0.113.3")
    assert [post(address, **kind).status_code for address in addresses] == [422, 422, 429]
    assert post("203.0.113.3").status_code == 200


def test_a_concern_without_a_token_of_ours_leads_to_the_signpost_all_the_same(db):
    response = post(token="", message=CONCERN)
    assert 'data-signpost="front_door"' in response.content.decode()


def test_what_has_no_token_of_ours_is_never_stored(db):
    for kind in ({"token": ""}, {"headers": {"Sec-Fetch-Site": "cross-site"}}):
        assert post("127.0.0.1", step="send", **kind).status_code == 422
    assert not Enquiry.objects.exists()


def test_what_is_only_shown_again_with_the_declaration_is_not_read_for_it(db, screened):
    assert post(message=CONCERN, edit="1", going_on="child").status_code == 200
    assert post(message=CONCERN, edit="1", declared="on").status_code == 200
    assert not screened
    post(message=CONCERN, edit="1")
    assert len(screened) == 1


def test_what_is_sent_is_read_once_and_kept_with_what_the_screen_said(db, screened):
    assert post(message=CONCERN, declared="on", step="send").status_code == 302
    assert len(screened) == 1
    assert Enquiry.objects.get().screen_route == "front_door"


def test_a_declared_enquiry_of_a_sender_who_had_enough_comes_back_whole(db):
    post(), post()
    response = post(declared="on", step="send")
    assert response.status_code == 429
    assert ANSWERS["message"] in response.content.decode()


def test_a_cache_that_is_away_stops_nobody(db, settings, tmp_path, caplog):
    # A file where the cache looks for its folder.
    (tmp_path / "cache").write_text("")
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "cache"),
        }
    }
    assert 'data-signpost="front_door"' in post(message=CONCERN).content.decode()
    assert "data-signpost" not in post().content.decode()
    assert "What the screen reads could not be counted" in caplog.text
    assert "The names of establishments could not be read" in caplog.text
