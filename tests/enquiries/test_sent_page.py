"""Nobody is told what is not so: for each way of an enquiry, what was queued and what its page says."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from enquiries.models import Enquiry
from enquiries.services import handle, notices
from guidance.models import Helpline
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.conftest import Sender
from tests.factories import make_adviser, make_helpline

BY_EMAIL, MAY_COME = "We also send this reference to the email address", "may come late, or not at all"
FROM_HERE = "you have it from this page only"
READ, DAY, TERM = "An adviser looks at it.", "We aim to answer by", "24 months after it is closed"
CLOSED = "We closed it on"
EVERYTHING = {BY_EMAIL, MAY_COME, FROM_HERE, READ, DAY, TERM, CLOSED}


@pytest.fixture
def sender(client, db) -> Sender:
    """A visitor from the internet: this machine is not counted."""
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    return Sender(client)


@dataclass
class Way:
    """How to send, what is true afterwards: sentences of the page, mails in the queue."""

    said: set[str]
    mails: set[str]
    typed: dict | None = None
    ceiling: int = 100
    already: int = 0
    then: str = ""


TOLD = {READ, DAY, TERM}
BOTH_MAILS = {"acknowledgement", "notice"}
WAYS = {
    "plain": Way(TOLD | {BY_EMAIL}, BOTH_MAILS),
    "sixth of a day from one address": Way(TOLD | {FROM_HERE}, {"notice"}, already=5),
    "hidden field": Way({READ, FROM_HERE}, set(), {"leave_empty": "x"}),
    "put apart, above the ceiling": Way({READ, FROM_HERE}, set(), {"leave_empty": "x"}, ceiling=0),
    "above the ceiling": Way(TOLD | {MAY_COME}, set(), ceiling=0),
    "above the ceiling, an hour later": Way(TOLD | {BY_EMAIL}, {"acknowledgement"}, ceiling=0, then="hour"),
    "above the ceiling and sixth, an hour later": Way(
        TOLD | {FROM_HERE}, set(), ceiling=0, already=5, then="hour"
    ),
    "put apart, then released": Way(TOLD | {BY_EMAIL}, BOTH_MAILS, {"leave_empty": "x"}, then="release"),
    "put apart and sixth, then released": Way(
        TOLD | {FROM_HERE}, {"notice"}, {"leave_empty": "x"}, already=5, then="release"
    ),
    "put apart, then confirmed": Way({READ, FROM_HERE}, set(), {"leave_empty": "x"}, then="confirm"),
    "marked as spam by an adviser": Way({READ, BY_EMAIL}, BOTH_MAILS, then="mark"),
    "closed": Way({CLOSED, BY_EMAIL}, BOTH_MAILS, then="close"),
    "acknowledgement given up": Way(TOLD | {FROM_HERE}, BOTH_MAILS, then="give up"),
}


def go_on(way: Way, settings) -> None:
    """Do what comes after the sending."""
    everything, by = Enquiry.objects.all(), make_adviser()
    acts = {
        "release": handle.release,
        "confirm": handle.confirm_spam,
        "mark": handle.mark_spam,
        "close": handle.close,
    }
    if way.then in acts:
        acts[way.then](enquiries=everything, by=by)
    elif way.then == "hour":
        settings.ENQUIRIES_PER_HOUR = 100
        notices.queue_due(timezone.now() + timedelta(hours=1))
    elif way.then == "give up":
        QueuedEmail.objects.filter(name="acknowledgement").update(failed_at=timezone.now())


@pytest.mark.parametrize("name", WAYS)
def test_the_page_says_what_was_queued_and_no_more(sender, settings, name):
    way = WAYS[name]
    for number in range(way.already):
        sender.send(subject=f"Earlier question {number}")
    Enquiry.objects.all().delete()
    settings.ENQUIRIES_PER_HOUR = way.ceiling
    page = sender.send(**way.typed or {})["Location"]
    go_on(way, settings)
    enquiry = Enquiry.objects.get()
    queued = QueuedEmail.objects.filter(about=enquiry.reference)
    said = Document.of(sender.client.get(page)).main
    assert {sentence for sentence in EVERYTHING if sentence in said} == way.said
    assert {mail.name for mail in queued} == way.mails
    assert enquiry.reference in said
    assert f"write to {settings.ENQUIRIES_MAILBOX}, and give the reference" in said
    assert "spam" not in said.lower()
    if DAY in way.said:
        assert enquiry.reply_by > timezone.localdate()


def test_a_page_that_is_told_no_day_differs_by_nothing_else(sender):
    """A robot that compares reads that somebody looks at it, as anybody does who is answered."""
    plain = Document.of(sender.client.get(sender.send()["Location"]))
    apart = Document.of(sender.client.get(sender.send(leave_empty="x")["Location"]))
    assert apart.one("h1").text == plain.one("h1").text == "Enquiry sent"
    assert [heading.text for heading in apart.select("main h2")] == [
        heading.text for heading in plain.select("main h2")
    ]


def test_the_number_is_named_once_an_adviser_has_confirmed_it(sender):
    page = sender.send()["Location"]
    make_helpline(slug="lesas", phone="01622 000000")
    assert "01622 000000" not in Document.of(sender.client.get(page)).main
    Helpline.objects.filter(slug="lesas").update(phone_confirmed=True)
    assert "or ring 01622 000000, and give the reference" in Document.of(sender.client.get(page)).main


def test_the_acknowledgement_names_whom_to_ask(sender, settings):
    sender.send()
    mail = QueuedEmail.objects.get(name="acknowledgement")
    assert f"write to {settings.ENQUIRIES_MAILBOX}" in mail.body
    assert "nobody reads" not in mail.body


@pytest.mark.parametrize("days", [0, 14])
def test_who_was_told_nothing_is_promised_an_answer_from_the_day_it_is_released(sender, days):
    sender.send(leave_empty="x")
    enquiry = Enquiry.objects.get()
    right = enquiry.reply_by
    long_ago = timedelta(days=days)
    Enquiry.objects.update(reply_by=right - long_ago, received_at=enquiry.received_at - long_ago)
    handle.release(enquiries=Enquiry.objects.all(), by=make_adviser())
    enquiry.refresh_from_db()
    assert enquiry.reply_by == right
    for mail in QueuedEmail.objects.all():
        assert f"{right:%A} {right.day} {right:%B %Y}" in mail.body


@pytest.mark.parametrize("ceiling", [0, 100])
def test_who_was_told_a_day_already_keeps_it(sender, settings, ceiling):
    settings.ENQUIRIES_PER_HOUR = ceiling
    sender.send()
    Enquiry.objects.update(reply_by=timezone.localdate() + timedelta(days=1))
    handle.mark_spam(enquiries=Enquiry.objects.all(), by=make_adviser())
    handle.release(enquiries=Enquiry.objects.all(), by=make_adviser())
    enquiry = Enquiry.objects.get()
    assert enquiry.reply_by == timezone.localdate() + timedelta(days=1)
    assert not enquiry.acknowledgement_waits
    assert {mail.name for mail in QueuedEmail.objects.all()} == BOTH_MAILS
