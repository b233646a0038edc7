"""Mails to the team that no single enquiry causes: what was put apart, and what came in too fast."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from enquiries.models import Enquiry
from enquiries.services import handle, notices
from lesas_portal.core.models import QueuedEmail, TaskRun
from tests.enquiries.answers import ANSWERS
from tests.enquiries.conftest import Sender
from tests.factories import make_adviser, make_enquiry

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SIGNS = ["link markup", "sales talk"]


@pytest.fixture
def from_outside(client, db, freeze):
    """A sender at an address of the internet, at noon."""
    freeze(NOON)
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    return Sender(client)


def mails(name: str) -> list[QueuedEmail]:
    return list(QueuedEmail.objects.filter(name=name).order_by("pk"))


def test_the_team_is_told_once_a_day_how_many_wait(db, settings):
    for _ in range(3):
        make_enquiry(status="spam", spam_signs=SIGNS, subject="Zebra")
    for _ in range(2):
        notices.queue_due(NOON)
    notices.queue_due(NOON + timedelta(hours=11))
    (mail,) = mails("put_apart")
    assert mail.recipient == settings.ENQUIRIES_MAILBOX
    assert mail.subject == "3 enquiries wait in Suspected spam"
    assert f"{settings.SITE_URL}/admin/enquiries/suspectedspam/" in mail.body
    assert "Zebra" not in mail.body
    notices.queue_due(NOON + timedelta(hours=12))
    assert len(mails("put_apart")) == 2, "a new day"


def test_the_day_is_that_of_the_clock_here(db):
    make_enquiry(status="spam", spam_signs=SIGNS)
    in_summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    notices.queue_due(in_summer)
    notices.queue_due(in_summer + timedelta(hours=1))
    assert len(mails("put_apart")) == 2


def test_nobody_is_told_of_nothing(db):
    make_enquiry()
    make_enquiry(status="spam")
    notices.queue_due(NOON)
    assert not QueuedEmail.objects.exists()
    assert not TaskRun.objects.exists()


@pytest.mark.parametrize("act", [handle.release, handle.confirm_spam])
def test_whatever_an_adviser_has_looked_at_waits_no_longer(db, act):
    make_enquiry(status="spam", spam_signs=SIGNS)
    act(enquiries=Enquiry.objects.all(), by=make_adviser())
    notices.queue_due(NOON)
    assert not mails("put_apart")


def test_the_mail_says_how_many_are_late(db):
    make_enquiry(status="spam", spam_signs=SIGNS, reply_by=NOON.date() - timedelta(days=1))
    make_enquiry(status="spam", spam_signs=SIGNS, reply_by=NOON.date())
    notices.queue_due(NOON)
    (mail,) = mails("put_apart")
    assert "1 of them is past the day that others are answered by." in mail.body


def test_above_the_ceiling_all_are_stored_and_one_mail_tells_of_the_rest(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR = 2
    for number in range(5):
        assert from_outside.send(subject=f"Zebra {number}").status_code == 302
    assert Enquiry.objects.unanswered().count() == 5
    assert (len(mails("notice")), len(mails("acknowledgement"))) == (2, 2)
    for _ in range(2):
        notices.queue_due(NOON)
    (digest,) = mails("digest")
    assert digest.subject.startswith("3 new enquiries: answer by 3 December")
    assert f"{settings.SITE_URL}/admin/enquiries/enquiry/" in digest.body
    assert "beyond the 2 of this hour" in digest.body
    assert "Zebra" not in digest.body
    assert len(mails("acknowledgement")) == 2, "they wait"
    assert all(
        reference not in digest.body for reference in Enquiry.objects.values_list("reference", flat=True)
    )


def test_what_comes_after_the_digest_is_in_the_next_one_an_hour_later(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR = 0
    from_outside.send()
    notices.queue_due(NOON)
    from_outside.send()
    notices.queue_due(NOON + timedelta(minutes=59))
    assert len(mails("digest")) == 1
    notices.queue_due(NOON + timedelta(minutes=60))
    assert [mail.subject.split(":")[0] for mail in mails("digest")] == ["1 new enquiry"] * 2


def test_the_digest_says_what_to_read_first(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR = 0
    make_enquiry(acknowledgement_waits=True, declared_general=True, screen_route="lado")
    make_enquiry(acknowledgement_waits=True)
    notices.queue_due(NOON)
    (digest,) = mails("digest")
    assert "1 was stopped by the screen, or not read by it. Read it first." in digest.body


def test_acknowledgements_go_when_an_hour_has_room_and_no_more_than_it_has(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR, settings.AUTOMATIC_REPLIES_PER_DAY = 2, 100
    for number in range(7):
        from_outside.send(subject=f"Question {number}")
    for hours, sent in ((0, 2), (1, 4), (1, 4), (2, 6), (3, 7), (4, 7)):
        notices.queue_due(NOON + timedelta(hours=hours))
        assert len(mails("acknowledgement")) == sent, hours
    assert not Enquiry.objects.awaiting_acknowledgement().exists()
    assert {mail.about for mail in mails("acknowledgement")} == set(
        Enquiry.objects.values_list("reference", flat=True)
    )


def test_what_was_late_leaves_less_room_for_what_comes(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR = 0
    from_outside.send()
    settings.ENQUIRIES_PER_HOUR = 1
    notices.queue_due(NOON)
    assert len(mails("acknowledgement")) == 0, "one was counted in this hour"
    notices.queue_due(NOON + timedelta(hours=1))
    assert len(mails("acknowledgement")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"reply_by": NOON.date() - timedelta(days=1)},
        {"status": "closed", "closed_at": NOON},
        {"status": "spam"},
    ],
)
def test_no_acknowledgement_promises_what_is_over(db, changes):
    make_enquiry(acknowledgement_waits=True, notified_at=NOON, **changes)
    notices.queue_due(NOON)
    assert not QueuedEmail.objects.exists()


@pytest.mark.parametrize("kind", ["put_apart", "digest"])
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_queues(kind):
    if kind == "digest":
        make_enquiry(acknowledgement_waits=True)
    else:
        make_enquiry(status="spam", spam_signs=SIGNS)
    # Where the row of the task is made anew, they wait for each other in any case.
    yesterday = NOON - timedelta(days=1)
    for name in (notices.PUT_APART, notices.DIGEST):
        TaskRun.objects.create(name=name, started_at=yesterday, finished_at=yesterday)
    start, failed = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            notices.queue_due(NOON)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert len(mails(kind)) == 1
    assert len(mails("acknowledgement")) == (1 if kind == "digest" else 0)


def test_the_erasure_of_an_enquiry_leaves_nothing_of_it_in_a_digest(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR = 0
    from_outside.send()
    notices.queue_due(NOON)
    reference = Enquiry.objects.get().reference
    handle.delete(enquiries=Enquiry.objects.all(), by=make_adviser())
    for mail in QueuedEmail.objects.all():
        assert reference not in f"{mail.subject} {mail.body}"
        assert ANSWERS["email"] not in f"{mail.subject} {mail.body}"
