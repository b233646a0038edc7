"""An enquiry that was joined with another is closed for work: its thread is with the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enquiries.models import Enquiry, Event
from enquiries.services import answer, assign, close, hold, lock, merge, sorting
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.factories import make_enquiry

TODAY = timezone.localdate
ACTS = {
    "take": {},
    "read": {},
    "resume": {},
    "spam": {},
    "note": {"text": "Some words of ours."},
    "answer": {"text": "Some words of theirs."},
    "give": {"to": ""},
    "hold": {},
    "close": {"outcome": "nothing"},
    "topic": {"topic": "training"},
    "reply": {"text": "Some words for them.", "send": ""},
}


@pytest.fixture
def kept(db):
    return make_enquiry()


@pytest.fixture
def joined(kept, adviser):
    row = make_enquiry(declared_general=True, screen_route="lado")
    return merge.merge(enquiry=row, original=kept, by=adviser)[0]


def page(client, enquiry: Enquiry) -> Document:
    return Document.of(client.get(f"/admin/enquiries/enquiry/{enquiry.pk}/change/"))


def test_its_page_says_where_the_thread_is_and_offers_only_the_way_out(adviser_client, kept, joined):
    shown = page(adviser_client, joined)
    assert f"The same as {kept.reference}, and the thread is there" in shown.text
    for words in ("Private note", "Paste their answer", "Write a reply", "I have read it"):
        assert words not in shown.text
    assert "It is not the same: reopen it on its own" in shown.text


@pytest.mark.parametrize("act", ACTS)
def test_no_act_reaches_it_from_a_page_that_was_open_before(adviser_client, kept, joined, act):
    day = (TODAY() + timedelta(days=3)) if act == "hold" else TODAY()
    typed = {"until": day.isoformat(), "day": day.isoformat(), **ACTS[act]}
    before = list(Event.objects.values()), AuditEntry.objects.count()
    address = f"/admin/enquiries/enquiry/{joined.pk}/{act}/"
    response = adviser_client.post(address, typed, follow=True)
    assert (list(Event.objects.values()), AuditEntry.objects.count()) == before
    assert not QueuedEmail.objects.exists()
    assert list(Enquiry.objects.filter(pk=joined.pk).values("topic", "read_at", "hold_until", "status")) == [
        {"topic": "policy", "read_at": None, "hold_until": None, "status": "closed"}
    ]
    if act != "spam":
        assert f"It is the same as {kept.reference}, and the thread is there" in Document.of(response).text
    if typed.get("text"):
        assert typed["text"] in response.content.decode(), "what was typed is not lost"


def test_the_services_refuse_it_whoever_calls_them(kept, joined, adviser):
    day = TODAY() + timedelta(days=3)
    calls = [
        lambda row: answer.add_note(enquiry=row, text="x", by=adviser),
        lambda row: answer.add_answer(enquiry=row, text="x", day=TODAY(), by=adviser),
        lambda row: answer.reply(enquiry=row, text="x", by=adviser, seen=0),
        lambda row: assign.give(enquiry=row, to=adviser, by=adviser, seen=0),
        lambda row: hold.hold(enquiry=row, until=day, by=adviser),
        lambda row: hold.end(enquiry=row, by=adviser),
        lambda row: close.close(enquiry=row, closed_with=close.ClosedWith("nothing"), by=adviser),
        lambda row: sorting.change_topic(enquiry=row, topic="training", by=adviser),
        lambda row: sorting.read_strategic(enquiry=row, by=adviser),
        lambda row: merge.merge(enquiry=row, original=make_enquiry(), by=adviser),
    ]
    for call in calls:
        with pytest.raises(lock.TooLateError, match=kept.reference):
            call(joined)


def test_one_that_was_joined_by_mistake_is_reopened_and_worked_on(adviser_client, joined):
    adviser_client.post(f"/admin/enquiries/enquiry/{joined.pk}/reopen/")
    adviser_client.post(f"/admin/enquiries/enquiry/{joined.pk}/note/", {"text": "Some words of ours."})
    joined.refresh_from_db()
    assert (joined.status, joined.same_as) == ("open", None)
    assert joined.events.last().kind == "note"


def test_one_whose_other_is_joined_in_turn_leads_to_where_the_thread_went(adviser_client, kept, joined):
    third = make_enquiry()
    adviser_client.post(f"/admin/enquiries/enquiry/{kept.pk}/same-as/", {"original": third.reference})
    assert f"The same as {third.reference}, and the thread is there" in page(adviser_client, joined).text
