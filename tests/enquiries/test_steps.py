"""No step is left out: a declaration counts after the signpost only, and Send after check answers only."""

import time

import pytest
from django.test import Client

from enquiries import form_tokens
from enquiries.form_tokens import Mark
from enquiries.models import Diversion, Enquiry
from enquiries.triage import Route
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN

CHECK, NEW = "/enquiries/check/", "/enquiries/new/"


def post(client, path: str = CHECK, *, marks=(), **changes):
    token = form_tokens.issue(*marks, backdate=True)
    return client.post(path, {**ANSWERS, "topic": "policy", "form_token": token, **changes})


def test_the_whole_way_from_the_signpost_on_without_a_cookie(db):
    client = Client()
    form = Document.of(client.get(f"{NEW}?topic=policy"))
    token = form_tokens.read(form.hidden["form_token"], now=time.time() + 5)
    typed = {**ANSWERS, **form.hidden, "form_token": token.marked(), "message": CONCERN}
    with_time = {**typed, "form_token": form_tokens.issue(backdate=True)}
    signpost = Document.of(client.post(CHECK, with_time))
    assert signpost.select("[data-signpost=front_door]")
    form = Document.of(client.post(f"{NEW}?topic=policy", {**signpost.hidden, "edit": "all"}))
    ticked = {**ANSWERS, "message": CONCERN, **form.hidden, "declared": form.fields["declared"]["value"]}
    checked = Document.of(client.post(CHECK, ticked))
    assert checked.one("h1").text == "Check your answers"
    assert client.post(CHECK, checked.hidden).status_code == 302
    assert not client.cookies
    assert Enquiry.objects.get().declared_general


@pytest.mark.parametrize("declared", ["on", "child", "adult"])
@pytest.mark.parametrize("step", ["", "send"])
@pytest.mark.parametrize("marks", [(), (Mark.CHECK_ANSWERS,)])
def test_a_declaration_without_the_signpost_leads_to_it_and_keeps_everything(
    client, db, declared, step, marks
):
    response = post(client, marks=marks, message=CONCERN, phone="01622 000000", declared=declared, step=step)
    page = Document.of(response)
    assert page.select("[data-signpost=front_door]")
    assert page.hidden["message"] == CONCERN
    assert page.hidden["phone"] == "01622 000000"
    assert "declared" not in page.hidden
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("going_on", ["on", "child"])
def test_who_says_that_they_go_on_without_having_seen_the_signpost_sees_it(client, db, going_on):
    page = Document.of(post(client, NEW, message=CONCERN, going_on=going_on, edit="all"))
    assert page.select("[data-signpost=front_door]")


def test_a_declaration_that_was_never_asked_for_is_not_carried_on(client, db):
    checked = Document.of(post(client, declared="on"))
    assert checked.one("h1").text == "Check your answers"
    assert "You told us" not in checked.main
    assert "declared" not in checked.hidden


def test_the_signpost_that_was_seen_counts_after_hours_and_a_new_token(sender, screen_says):
    screen_says(Route.FRONT_DOOR)
    old = form_tokens.issue(Mark.SIGNPOST, now=time.time() - 5 * 3600)
    late = Document.of(sender.fill_in(form_token=old, declared="child"))
    assert "open for more than 4 hours" in late.main
    checked = sender.fill_in(form_token=late.hidden["form_token"], declared="child")
    assert sender.press_send(checked).status_code == 302


@pytest.mark.parametrize("marks", [(), (Mark.SIGNPOST,)])
def test_send_without_check_answers_shows_them_and_stores_nothing(client, db, marks):
    response = post(client, marks=marks, step="send")
    page = Document.of(response)
    assert response.status_code == 200
    assert page.one("h1").text == "Check your answers"
    assert not Enquiry.objects.exists()
    assert client.post(CHECK, page.hidden).status_code == 302
    assert Enquiry.objects.count() == 1


def test_what_the_screen_stops_before_check_answers_is_counted_as_of_the_form(client, db):
    post(client, message=CONCERN, step="send")
    assert Diversion.objects.get().step == Diversion.Step.FORM


def test_the_page_of_another_site_passes_no_step(client, db):
    token = form_tokens.issue(*Mark, backdate=True)
    typed = {**ANSWERS, "topic": "policy", "form_token": token, "step": "send", "declared": "on"}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(CHECK, typed, headers=elsewhere).status_code == 422
    concern = client.post(CHECK, {**typed, "message": CONCERN}, headers=elsewhere)
    assert Document.of(concern).select("[data-signpost]")
    assert not Enquiry.objects.exists()


def test_marks_are_added_and_never_lost_and_the_form_stays_the_same():
    first = form_tokens.read(form_tokens.issue(Mark.SIGNPOST, now=1000), now=1010)
    second = form_tokens.read(first.marked(Mark.CHECK_ANSWERS), now=1010)
    assert second.marks == set(Mark)
    assert (second.nonce, second.opened, second.state) == (first.nonce, first.opened, first.state)
    assert len(second.marked()) <= form_tokens.LONGEST


def test_a_token_of_before_the_marks_has_none():
    old = form_tokens._signer().sign_object(["nonce", 1000])
    assert form_tokens.read(old, now=1010) == form_tokens.Token(
        form_tokens.State.GOOD, "nonce", 1000, frozenset()
    )


def test_a_mark_that_does_not_exist_makes_no_token():
    made_up = form_tokens._signer().sign_object(["nonce", 1000, "x"])
    assert form_tokens.read(made_up, now=1010).state is form_tokens.State.MISSING
