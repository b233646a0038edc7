"""The mail queue: what is queued goes out once the server takes it, and says so when it cannot."""

import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from enquiries.services.submit import queue_notifications
from guidance.models import Helpline
from lesas_portal.core import mail_queue, mail_worker
from lesas_portal.core.models import QueuedEmail
from tests.factories import make_enquiry, make_helpline, make_mail


def test_a_queued_mail_reaches_the_server_once(smtp_server):
    queue_notifications(make_enquiry(email="robin@schule-münchen.de"))
    assert mail_queue.send_due() == 2
    assert mail_queue.send_due() == 0
    assert sorted(smtp_server.recipients) == ["enquiries@localhost", "robin@xn--schule-mnchen-3ob.de"]
    assert not QueuedEmail.objects.unsent().exists()


def test_what_the_portal_writes_by_itself_draws_no_automatic_answers(smtp_server):
    queue_notifications(make_enquiry())
    mail_queue.send_due()
    headers = {mail["To"]: mail for mail in smtp_server.taken}
    assert headers["robin@example.org"]["Auto-Submitted"] == "auto-replied"
    assert headers["enquiries@localhost"]["Auto-Submitted"] == "auto-generated"
    assert {mail["X-Auto-Response-Suppress"] for mail in smtp_server.taken} == {"All"}


def test_answers_go_to_whom_they_are_for(smtp_server):
    queue_notifications(make_enquiry())
    mail_queue.send_due()
    answers = {mail["To"]: mail["Reply-To"] for mail in smtp_server.taken}
    assert answers == {"robin@example.org": "enquiries@localhost", "enquiries@localhost": "robin@example.org"}


def test_what_a_person_wrote_does_not_say_that_a_machine_did(smtp_server):
    with transaction.atomic():
        mail_queue.queue(
            "notice",
            to="robin@example.org",
            about="7KM4-XCDP",
            context={"enquiry": make_enquiry()},
            reply_to="office@example.org",
            is_automatic=False,
        )
    mail_queue.send_due()
    (mail,) = smtp_server.taken
    assert mail["Reply-To"] == "office@example.org"
    assert mail["Auto-Submitted"] is None
    assert mail["X-Auto-Response-Suppress"] is None


def acknowledgement() -> str:
    queue_notifications(make_enquiry())
    return QueuedEmail.objects.filter(name="acknowledgement").latest("queued_at").body


def test_the_acknowledgement_says_whom_to_ask_and_a_number_only_once_it_is_confirmed(db):
    assert "answer this message or write to enquiries@localhost. Give the reference." in acknowledgement()
    lesas = make_helpline(slug="lesas", phone="03000 41 00 00", phone_confirmed=False)
    assert "ring 03000" not in acknowledgement()
    Helpline.objects.filter(pk=lesas.pk).update(phone_confirmed=True)
    assert "write to enquiries@localhost, or ring 03000 41 00 00. Give the" in acknowledgement()


def test_mail_is_kept_with_its_cause_or_not_at_all(db):
    with transaction.atomic():
        queue_notifications(make_enquiry())
        transaction.set_rollback(True)
    assert not QueuedEmail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_mail_without_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        mail_queue.queue("notice", to="a@example.org", about="x", context={})


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "", "a"]
)
def test_only_one_proper_address_is_taken(db, address):
    with pytest.raises(ValidationError):
        mail_queue.queue("notice", to=address, about="x", context={"enquiry": make_enquiry()})


def test_no_text_can_add_a_header(smtp_server):
    make_mail(
        subject=mail_queue._one_line("Hello\r\nBcc: b@example.org\u2028\x00X: y"),
        body="Bcc: c@example.org\n.\n",
    )
    mail_queue.send_due()
    (mail,) = smtp_server.taken
    assert smtp_server.recipients == ["robin@example.org"]
    assert mail["Subject"] == "Hello Bcc: b@example.org X: y"
    assert mail["Bcc"] is None
    assert mail["X"] is None


def test_an_address_gets_only_so_many_automatic_replies_a_day(db, settings):
    settings.AUTOMATIC_REPLIES_PER_DAY = 2
    for _ in range(3):
        queue_notifications(make_enquiry(email="Robin@example.org"))
        queue_notifications(make_enquiry(email="robin@example.org"))
    replies = QueuedEmail.objects.filter(is_automatic_reply=True)
    assert replies.count() == 2
    assert QueuedEmail.objects.filter(name="notice").count() == 6, "the team hears of every one"
    replies.update(queued_at=timezone.now() - timedelta(days=1, minutes=1))
    queue_notifications(make_enquiry())
    assert replies.count() == 3


def test_mail_that_was_given_up_can_be_sent_again(db):
    make_mail(failed_at=timezone.now(), attempts=7, refusals=7, unanswered=1, seen_at=timezone.now())
    assert mail_queue.retry(mails=QueuedEmail.objects.all(), by="a test") == 1
    mail = QueuedEmail.objects.due().get()
    assert (mail.attempts, mail.refusals, mail.unanswered, mail.seen_at) == (0, 0, 0, None)


def test_a_worker_that_dies_leaves_its_mail_to_the_next_one(smtp_server):
    mail = make_mail()
    assert mail_worker._claim(mail.pk, None)
    assert mail_queue.send_due() == 0, "held by the first worker"
    QueuedEmail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert mail_queue.send_due() == 1


def test_the_lease_outlasts_a_slow_server():
    times = settings.MAIL_TIMEOUTS
    # Connecting, greeting, EHLO twice, STARTTLS, its handshake, and two ways to sign in of two commands each.
    longest = 10 * times["connect"] + 4 * times["command"] + times["text"] + times["aside"]
    assert longest < mail_worker.LEASE.total_seconds()
    assert times["answer"] >= 600, "RFC 5321, 4.5.3.2.6"


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_gets_the_mail():
    for _ in range(10):
        mail = make_mail()
        start, winners = threading.Barrier(4), []

        def claim(pk=mail.pk, start=start, winners=winners):
            start.wait()
            for _ in range(200):
                try:
                    winners.append(mail_worker._claim(pk, None))
                    break
                except OperationalError:
                    # SQLite in memory, as in tests, refuses at once where a file would wait its turn.
                    time.sleep(0.01)
            connection.close()

        threads = [threading.Thread(target=claim) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(winners) == 4
        assert len([winner for winner in winners if winner]) == 1


def test_bodies_are_blanked_a_month_after_the_end(db):
    month_ago = timezone.now() - timedelta(days=30, minutes=1)
    sent, failed = make_mail(sent_at=month_ago, reply_to="a@example.org"), make_mail(failed_at=month_ago)
    recent, waiting = make_mail(sent_at=timezone.now()), make_mail(queued_at=month_ago)
    assert mail_queue.blank_old() == 2
    assert mail_queue.blank_old() == 0
    for mail in (sent, failed, recent, waiting):
        mail.refresh_from_db()
    assert (sent.body, sent.recipient, sent.reply_to, failed.body) == ("", "", "", "")
    assert recent.body
    assert waiting.body
    assert mail_queue.retry(mails=QueuedEmail.objects.all(), by="a test") == 0


def test_the_command_sends_once_and_says_what_it_did(smtp_server):
    make_mail()
    out = StringIO()
    call_command("send_queued_mail", stdout=out)
    assert out.getvalue() == "1 sent, 0 blanked.\n"
