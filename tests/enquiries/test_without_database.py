"""The form while the database is away: every page stands, and what was typed comes back."""

import pytest
from django.db import DatabaseError, Error, InterfaceError, connection, transaction

from enquiries import form_tokens, responses
from enquiries.models import Diversion, Enquiry, Topic
from enquiries.services import submit
from guidance.models.load_bearing import OWN
from guidance.services import front_door
from lesas_portal.core import request_note
from lesas_portal.core.lost_connection import with_one_retry
from lesas_portal.core.models import QueuedEmail
from lesas_portal.core.request_note import RequestNote
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, ANSWERS, CONCERN
from tests.factories import make_helpline, make_service

QUOTE = {"service": "staff-day", "preferred_dates": "Any Tuesday", "attendees": "40", "delivery": "online"}


@pytest.fixture(params=[DatabaseError, InterfaceError])
def database_stops(request):
    """Stops the database while a block lasts. What a closed connection raises is no DatabaseError."""

    def refuse(*arguments):
        raise request.param("The database is down.")

    return lambda: connection.execute_wrapper(refuse)


def typed(topic: str, **changes) -> dict:
    quote = QUOTE if topic in ("training", "review") else {}
    token = form_tokens.issue(form_tokens.Mark.CHECK_ANSWERS, backdate=True)
    return {**ANSWERS, **quote, "topic": topic, "form_token": token, **changes}


@pytest.mark.parametrize("topic", Topic.values)
def test_every_form_opens(client, db, database_stops, topic):
    with database_stops():
        page = client.get(f"/enquiries/new/?topic={topic}&service=staff-day")
    assert page.status_code == 200
    assert Document.of(page).hidden["form_token"]


@pytest.mark.parametrize("topic", Topic.values)
def test_every_form_gives_the_text_back_with_what_is_wrong(client, db, database_stops, topic):
    answers = typed(topic, email="")
    with database_stops():
        page = client.post("/enquiries/check/", answers)
    assert page.status_code == 422
    assert sent_by_form(page) >= told(answers)


@pytest.mark.parametrize("topic", Topic.values)
def test_every_form_comes_back_to_be_changed(client, db, database_stops, topic):
    answers = typed(topic)
    with database_stops():
        page = client.post("/enquiries/new/", {**answers, "edit": "subject"})
    assert page.status_code == 200
    assert sent_by_form(page) >= told(answers)


@pytest.mark.parametrize("topic", Topic.values)
def test_send_says_so_keeps_everything_and_goes_through_once_the_database_is_back(
    client, db, database_stops, settings, topic
):
    make_service(slug="staff-day")
    answers = typed(topic)
    note = RequestNote()
    with database_stops():
        checked = client.post("/enquiries/check/", answers)
        assert checked.status_code == 200
        refused = client.post("/enquiries/check/", Document.of(checked).hidden, **{request_note.KEY: note})
    assert refused.status_code == 503
    assert f"quote this number: {note.number}" in Document.of(refused).main
    assert settings.ENQUIRIES_MAILBOX in refused.content.decode()
    hidden = Document.of(refused).hidden
    assert hidden.items() >= {name: text for name, text in answers.items() if name != "form_token"}.items()
    assert client.post("/enquiries/check/", hidden).status_code == 302
    chosen = Enquiry.objects.get().service
    assert (chosen and chosen.slug) == answers.get("service")
    assert QueuedEmail.objects.count() == 2


def told(answers: dict) -> set[tuple[str, str]]:
    """What a page must give back: everything but what is empty."""
    return {(name, text) for name, text in answers.items() if text}


def sent_by_form(page) -> set[tuple[str, str]]:
    """What the browser would send of a form: hidden fields, boxes, choices and texts."""
    document = Document.of(page)
    sent = set(document.hidden.items())
    for field in document.select("input, textarea, select"):
        name, chosen = field.attributes.get("name"), [field]
        if field.tag == "select":
            chosen = field.select("option[selected]")
        if field.attributes.get("type") == "radio" and "checked" not in field.attributes:
            continue
        sent |= {(name, one.attributes.get("value", one.text)) for one in chosen}
    return sent


def test_the_refusal_names_the_last_known_number_of_the_team(client, content, database_stops):
    make_helpline(slug=OWN, phone="03000 11 11 11", phone_confirmed=True)
    front_door.write_snapshot()
    with database_stops():
        page = client.post("/enquiries/check/", typed("policy", step="send")).content.decode()
    assert "03000 11 11 11" in page


@pytest.mark.parametrize("message", [CONCERN, ALLEGATION])
@pytest.mark.parametrize("step", ["", "send"])
def test_a_concern_still_meets_the_signpost(client, db, database_stops, message, step):
    for topic in ("training", "policy"):
        with database_stops():
            page = client.post("/enquiries/check/", typed(topic, message=message, step=step))
        assert page.status_code == 200
        assert "data-signpost" in page.content.decode()
    assert not Diversion.objects.exists()


def test_the_first_question_is_asked(client, db, database_stops):
    with database_stops():
        assert client.get("/enquiries/").status_code == 200
        assert client.get("/enquiries/?asked=1").status_code == 400


def test_the_confirmation_says_that_it_was_stored_and_comes_back(sender, database_stops, settings):
    place = sender.send()["Location"]
    note = RequestNote()
    with database_stops():
        page = sender.client.get(place, **{request_note.KEY: note})
    assert f"quote this number: {note.number}" in Document.of(page).main
    text = Document.of(page).main
    assert page.status_code == 503
    assert "your enquiry is stored" in text
    assert settings.ENQUIRIES_MAILBOX in text
    assert "no-store" in page["Cache-Control"]
    assert Enquiry.objects.get().reference in sender.client.get(place).content.decode()


def test_what_could_be_no_service_is_refused_with_or_without_the_list(client, db, database_stops):
    for odd in ("<b>x</b>", "a b", "x" * 61, "\x00"):
        with database_stops():
            page = client.post("/enquiries/check/", typed("training", service=odd))
            assert b"<option" in client.get("/enquiries/new/", {"topic": "training", "service": odd}).content
        assert page.status_code == 422


@pytest.fixture
def asked_while_drawn(monkeypatch) -> list[str]:
    """What pages of an enquiry ask of the database while a template is rendered."""
    asked, render = [], responses.render

    def note(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    def watched(*arguments, **named):
        with connection.execute_wrapper(note):
            return render(*arguments, **named)

    monkeypatch.setattr(responses, "render", watched)
    return asked


@pytest.mark.parametrize("topic", Topic.values)
def test_no_page_asks_the_database_while_it_is_drawn(client, content, asked_while_drawn, topic):
    make_service(slug="staff-day")
    pages = [
        client.get("/enquiries/"),
        client.get(f"/enquiries/new/?topic={topic}&service=staff-day"),
        client.post("/enquiries/check/", typed(topic, email="")),
        client.post("/enquiries/new/", typed(topic, edit="subject")),
        client.post("/enquiries/check/", typed(topic)),
        client.post("/enquiries/check/", typed(topic, message=CONCERN)),
    ]
    sent = client.post("/enquiries/check/", typed(topic, step="send"))
    pages.append(client.get(sent["Location"]))
    assert [page.status_code for page in pages] == [200, 200, 422, 200, 200, 200, 200]
    assert asked_while_drawn == []


def test_nothing_is_tried_twice_within_a_transaction_of_somebody_else(db):
    tried = []

    def fails():
        tried.append(1)
        raise InterfaceError("connection already closed")

    with pytest.raises(InterfaceError), transaction.atomic():
        with_one_retry(fails)
    assert tried == [1]


@pytest.mark.django_db(transaction=True)
def test_a_failure_of_a_sound_connection_is_not_repeated():
    tried = []

    def fails():
        tried.append(1)
        raise Error("no room")

    connection.ensure_connection()
    with pytest.raises(Error):
        with_one_retry(fails)
    assert tried == [1]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("topic", ["policy", "training"])
def test_send_goes_through_when_the_server_has_cut_every_connection(client, topic):
    """Nothing checks the connection here between the two posts, as within one request."""
    make_service(slug="staff-day")
    checked = client.post("/enquiries/check/", typed(topic))
    cut_connections()
    assert client.post("/enquiries/check/", Document.of(checked).hidden).status_code == 302
    assert Enquiry.objects.count() == 1
    assert QueuedEmail.objects.count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_was_stored_before_the_connection_broke_is_not_stored_again(client, monkeypatch):
    """The server has committed and cannot say so any more."""
    commit, cut = connection._commit, []

    def committed_unheard():
        commit()
        if not cut:
            cut.append(1)
            cut_connections()
            with connection.wrap_database_errors:
                connection.connection.cursor().execute("SELECT 1")

    monkeypatch.setattr(connection, "_commit", committed_unheard)
    assert client.post("/enquiries/check/", typed("policy", step="send")).status_code == 302
    assert cut
    assert Enquiry.objects.count() == 1
    assert QueuedEmail.objects.count() == 2


def cut_connections() -> None:
    """Let the server close every connection to this database, as a restart does."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    other.close()


def test_what_a_column_does_not_take_never_reaches_the_database(db):
    """PostgreSQL would write it into its log, whole."""
    asked = []

    def note(execute, sql, params, *rest):
        asked.append(f"{sql} {params}")
        return execute(sql, params, *rest)

    screening = submit.triage.ScreeningResult(route=submit.triage.Route.STRATEGIC, signals=())
    answers = {"topic": "policy", **ANSWERS, "subject": "zebra" * 100}
    with (
        connection.execute_wrapper(note),
        pytest.raises(submit.NotStorableError, match="^subject$") as raised,
    ):
        submit.receive(
            screening=screening,
            declared_general=False,
            answers=answers,
            nonce="n",
            address="",
            spam_signs=[],
        )
    assert not raised.value.__cause__
    assert not raised.value.__context__
    assert not [sql for sql in asked if "zebra" in sql]


def test_a_reference_that_is_taken_is_drawn_again(sender, monkeypatch):
    first = sender.send()
    taken = Enquiry.objects.get().reference
    draws = iter([taken, taken, "7KM4-XCDP"])
    field = Enquiry._meta.get_field("reference")
    monkeypatch.setattr(field, "_get_default", lambda: next(draws))
    monkeypatch.setattr("lesas_portal.core.reference.make", lambda: next(draws))
    second = sender.send()
    assert second.status_code == 302
    assert second["Location"] != first["Location"]
    assert {*Enquiry.objects.values_list("reference", flat=True)} == {taken, "7KM4-XCDP"}
    assert QueuedEmail.objects.count() == 4
