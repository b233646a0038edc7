"""What is typed about a child is found nowhere afterwards, by whatever path it came."""

import importlib
import time

import pytest
from django.core import mail
from django.test import Client

from enquiries import feedback_tokens, feedback_views, form_tokens, responses, triage, views
from enquiries.models import Diversion
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.traces import everything_heard, new_marker, places_with

FREE = (
    "subject",
    "message",
    "name",
    "role",
    "setting_name",
    "phone",
    "preferred_dates",
    "attendees",
    "order_number",
)


@pytest.fixture
def marker() -> str:
    return new_marker()


@pytest.fixture
def listening(settings):
    with everything_heard(settings) as ears:
        yield ears


@pytest.fixture
def poster(db, marker):
    """Posts a concern with the marker in every free text, and never minds a 500."""
    client = Client(raise_request_exception=False)
    typed = dict.fromkeys(FREE, f"{CONCERN} {marker}")

    def post(path: str = "/enquiries/check/", **changes):
        data = {
            **ANSWERS,
            "topic": "training",
            "form_token": form_tokens.issue(*form_tokens.Mark, backdate=True),
            **typed,
            **changes,
        }
        return client.post(path, {name: text for name, text in data.items() if text is not None})

    return post


def break_the_view(monkeypatch, marker):
    def broken(*_, **__):
        raise ValueError(f"cannot show {marker}")

    monkeypatch.setattr(responses, "signpost", broken)


def break_the_screen(monkeypatch, marker):
    """A fault that quotes what was typed; none can be made with the weights we have, so it is put there."""

    def broken(*texts):
        raise ValueError(f"cannot read {texts} {marker}")

    monkeypatch.setattr(importlib.import_module("enquiries.triage.classifier"), "reading", broken)
    monkeypatch.setattr(triage, "read_search", broken)


def break_the_form(monkeypatch, marker):
    def broken(data, **_):
        raise KeyError(f"{data} {marker}")

    monkeypatch.setattr(views, "EnquiryForm", broken)


PATHS = {
    "first post": (lambda post: [post(), post("/enquiries/new/")], 200),
    "final post": (lambda post: [post(step="send")], 200),
    "invalid form": (lambda post: [post(email="nonsense", district=None, setting_type="x")], 200),
    "expired token": (lambda post: [post(form_token=form_tokens.issue(now=1.0)), post(form_token=None)], 200),
    "machine": (lambda post: [post(leave_empty="https://example.org", step="send")], 200),
    "foreign topic": (lambda post: [post(topic="child"), post("/enquiries/new/", topic="adult")], 302),
    "no topic": (lambda post: [post(topic=None)], 302),
    "too long": (lambda post: [post(message=f"{CONCERN} " * 400)], 200),
    "too big": (lambda post: [post(message=f"{CONCERN} " * 40_000)], 413),
}


@pytest.mark.parametrize("name", PATHS)
def test_nothing_typed_is_kept(name, poster, marker, listening):
    since = time.time()
    path, status = PATHS[name]
    assert {response.status_code for response in path(poster)} == {status}
    assert places_with(marker, since) == []
    assert not [line for line in listening.heard if marker in line]


@pytest.mark.parametrize(
    ("breaking", "status"), [(break_the_view, 500), (break_the_screen, 200), (break_the_form, 500)]
)
def test_nothing_typed_is_kept_when_something_breaks(
    breaking, status, poster, marker, listening, monkeypatch
):
    since = time.time()
    declared = {"declared": "on"} if breaking is break_the_form else {}
    breaking(monkeypatch, marker)
    for path in ("/enquiries/new/", "/enquiries/check/"):
        for step in ("", "send"):
            assert poster(path, step=step, **declared).status_code == status
    assert places_with(marker, since) == []
    assert listening.heard, "the failure itself is reported"
    assert not [line for line in listening.heard if marker in line]
    if status == 500:
        assert mail.outbox, "and mailed"


def test_nothing_typed_is_kept_when_the_weights_are_away(weights_away, poster, marker, listening):
    since = time.time()
    for path in ("/enquiries/new/", "/enquiries/check/"):
        assert poster(path).status_code == 200
        assert poster(path, step="send").status_code == 200
    assert places_with(marker, since) == []
    assert [line for line in listening.heard if "The screen failed" in line], "the failure is reported"
    assert not [line for line in listening.heard if marker in line]


def test_nothing_typed_is_kept_when_a_declaration_is_withdrawn(poster, marker, listening):
    since = time.time()
    # What is typed fits the form now, so the next step is check answers.
    fits = dict.fromkeys(("subject", "name", "role", "setting_name"), marker) | {
        "phone": marker,
        "order_number": marker,
    }
    form = poster("/enquiries/new/", declared="on", edit="all")
    assert marker in form.content.decode()
    checked = poster(declared="on", **fits)
    assert b"Check your answers" in checked.content
    assert b"has not been kept or sent" in poster(**fits, step="send").content
    assert places_with(marker, since) == []
    assert not [line for line in listening.heard if marker in line]
    assert Diversion.objects.filter(declared_general=True).exists()


def test_the_search_for_traces_finds_what_is_kept(sender, marker, tmp_path):
    """The tests above would be worth nothing if it could not find a thing."""
    since = time.time()
    sender.send(subject=marker)
    file = tmp_path / "deep" / "down" / "note.txt"
    file.parent.mkdir(parents=True)
    file.write_text(f"about {marker}")
    assert {"table enquiries_enquiry", f"file {file}"} <= set(places_with(marker, since))


def test_a_file_posted_to_the_form_never_reaches_the_disk(poster, marker, settings, tmp_path):
    since = time.time()
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    path = tmp_path / "concern.txt"
    for size, status in ((60_000, 200), (3_000_000, 413)):
        path.write_text("x" * size)
        with path.open("rb") as file:
            assert poster(attachment=file).status_code == status
    assert [child.name for child in tmp_path.iterdir()] == ["concern.txt"]
    assert places_with(marker, since) == []


def test_a_session_is_never_begun(poster):
    response = poster()
    assert not response.cookies


@pytest.fixture
def commenter(db, content, marker):
    """Writes of a page what was typed with the marker, and never minds a 500."""
    client = Client(raise_request_exception=False)

    def post(text: str = CONCERN, **changes):
        token = feedback_tokens.issue("/about/", helped=False, backdate=True)
        sent = {"feedback_token": token, "text": f"{text} {marker}", **changes}
        response = client.post("/feedback/", sent)
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        return response

    return post


def test_nothing_written_of_a_page_that_reads_like_a_concern_is_kept(commenter, marker, listening):
    since = time.time()
    answers = [commenter(), commenter(feedback_token="x"), commenter(page=marker, helped="no")]
    answers += [commenter(text=f"{CONCERN} " * 50), commenter(feedback_token=marker)]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert not [answer for answer in answers if marker in answer.content.decode()]
    refused = [commenter(text="Price " * 200), commenter(text="Write to a@example.org,")]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert commenter(text="More prices.", feedback_token="x").status_code == 400
    assert Client().post("/feedback/", {"page": f"/guidance/{marker}/", "helped": "no"}).status_code == 400
    assert places_with(marker, since) == []
    assert not [line for line in listening.heard if marker in line]


@pytest.mark.parametrize("broken_name", ["FeedbackForm", "feedback_service"])
def test_nothing_written_of_a_page_is_kept_when_something_breaks(
    broken_name, commenter, marker, listening, monkeypatch
):
    since = time.time()

    class Broken:
        def __init__(self, *given, **named):
            raise ValueError(f"cannot read {given} {named} {marker}")

        keep = __init__

    monkeypatch.setattr(feedback_views, broken_name, Broken)
    assert commenter(text="More prices, please.").status_code == 500
    break_the_screen(monkeypatch, marker)
    assert commenter(text="More prices, please.").status_code == 200
    assert places_with(marker, since) == []
    assert listening.heard, "the failure itself is reported"
    assert not [line for line in listening.heard if marker in line]


SEARCHES = {
    "told": "a boy told me that {} sends him pictures",
    "about staff": "headteacher accused by {}",
    "misspelt": "pupil beign blackmaled by {}",
    "found nothing": "{} hit her",
}


@pytest.mark.parametrize("path", ["/search/", "/search.json", "/resources/"])
@pytest.mark.parametrize("name", SEARCHES)
def test_nothing_typed_into_a_search_that_reads_like_a_concern_is_kept(
    name, path, db, content, marker, listening
):
    since = time.time()
    words = SEARCHES[name].format(marker)
    client = Client(raise_request_exception=False)
    for _ in range(2):
        response = client.get(path, {"q": words})
        assert response.status_code == 200
        assert response.cookies == {}
        assert "no-store" in response["Cache-Control"]
    assert places_with(marker, since) == []
    assert not [line for line in listening.heard if marker in line]


def test_nothing_typed_into_a_search_is_kept_when_the_screen_breaks(
    db, content, marker, listening, monkeypatch
):
    since = time.time()
    break_the_screen(monkeypatch, marker)
    for path in ("/search/", "/resources/"):
        response = Client().get(path, {"q": SEARCHES["told"].format(marker)})
        assert response.status_code == 200
    assert places_with(marker, since) == []
    assert [line for line in listening.heard if "The screen failed" in line], "the failure is reported"
    assert not [line for line in listening.heard if marker in line]
