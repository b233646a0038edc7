"""The mail queue: what is queued goes out once the server takes it, and says so when it cannot."""

import os
import signal
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from enquiries.services.submit import queue_notifications
from lesas_portal.core import mail_queue
from lesas_portal.core.models import AuditEntry, QueuedEmail
from lesas_portal.management.commands import send_queued_mail
from tests.factories import make_enquiry, make_mail
from tests.portal.smtp_server import free_port, run_smtp_server


@pytest.fixture
def smtp_server(settings, db):
    """A mail server that the portal is set up to use."""
    with run_smtp_server() as smtp_server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
        yield smtp_server


@pytest.fixture
def no_server(settings, db):
    """A mail server that does not answer."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def when_due() -> None:
    """Let every wait be over."""
    QueuedEmail.objects.update(next_at=timezone.now())


def test_a_queued_mail_reaches_the_server_once(smtp_server):
    queue_notifications(make_enquiry(email="robin@schule-münchen.de"))
    assert mail_queue.send_due() == 2
    assert mail_queue.send_due() == 0
    assert sorted(smtp_server.recipients) == ["enquiries@localhost", "robin@xn--schule-mnchen-3ob.de"]
    assert not QueuedEmail.objects.unsent().exists()


def test_an_acknowledgement_says_that_a_machine_sent_it(smtp_server):
    queue_notifications(make_enquiry())
    mail_queue.send_due()
    headers = {mail["To"]: mail for mail in smtp_server.taken}
    assert headers["robin@example.org"]["Auto-Submitted"] == "auto-replied"
    assert headers["enquiries@localhost"]["Auto-Submitted"] is None


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


def test_an_unreachable_server_is_tried_again_later_with_the_same_message(no_server, settings):
    mail, other = make_mail(), make_mail()
    assert mail_queue.send_due() == 0
    mail.refresh_from_db()
    other.refresh_from_db()
    assert mail.last_error == "ConnectionRefusedError"
    assert mail.next_at > timezone.now() + timedelta(seconds=1)
    assert other.attempts == 0, "nobody answers, so the next mail is not tried"
    assert mail_queue.send_due(most=0) == 0
    when_due()
    with run_smtp_server() as smtp_server:
        settings.EMAIL_PORT = smtp_server.port
        assert mail_queue.send_due() == 2
    assert {mail["Message-ID"] for mail in smtp_server.taken} == {mail.message_id, other.message_id}


def test_waits_grow_and_stay_within_an_hour(no_server):
    mail, waits = make_mail(), []
    for attempts in (0, 3, 8, 30):
        QueuedEmail.objects.update(attempts=attempts, next_at=timezone.now())
        mail_queue.send_due()
        mail.refresh_from_db()
        waits.append((mail.next_at - timezone.now()).total_seconds())
    assert waits == sorted(waits)
    assert waits[-1] <= 3600 * 1.2


def test_the_worker_gives_up_at_last_and_says_so(no_server, caplog):
    make_mail(attempts=mail_queue.MAX_ATTEMPTS - 1)
    mail_queue.send_due()
    assert QueuedEmail.objects.failed().count() == 1
    assert "given up" in caplog.text
    assert "robin@example.org" not in caplog.text
    assert mail_queue.figures().failed == 1
    assert mail_queue.retry(mails=QueuedEmail.objects.all(), by="a test") == 1
    assert QueuedEmail.objects.due().count() == 1


def test_a_refused_address_is_given_up_soon_and_the_others_go_on(smtp_server):
    smtp_server.says = "550 no such user"
    refused = make_mail()
    for _ in range(mail_queue.MAX_REFUSALS):
        mail_queue.send_due()
        when_due()
    refused.refresh_from_db()
    assert refused.failed_at
    assert refused.last_error == "Recipient refused (550)"
    smtp_server.says = ""
    make_mail(recipient="sam@example.org")
    assert mail_queue.send_due() == 1


@pytest.mark.parametrize("says", ["451 later, please", "452 full"])
def test_a_server_that_says_later_is_believed(smtp_server, says):
    smtp_server.says = says
    make_mail(attempts=10)
    mail_queue.send_due()
    assert not QueuedEmail.objects.failed().exists()


def test_a_worker_that_dies_leaves_its_mail_to_the_next_one(smtp_server):
    mail = make_mail()
    assert mail_queue._claim(mail.pk, None)
    assert mail_queue.send_due() == 0, "held by the first worker"
    QueuedEmail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert mail_queue.send_due() == 1


def test_the_lease_outlasts_a_slow_server(settings):
    # Connecting, greeting, three commands and the data may each wait that long.
    assert mail_queue.LEASE.total_seconds() > 6 * settings.EMAIL_TIMEOUT


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_gets_the_mail():
    for _ in range(10):
        mail = make_mail()
        start, winners = threading.Barrier(4), []

        def claim(pk=mail.pk, start=start, winners=winners):
            start.wait()
            for _ in range(200):
                try:
                    winners.append(mail_queue._claim(pk, None))
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
    sent, failed = make_mail(sent_at=month_ago), make_mail(failed_at=month_ago)
    recent, waiting = make_mail(sent_at=timezone.now()), make_mail(queued_at=month_ago)
    assert mail_queue.blank_old() == 2
    assert mail_queue.blank_old() == 0
    for mail in (sent, failed, recent, waiting):
        mail.refresh_from_db()
    assert (sent.body, sent.recipient, failed.body) == ("", "", "")
    assert recent.body
    assert waiting.body
    assert mail_queue.retry(mails=QueuedEmail.objects.all(), by="a test") == 0


def test_health_tells_how_long_the_oldest_mail_waits(client, db):
    assert client.get("/health/").json()["mail"] == {"oldest_unsent_seconds": None, "failed": 0}
    make_mail(queued_at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert 300 <= answer.json()["mail"]["oldest_unsent_seconds"] < 330


def test_the_command_sends_once_and_says_what_it_did(smtp_server):
    make_mail()
    out = StringIO()
    call_command("send_queued_mail", stdout=out)
    assert out.getvalue() == "1 sent, 0 blanked.\n"


@pytest.fixture
def signals_restored():
    """The worker takes over signals; the test run gets them back."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_the_worker_outlives_its_database_and_says_so_once(
    transactional_db, monkeypatch, caplog, signals_restored
):
    answers = iter([OperationalError("gone"), OperationalError("gone"), 1, OperationalError("gone"), 0])

    def send_due(**_):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        if answer == 0:
            os.kill(os.getpid(), signal.SIGTERM)
        return answer

    monkeypatch.setattr(mail_queue, "send_due", send_due)
    monkeypatch.setattr(send_queued_mail, "PAUSE_SECONDS", 0)
    call_command("send_queued_mail", "--loop")
    assert caplog.text.count("cannot be read (OperationalError)") == 2


def test_advisers_see_the_queue_and_try_again(adviser_client, adviser):
    make_mail()
    failed = make_mail(failed_at=timezone.now(), attempts=120)
    page = adviser_client.get("/admin/core/queuedemail/?state=failed")
    assert b"7KM4-XCDP" in page.content
    for state in ("unsent", "sent", ""):
        assert adviser_client.get(f"/admin/core/queuedemail/?state={state}").status_code == 200
    action = {"action": "send_again", "_selected_action": [failed.pk]}
    adviser_client.post("/admin/core/queuedemail/", action)
    assert QueuedEmail.objects.due().count() == 2
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_id) == (adviser.username, "send again", str(failed.pk))
    assert entry.object_key == failed.about, "the entry says which enquiry the mail was about"
