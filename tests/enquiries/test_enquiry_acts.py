"""What advisers do with an enquiry on its page: each act through its address."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enquiries.models import Enquiry, Event, SuspectedSpam
from enquiries.services import answer, hold
from enquiries.services.assign import give
from lesas_portal.core.models import AuditEntry, QueuedEmail
from lesas_portal.core.working_days import add_working_days
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, CONCERN
from tests.factories import make_adviser, make_editor, make_enquiry, make_mail

NOTE = "Ask them which version of the template they have."
ACTS = {
    "take": {},
    "read": {},
    "resume": {},
    "reopen": {},
    "spam": {},
    "release": {},
    "confirm-spam": {},
    "note": {"text": NOTE},
    "answer": {"text": "Thank you, that is what we needed.", "day": "2026-01-01"},
    "give": {"to": ""},
    "hold": {"until": "2026-01-01"},
    "close": {"outcome": "nothing"},
    "same-as": {"original": "7KM4-XCDP"},
    "topic": {"topic": "training"},
    "reply": {"text": "Words", "send": ""},
}


def address(enquiry: Enquiry, act: str = "change") -> str:
    return f"/admin/enquiries/enquiry/{enquiry.pk}/{act}/"


def press(client, enquiry: Enquiry, act: str, follow: bool = True, **data):
    return client.post(address(enquiry, act), data, follow=follow)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def kinds(enquiry: Enquiry) -> list[str]:
    return [event.kind for event in enquiry.events.all()]


def last_event(enquiry: Enquiry) -> int:
    return enquiry.events.last().pk if enquiry.events.exists() else 0


@pytest.mark.parametrize("act", ACTS)
def test_only_advisers_act_and_only_by_pressing(act, adviser_client, editor_client, client):
    enquiry = make_enquiry()
    assert adviser_client.get(address(enquiry, act)).status_code == 405
    assert press(editor_client, enquiry, act, follow=False, **ACTS[act]).status_code == 403
    assert press(client, enquiry, act, follow=False, **ACTS[act]).status_code == 302
    assert not Event.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_acts_on_what_is_gone_say_so(act, adviser_client):
    enquiry = make_enquiry()
    Enquiry.objects.all().delete()
    told = said(press(adviser_client, enquiry, act, **ACTS[act]))
    assert "no longer here" in told
    assert "Nothing was done or sent, and what you typed was not kept" in told


def test_an_adviser_takes_what_nobody_has(adviser_client, adviser):
    enquiry = make_enquiry()
    assert "It is yours" in said(press(adviser_client, enquiry, "take"))
    enquiry.refresh_from_db()
    assert enquiry.owner == adviser
    assert not QueuedEmail.objects.exists()
    assert AuditEntry.objects.get().action == "take"


def test_who_takes_second_reads_who_was_quicker(adviser_client):
    enquiry, other = make_enquiry(), make_adviser(first_name="Sam", last_name="Lee")
    give(enquiry=enquiry, to=other, by=other, seen=0)
    words = said(press(adviser_client, enquiry, "take", seen=0))
    assert "nothing was done" in words
    assert "It was already taken by Sam Lee at" in words
    enquiry.refresh_from_db()
    assert enquiry.owner == other


def test_the_new_owner_gets_a_mail_without_a_word_of_the_message(adviser_client):
    other = make_adviser(email="sam@example.org", first_name="Sam")
    enquiry = make_enquiry(subject="Tablets", message="Secret words", name="Robin Marsh")
    assert "They get an email" in said(press(adviser_client, enquiry, "give", to=other.pk))
    mail = QueuedEmail.objects.get()
    assert (mail.name, mail.recipient, mail.about) == ("given", "sam@example.org", enquiry.reference)
    assert address(enquiry) in mail.body
    for words in ("Tablets", "Secret", "Marsh", "Example Primary", "robin@"):
        assert words not in mail.subject + mail.body


def test_one_without_an_address_is_told_by_hand(adviser_client):
    other = make_adviser(first_name="Sam")
    assert "so tell them" in said(press(adviser_client, make_enquiry(), "give", to=other.pk))
    assert not QueuedEmail.objects.exists()


def test_it_is_given_to_advisers_only_and_put_back_for_anybody(adviser_client, adviser):
    enquiry = make_enquiry(owner=adviser)
    assert press(adviser_client, enquiry, "give", to=make_editor().pk).status_code == 422
    assert "anybody may take it" in said(press(adviser_client, enquiry, "give", to=""))
    enquiry.refresh_from_db()
    assert enquiry.owner is None


def test_a_note_is_kept_and_never_sent(adviser_client, adviser):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "note", text=NOTE)
    assert "never sent" in said(page)
    assert "Private note, never sent" in Document.of(page).text
    assert NOTE in Document.of(page).text
    assert not QueuedEmail.objects.exists()
    assert NOTE not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(("text", "words"), [(CONCERN, "about a child"), (ALLEGATION, "about an adult")])
@pytest.mark.parametrize("act", ["note", "answer"])
def test_a_concern_comes_back_once_with_a_warning_and_nothing_is_lost(adviser_client, act, text, words):
    enquiry, today = make_enquiry(), timezone.localdate().isoformat()
    page = press(adviser_client, enquiry, act, text=text, day=today)
    assert page.status_code == 422
    assert f"This reads like a concern {words}" in Document.of(page).text
    assert text in page.content.decode()
    assert not Event.objects.exists()
    press(adviser_client, enquiry, act, text=text, day=today, store_anyway="on")
    assert Event.objects.get().text == text


def test_their_answer_ends_a_hold_and_the_wait_and_promises_a_new_day(adviser_client, adviser):
    enquiry, today = make_enquiry(), timezone.localdate()
    Enquiry.objects.update(awaiting_sender=True, reply_by=today - timedelta(days=30))
    hold.hold(enquiry=enquiry, until=today + timedelta(days=9), by=adviser)
    press(adviser_client, enquiry, "answer", text="We meant the second form.", day=today.isoformat())
    enquiry.refresh_from_db()
    assert (enquiry.hold_until, enquiry.held_on, enquiry.awaiting_sender) == (None, None, False)
    assert enquiry.reply_by == add_working_days(today, 5)
    assert kinds(enquiry) == ["held", "answer", "resumed"]


@pytest.mark.parametrize("days", [1, -9])
def test_their_answer_came_between_the_enquiry_and_today(adviser_client, days):
    enquiry, day = make_enquiry(), timezone.localdate() + timedelta(days=days)
    assert press(adviser_client, enquiry, "answer", text="Yes.", day=day.isoformat()).status_code == 422
    assert not Event.objects.exists()


def test_the_clock_stands_still_while_it_is_on_hold(freeze, adviser_client, adviser):
    at = timezone.datetime(2026, 11, 23, 12, tzinfo=timezone.get_current_timezone())
    freeze(at)
    enquiry = make_enquiry(reply_by=date(2026, 11, 26))
    page = press(adviser_client, enquiry, "hold", until="2026-12-07")
    assert "On hold until 7 December 2026" in said(page)
    assert "the clock stands still" in Document.of(page).text
    freeze(at + timedelta(days=7))
    assert not Enquiry.objects.overdue()
    assert "Answer by 3 December 2026" in said(press(adviser_client, enquiry, "resume"))
    enquiry.refresh_from_db()
    # Three working days were left on Monday the 23rd, and three are left on Monday the 30th.
    assert (enquiry.reply_by, enquiry.hold_until) == (date(2026, 12, 3), None)
    assert "nothing was done" in said(press(adviser_client, enquiry, "resume"))


def test_a_hold_ends_by_itself_on_its_day(freeze, adviser):
    at = timezone.datetime(2026, 11, 27, 12, tzinfo=timezone.get_current_timezone())
    freeze(at)
    due, later = make_enquiry(reply_by=date(2026, 12, 1)), make_enquiry()
    hold.hold(enquiry=due, until=date(2026, 11, 30), by=adviser)
    hold.hold(enquiry=later, until=date(2026, 12, 30), by=adviser)
    assert hold.end_due() == 0
    freeze(at + timedelta(days=3))
    assert hold.end_due() == 1
    assert hold.end_due() == 0
    due.refresh_from_db()
    assert (due.hold_until, due.reply_by) == (None, date(2026, 12, 2))
    event = due.events.last()
    assert (event.kind, event.who) == ("resumed", "the portal itself")
    assert Enquiry.objects.exclude(hold_until=None).get() == later


def test_one_that_is_erased_meanwhile_keeps_no_other_on_hold(db, monkeypatch):
    day = timezone.localdate()
    rows = [make_enquiry(held_on=day - timedelta(days=7), hold_until=day) for _ in range(3)]

    def resume(row: Enquiry, **by: str) -> None:
        ended(row, **by)
        Enquiry.objects.filter(pk=rows[1].pk).delete()

    ended = hold.resume
    monkeypatch.setattr(hold, "resume", resume)
    assert hold.end_due() == 2
    assert set(Enquiry.objects.filter(hold_until=None)) == {rows[0], rows[2]}


@pytest.mark.parametrize("until", ["2020-01-01", "", "soon", "2099-01-01"])
def test_a_hold_ends_on_a_day_to_come(adviser_client, until):
    enquiry = make_enquiry()
    assert press(adviser_client, enquiry, "hold", until=until).status_code == 422
    assert not Event.objects.exists()


def test_a_closed_one_is_opened_again_with_a_new_day(adviser_client):
    long_ago = timezone.localdate() - timedelta(days=90)
    enquiry = make_enquiry(reply_by=long_ago)
    press(adviser_client, enquiry, "close", outcome="missing", missing="tablets that are shared")
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.outcome_missing) == ("closed", "tablets that are shared")
    assert "Open again" in said(press(adviser_client, enquiry, "reopen"))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.closed_at, enquiry.outcome) == ("open", None, "")
    assert enquiry.reply_by == add_working_days(timezone.localdate(), 5)
    assert kinds(enquiry) == ["closed", "reopened"]
    assert "nothing was done" in said(press(adviser_client, enquiry, "reopen"))


def test_what_is_due_to_be_deleted_is_not_opened_again(adviser_client):
    enquiry = make_enquiry(status="closed", closed_at=timezone.now(), delete_on=timezone.localdate())
    assert "deleted today" in said(press(adviser_client, enquiry, "reopen"))
    enquiry.refresh_from_db()
    assert enquiry.status == "closed"


def test_who_closes_second_reads_who_closed_it_and_keeps_what_was_typed(adviser_client):
    enquiry, other = make_enquiry(), make_adviser(first_name="Sam", last_name="Lee")
    stale = adviser_client
    other_client = type(stale)()
    other_client.force_login(other)
    press(other_client, enquiry, "close", outcome="nothing")
    page = press(stale, enquiry, "close", outcome="missing", missing="tablets that are shared")
    assert page.status_code == 409
    assert "It was already closed by Sam Lee at" in Document.of(page).text
    assert "a colleague was quicker" in Document.of(page).text
    assert "Put right" not in Document.of(page).text, "there is nothing to put right"
    assert "tablets that are shared" in page.content.decode()
    enquiry.refresh_from_db()
    assert enquiry.outcome == "nothing"
    assert kinds(enquiry) == ["closed"]


def test_a_page_that_answers_is_chosen_by_its_title(portal, adviser_client):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "close", outcome="page", page="acceptable use")
    assert page.status_code == 422
    assert "Choose one below" in Document.of(page).text
    assert "Acceptable use of technology policy" in Document.of(page).text
    path = reverse("guidance:policies")
    data = {"outcome": "page", "page": "acceptable use", "page_choice": path}
    press(adviser_client, enquiry, "close", **data)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.outcome_page) == ("closed", path)


@pytest.mark.parametrize("typed", ["/no/such/page/", "https://elsewhere.example/policies/", "zzzzqqq", ""])
def test_a_page_that_does_not_exist_answers_nothing(portal, adviser_client, typed):
    enquiry = make_enquiry()
    assert press(adviser_client, enquiry, "close", outcome="page", page=typed).status_code == 422
    assert press(adviser_client, enquiry, "close", outcome="page", page_choice=typed).status_code == 422
    enquiry.refresh_from_db()
    assert enquiry.status == "open"


def test_a_page_may_be_named_by_its_address(portal, adviser_client, settings):
    enquiry = make_enquiry()
    press(adviser_client, enquiry, "close", outcome="unclear", page=f"{settings.SITE_URL}/policies/")
    enquiry.refresh_from_db()
    assert (enquiry.outcome, enquiry.outcome_page) == ("unclear", "/policies/")


@pytest.mark.parametrize("data", [{}, {"outcome": "missing"}, {"outcome": "odd"}])
def test_closing_asks_what_answered_it(adviser_client, data):
    enquiry = make_enquiry()
    assert press(adviser_client, enquiry, "close", **data).status_code == 422
    assert not Event.objects.exists()


def test_one_sent_twice_moves_its_thread_to_the_other(adviser_client, adviser):
    kept, twice = make_enquiry(), make_enquiry(email="ROBIN@example.org")
    answer.add_note(enquiry=twice, text=NOTE, by=adviser)
    page = press(adviser_client, twice, "same-as", original=kept.reference)
    assert f"The thread is with {kept.reference} now" in said(page)
    twice.refresh_from_db()
    assert (twice.status, twice.same_as) == ("closed", kept)
    assert kinds(twice) == ["merged"]
    assert kinds(kept) == ["note", "merged"]
    assert f"/{kept.pk}/change/" in page.content.decode()
    there = adviser_client.get(address(kept)).content.decode()
    assert NOTE in there
    assert f"/{twice.pk}/change/" in there


def test_different_senders_are_joined_only_when_it_is_confirmed(adviser_client):
    kept, other = make_enquiry(), make_enquiry(email="other@example.org")
    page = press(adviser_client, other, "same-as", original=kept.reference)
    assert page.status_code == 422
    assert "different addresses" in Document.of(page).text
    press(adviser_client, other, "same-as", original=kept.reference, confirmed="on")
    other.refresh_from_db()
    assert other.same_as == kept


def test_the_other_must_be_another_enquiry_that_is_not_joined_itself(adviser_client):
    kept, twice, enquiry = make_enquiry(), make_enquiry(), make_enquiry()
    spam = make_enquiry(status="spam")
    press(adviser_client, twice, "same-as", original=kept.reference)
    for original in (enquiry.reference, twice.reference, spam.reference, "7KM4-XCDD", "nonsense", ""):
        assert press(adviser_client, enquiry, "same-as", original=original).status_code == 422
    enquiry.refresh_from_db()
    assert enquiry.status == "open"


def test_the_topic_is_changed_and_noted(adviser_client):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "topic", topic="training")
    assert "For the quote" in Document.of(page).text
    press(adviser_client, enquiry, "topic", topic="training")
    assert enquiry.events.get().about == "A policy or an acceptable use agreement → Training"
    assert press(adviser_client, enquiry, "topic", topic="odd").status_code == 422


def test_what_was_stopped_is_read_first_until_somebody_has_read_it(adviser_client):
    enquiry = make_enquiry(declared_general=True, screen_route="front_door")
    page = adviser_client.get(address(enquiry)).content.decode()
    assert "read first" in page
    assert "use the red button" in page
    page = press(adviser_client, enquiry, "read").content.decode()
    assert "use the red button" not in page
    assert "Read: strategic" in page
    assert "nothing was done" in said(press(adviser_client, enquiry, "read"))
    assert kinds(enquiry) == ["read"]


def test_spam_goes_apart_and_comes_back(adviser_client):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "spam")
    assert page.redirect_chain[-1][0] == f"/admin/enquiries/suspectedspam/{enquiry.pk}/change/"
    assert SuspectedSpam.objects.spam().count() == 1
    assert "nothing was done" in said(press(adviser_client, enquiry, "spam"))
    there = f"/admin/enquiries/suspectedspam/{enquiry.pk}/release/"
    page = adviser_client.post(there, follow=True)
    assert page.redirect_chain[-1][0] == address(enquiry)
    assert kinds(enquiry) == ["spam", "released"]


def test_a_link_from_a_mail_leads_on_to_where_it_is_now(adviser_client):
    enquiry = make_enquiry(status="spam")
    assert adviser_client.get(address(enquiry)).url == f"/admin/enquiries/suspectedspam/{enquiry.pk}/change/"


def test_replies_and_notes_and_mails_go_with_their_enquiry(admin_client, adviser):
    enquiry = make_enquiry(delete_on=timezone.localdate())
    answer.add_note(enquiry=enquiry, text=NOTE, by=adviser)
    make_mail(name="reply", about=enquiry.reference)
    admin_client.post(address(enquiry, "delete"), {"post": "yes"})
    assert not Event.objects.exists()
    assert not QueuedEmail.objects.exists()


def test_what_the_rules_put_apart_is_called_spam_on_its_page(adviser_client):
    enquiry = make_enquiry(status="spam", spam_signs=["hidden field filled"])
    page = adviser_client.get(f"/admin/enquiries/suspectedspam/{enquiry.pk}/change/").content.decode()
    assert "stop reminding us of it" in page
    assert "Hidden field filled" in page
    assert "It is spam" in said(press(adviser_client, enquiry, "confirm-spam"))
    assert not Enquiry.objects.put_apart().exists()
    assert kinds(enquiry) == ["confirmed"]
    page = press(adviser_client, enquiry, "confirm-spam")
    assert "Confirmed as spam by" in Document.of(page).text
    assert "A colleague has said already what it is" in said(page)
    assert "stop reminding us of it" not in page.content.decode()
    assert "working days left" not in Document.of(page).text, "nobody is owed an answer"


@pytest.mark.parametrize("is_told", [True, False])
def test_a_button_promises_emails_only_where_they_were_held_back(adviser_client, is_told):
    enquiry = make_enquiry(status="spam", notified_at=timezone.now() if is_told else None)
    page = adviser_client.get(f"/admin/enquiries/suspectedspam/{enquiry.pk}/change/").content.decode()
    assert ("and send the emails" in page) is not is_told


@pytest.mark.parametrize("act", ["note", "answer"])
def test_a_second_click_writes_nothing_twice(adviser_client, act):
    enquiry = make_enquiry()
    for _ in range(2):
        press(adviser_client, enquiry, act, **ACTS[act] | {"day": f"{timezone.localdate()}"})
    assert [event.kind for event in enquiry.events.filter(text=ACTS[act]["text"])] == [act]
    press(adviser_client, enquiry, "note", text="Another.")
    press(adviser_client, enquiry, act, **ACTS[act] | {"day": f"{timezone.localdate()}"})
    assert enquiry.events.filter(text=ACTS[act]["text"]).count() == 2
