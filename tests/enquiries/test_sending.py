"""Check answers, sending, and the confirmation."""

import threading
import time
from datetime import UTC, datetime
from itertools import count

import pytest
from django.db import DatabaseError, Error, InterfaceError, connection, transaction
from django.test import Client

from enquiries import form_tokens, triage
from enquiries.models import Enquiry, Establishment
from enquiries.services import submit
from lesas_portal.core import reference
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN


def test_check_answers_shows_everything_and_stores_nothing(sender):
    page = sender.fill_in(phone="01622 000000").content.decode()
    for shown in ("Robin Marsh", "Infant, junior or primary school", "Swale", "01622 000000", "key stage 2"):
        assert shown in page
    assert "Send enquiry to LESAS" in page
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("field", list(ANSWERS))
def test_each_answer_can_be_changed(sender, field):
    checked = Document.of(sender.fill_in())
    button = next(button for button in checked.buttons if button.get("value") == field)
    assert button["formaction"].endswith(f"#id_{field}")
    back = sender.client.post(button["formaction"], {**checked.hidden, button["name"]: button["value"]})
    assert back.status_code == 200
    assert b"There is a problem" not in back.content
    assert ANSWERS["message"].encode() in back.content


def test_a_sent_enquiry_is_confirmed_with_its_reference_and_a_date(sender, settings):
    response = sender.send()
    enquiry = Enquiry.objects.get()
    page = sender.client.get(response["Location"]).content.decode()
    assert enquiry.reference in page
    assert f"{enquiry.reply_by:%B %Y}" in page
    assert ANSWERS["message"] not in page
    assert ANSWERS["email"] not in page
    assert "no-store" in sender.client.get(response["Location"])["Cache-Control"]


def test_the_answer_is_promised_in_working_days(sender, settings, freeze):
    # Christmas: 24 December 2026 is a Thursday; the 25th and 28th are bank holidays.
    settings.REPLY_TARGET_WORKING_DAYS = 2
    freeze(datetime(2026, 12, 24, 15, 0, tzinfo=UTC))
    sender.send()
    assert str(Enquiry.objects.get().reply_by) == "2026-12-30"


def test_a_wrong_confirmation_address_is_not_found(client, db):
    for token in ("nonsense", "a" * 200, "-"):
        assert client.get(f"/enquiries/sent/{token}/").status_code == 404


def test_both_mails_are_queued_without_a_word_that_was_typed(sender):
    sender.send(
        subject="Zebra policy template",
        message="Which edition of your zebra policy template should we adopt?",
        name="Zebra Person",
        setting_name="Zebra School",
    )
    acknowledgement, notice = QueuedEmail.objects.order_by("name")
    assert acknowledgement.recipient == ANSWERS["email"]
    assert acknowledgement.is_automatic_reply
    assert notice.recipient == "enquiries@localhost"
    for mail in (acknowledgement, notice):
        assert Enquiry.objects.get().reference in mail.body
        assert "zebra" not in f"{mail.subject} {mail.body}".lower()


def test_double_click_reload_and_back_are_one_enquiry(sender):
    checked = sender.fill_in()
    answers = {sender.press_send(checked)["Location"] for _ in range(3)}
    assert len(answers) == 1
    again = sender.client.post("/enquiries/check/", {**Document.of(checked).hidden, "step": ""})
    assert {sender.press_send(again)["Location"]} == answers
    assert Enquiry.objects.count() == 1
    assert QueuedEmail.objects.count() == 2


def test_the_second_of_two_clicks_at_once_gets_the_first_ones_reference(sender, monkeypatch):
    checked = sender.fill_in()
    first = sender.press_send(checked)["Location"]
    seen = count()
    find = submit.find
    # Both looked before either stored: the database's own constraint decides.
    monkeypatch.setattr(submit, "find", lambda **given: find(**given) if next(seen) >= 1 else None)
    assert sender.press_send(checked)["Location"] == first
    assert Enquiry.objects.count() == 1


def test_the_same_words_from_a_form_opened_anew_are_another_enquiry(sender):
    # Two colleagues of one school may ask the same; only the same form sent twice is one enquiry.
    assert sender.send().status_code == sender.send().status_code == 302
    assert Enquiry.objects.count() == 2


def test_the_same_form_sent_again_with_other_words_is_another_enquiry(sender):
    checked = sender.fill_in()
    sender.press_send(checked)
    assert sender.press_send(checked, message="Another question about reviews").status_code == 302
    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("token", "says"),
    [
        (lambda: "", "could not tell that this came from our form"),
        (lambda: "forged:token", "could not tell that this came from our form"),
        (lambda: form_tokens.issue(now=time.time() - 5 * 3600), "open for more than 4 hours"),
        (lambda: form_tokens.issue(now=time.time() + 3600), "Our clock was wrong when you opened this form"),
        (lambda: form_tokens.issue(now=time.time() + 50), "quicker than we expect"),
    ],
    ids=["missing", "forged", "expired", "ahead", "too fast"],
)
@pytest.mark.parametrize("step", ["", "send"])
def test_a_token_that_does_not_do_gives_the_text_back(sender, token, says, step):
    response = sender.fill_in(form_token=token(), step=step)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert ANSWERS["message"] in page
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("hours", [-5, 24], ids=["open too long", "opened while the clock was a day ahead"])
def test_the_page_that_follows_a_token_of_another_time_can_be_sent_at_once(sender, hours):
    late = sender.fill_in(form_token=form_tokens.issue(now=time.time() + hours * 3600))
    checked = sender.fill_in(form_token=Document.of(late).hidden["form_token"])
    assert sender.press_send(checked).status_code == 302


def test_three_seconds_are_long_enough_and_less_is_not(settings):
    token = form_tokens.issue(now=1000)
    assert form_tokens.read(token, now=939).state == form_tokens.State.AHEAD
    assert form_tokens.read(token, now=941).state == form_tokens.State.TOO_FAST
    assert form_tokens.read(token, now=1002.9).state == form_tokens.State.TOO_FAST
    assert form_tokens.read(token, now=1003).state == form_tokens.State.GOOD
    assert form_tokens.read(token, now=1000 + 4 * 3600).state == form_tokens.State.GOOD
    assert form_tokens.read(token, now=1001 + 4 * 3600).state == form_tokens.State.EXPIRED


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "https://evil.example"}, False),
    ],
)
def test_another_sites_page_cannot_send_the_form(sender, headers, is_taken):
    data = {**ANSWERS, "topic": "policy", "form_token": form_tokens.issue(backdate=True)}
    response = sender.client.post("/enquiries/check/", data, headers=headers)
    assert (response.status_code == 200) is is_taken
    assert ANSWERS["message"] in response.content.decode()


@pytest.mark.parametrize("failure", [DatabaseError, InterfaceError])
def test_a_database_that_fails_keeps_the_text_and_gives_another_way(sender, monkeypatch, settings, failure):
    checked = sender.fill_in()

    def broken(**_):
        raise failure("no room")

    monkeypatch.setattr(submit, "receive", broken)
    response = sender.press_send(checked)
    page = response.content.decode()
    assert response.status_code == 503
    assert "We have not sent your enquiry" in page
    assert ANSWERS["message"] in page
    assert settings.ENQUIRIES_MAILBOX in page
    monkeypatch.undo()
    assert sender.press_send(response).status_code == 302


def test_the_form_gives_the_text_back_while_the_database_is_down(sender, monkeypatch):
    monkeypatch.setattr(Establishment._meta, "db_table", "missing_table")
    with transaction.atomic():
        response = sender.fill_in(name="")
        transaction.set_rollback(True)
    assert ANSWERS["message"] in response.content.decode()


def test_what_the_screen_stopped_is_not_stored_without_a_declaration(db):
    screening = triage.ScreeningResult(route=triage.Route.FRONT_DOOR, signals=())
    with pytest.raises(submit.NotStrategicError):
        submit.receive(
            screening=screening, declared_general=False, answers={}, nonce="n", address="", spam_signs=[]
        )


@pytest.mark.parametrize("failure", [DatabaseError, InterfaceError])
def test_an_enquiry_and_its_mails_are_kept_together_or_not_at_all(sender, monkeypatch, failure):
    checked = sender.fill_in()

    def broken(*_, **__):
        raise failure("no room")

    monkeypatch.setattr(submit.mail_queue, "queue", broken)
    assert sender.press_send(checked).status_code == 503
    assert not Enquiry.objects.exists()


def test_a_concern_added_on_the_last_step_is_stopped_too(sender):
    response = sender.press_send(sender.fill_in(), message=CONCERN)
    assert response.status_code == 200
    assert b"has not been kept or sent" in response.content
    assert not Enquiry.objects.exists()


def test_a_reference_catches_every_slip():
    made = reference.make()
    assert reference.parse(made.lower().replace("-", " ")) == made
    assert reference.parse("") is None
    letters = made.replace("-", "")
    for place, letter in enumerate(letters):
        for other in set(reference.ALPHABET) - {letter}:
            assert reference.parse(letters[:place] + other + letters[place + 1 :]) is None
        swapped = letters[:place] + letters[place : place + 2][::-1] + letters[place + 2 :]
        assert swapped == letters or reference.parse(swapped) is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_enquiry():
    token = form_tokens.issue(form_tokens.Mark.CHECK_ANSWERS, backdate=True)
    hidden = {**ANSWERS, "topic": "policy", "step": "send", "form_token": token}
    start, places, failed = threading.Barrier(6), [], []

    def note_failure(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except Error:
            failed.append((sql, params))
            raise

    def click():
        start.wait()
        with connection.execute_wrapper(note_failure):
            places.append(Client().post("/enquiries/check/", hidden).get("Location"))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(6)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert Enquiry.objects.count() == 1
    assert QueuedEmail.objects.count() == 2
    assert set(places) == {f"/enquiries/sent/{Enquiry.objects.get().token}/"}
    # PostgreSQL writes a statement that fails into its log, whole.
    assert [sql for sql, params in failed if ANSWERS["message"] in f"{sql}{params}"] == []
