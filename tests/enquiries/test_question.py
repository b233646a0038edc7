"""The question that comes first."""

import pytest

from tests.document import Document

TOPICS = ["policy", "training", "review", "curriculum", "filtering", "portal", "other", "unsure"]


def test_the_question_has_no_room_for_text(client, db):
    page = Document.of(client.get("/enquiries/"))
    typed = {name for name, field in page.fields.items() if field.get("type") not in {"radio"}}
    assert typed <= {"q"}, "only the site search"


def test_the_question_says_when_to_expect_an_answer(client, db, settings):
    settings.REPLY_TARGET_WORKING_DAYS = 7
    assert "within 7 working days" in client.get("/enquiries/").content.decode()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_subject_for_us_leads_to_the_form(client, db, topic):
    assert client.get(f"/enquiries/?topic={topic}")["Location"] == f"/enquiries/new/?topic={topic}"
    assert client.get(f"/enquiries/new/?topic={topic}").status_code == 200


@pytest.mark.parametrize("step", ["/enquiries/", "/enquiries/new/", "/enquiries/check/"])
@pytest.mark.parametrize(("topic", "door"), [("child", "/front-door/"), ("adult", "/allegations/")])
def test_a_concern_leads_to_those_who_can_act_at_once(client, db, step, topic, door):
    assert client.get(f"{step}?topic={topic}")["Location"] == door


@pytest.mark.parametrize("query", ["", "?topic=", "?topic=nonsense", "?topic=%00", "?topic=policy%20"])
def test_nobody_reaches_the_form_past_the_question(client, db, query):
    for path in ("/enquiries/new/", "/enquiries/check/"):
        assert client.get(path + query)["Location"] == "/enquiries/"


def test_continuing_without_a_choice_says_so(client, db):
    response = client.get("/enquiries/?asked=1")
    assert response.status_code == 400
    assert b'href="#id_topic_0">Choose what your enquiry is about' in response.content
    assert b"<title>Error: " in response.content


def test_not_sure_is_a_safe_answer(client, db):
    page = client.get("/enquiries/new/?topic=unsure").content.decode()
    assert "/allegations/" in page.split("<main")[1]


@pytest.mark.parametrize("path", ["/enquiries/", "/enquiries/new/?topic=policy"])
def test_no_page_of_the_way_in_sets_a_cookie(client, db, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_question_takes_no_post(client, db):
    assert client.post("/enquiries/", {"topic": "policy"}).status_code in {403, 405}
