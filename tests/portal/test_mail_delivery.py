"""What the portal does when the mail server plays each of the parts that real ones play."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enquiries.services.submit import queue_notifications
from lesas_portal.core import mail_pause, mail_queue, mail_worker
from lesas_portal.core.mail_worker import MailWorker
from lesas_portal.core.models import MailPause, QueuedEmail
from tests.factories import make_enquiry, make_mail
from tests.portal.smtp_server import DROP, run_smtp_server

NEVER = 5.0  # seconds: longer than any time-out of these tests


def after(**time):
    return timezone.now() + timedelta(**time)


def reload(mail: QueuedEmail) -> QueuedEmail:
    mail.refresh_from_db()
    return mail


def send_until_over(mail: QueuedEmail, most: int = 200) -> QueuedEmail:
    """Let time pass until a mail is sent or given up."""
    for _ in range(most):
        if mail.sent_at or mail.failed_at:
            break
        mail_queue.send_due(at=mail.next_at)
        mail.refresh_from_db()
    return mail


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("lesas_portal")]


def make_six(smtp_server) -> QueuedEmail:
    """One to an address whose server is slow, five behind it."""
    first = make_mail(recipient="slow@example.org")
    for number in range(5):
        make_mail(recipient=f"sam{number}@example.org")
    smtp_server.only_for = "slow@example.org"
    return first


# From the recipient on: this mail's own


def test_later_is_believed_and_the_mail_goes_once(smtp_server):
    mail = make_mail()
    smtp_server.parts = {"RCPT": "450 greylisted"}
    assert mail_queue.send_due() == 0
    assert mail_queue.send_due(at=after(seconds=30)) == 0
    assert reload(mail).last_error == "The mail server asked to try later (450)"
    smtp_server.parts = {}
    assert mail_queue.send_due(at=after(minutes=2)) == 1
    assert len(smtp_server.taken) == 1
    assert reload(mail).last_error == ""


@pytest.mark.parametrize("step", ["RCPT", "DATA", "DOT"])
def test_later_is_later_wherever_it_is_said(smtp_server, step):
    smtp_server.parts = {step: "452 full"}
    mail = make_mail(attempts=10)
    mail_queue.send_due()
    assert (reload(mail).failed_at, mail.refusals) == (None, 0)
    assert mail.last_error == "The mail server asked to try later (452)"


def test_later_for_five_days_is_given_up_but_not_for_the_team(smtp_server, settings):
    smtp_server.parts = {"RCPT": "450 later"}
    sender = make_mail(attempts=119)
    team = make_mail(attempts=119, recipient=settings.ENQUIRIES_MAILBOX)
    mail_queue.send_due()
    assert reload(sender).failed_at
    assert reload(team).failed_at is None
    assert team.next_at < after(hours=1.3)


def test_a_server_that_says_never_for_a_moment_gets_both_mails_once(smtp_server):
    queue_notifications(make_enquiry())
    smtp_server.parts = {"RCPT": "550 no such user"}
    for seconds in range(0, 21, 4):
        assert mail_queue.send_due(at=after(seconds=seconds)) == 0
    smtp_server.parts = {}
    assert mail_queue.send_due(at=after(minutes=3)) == 2
    assert sorted(smtp_server.recipients) == ["enquiries@localhost", "robin@example.org"]


@pytest.mark.parametrize(
    ("step", "says", "in_words"),
    [
        ("RCPT", "550 no such user", "The mail server refused the address (550)"),
        ("DATA", "554 no", "The mail server refused the message (554)"),
        ("DOT", "554 5.7.1 message rejected as spam", "The mail server refused the message (554)"),
    ],
)
def test_never_is_given_up_after_a_day_wherever_it_is_said(smtp_server, caplog, step, says, in_words):
    smtp_server.parts = {step: says}
    mail = make_mail(name="acknowledgement")
    begin = mail.next_at
    send_until_over(mail)
    assert timedelta(days=1) <= mail.failed_at - begin < timedelta(days=2)
    assert (mail.attempts, mail.last_error) == (7, in_words)
    (line,) = lines(caplog)
    assert "given up" in line
    assert "robin@example.org" not in line
    assert mail_queue.troubles_for(mail.about) == ["The acknowledgement could not be delivered."]


def test_the_notice_to_the_team_is_never_given_up(smtp_server, settings):
    smtp_server.parts = {"RCPT": "550 no such user"}
    notice = make_mail(recipient=settings.ENQUIRIES_MAILBOX.upper())
    send_until_over(notice, most=40)
    assert (notice.attempts, notice.failed_at) == (40, None)
    smtp_server.parts = {}
    assert mail_queue.send_due(at=notice.next_at) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_an_address_whose_server_hangs_does_not_hold_up_the_others(smtp_server, step):
    first = make_six(smtp_server)
    smtp_server.parts = {step: NEVER}
    assert mail_queue.send_due() == 5
    assert reload(first).last_error == "The mail server did not answer in time"
    assert first.next_at > after(minutes=3), "each try costs a time-out"
    assert not MailPause.objects.exists()


def test_one_that_hung_comes_after_those_never_tried(smtp_server):
    slow = make_mail(recipient="slow@example.org", attempts=1)
    make_mail(recipient="sam@example.org", next_at=after(seconds=-1))
    make_mail(recipient="kim@example.org")
    mail_queue.send_due(at=after(seconds=1))
    assert smtp_server.recipients[-1] == slow.recipient


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_server_that_hangs_up_on_one_mail_gets_it_again_soon(smtp_server, step):
    first = make_six(smtp_server)
    smtp_server.parts = {step: DROP}
    assert mail_queue.send_due() == 5
    smtp_server.parts = {}
    assert mail_queue.send_due(at=after(seconds=10)) == 1
    assert reload(first).sent_at


# After the final dot


def test_an_answer_that_comes_late_is_waited_for(smtp_server, settings):
    settings.MAIL_TIMEOUTS |= {"answer": 5}
    first = make_six(smtp_server)
    smtp_server.parts = {"DOT": 0.8}
    assert mail_queue.send_due() == 6
    assert reload(first).sent_at
    assert [mail["To"] for mail in smtp_server.taken].count("slow@example.org") == 1


def test_the_others_do_not_wait_for_a_late_answer(smtp_server, settings):
    settings.MAIL_TIMEOUTS |= {"answer": 600}
    first = make_six(smtp_server)
    smtp_server.parts = {"DOT": 0.8}
    worker = MailWorker()
    assert worker.send_due() == 5, "the pass is over before the answer comes"
    assert reload(first).lease_until > after(minutes=10), "nobody else takes it meanwhile"
    assert MailWorker().send_due(at=after(minutes=9)) == 0
    assert worker.wait_for_answers() == 1
    assert reload(first).sent_at


def test_a_mail_without_an_answer_goes_few_times_far_apart_and_then_to_a_person(smtp_server):
    smtp_server.parts = {"DOT": NEVER}
    mail = make_mail(name="acknowledgement")
    begin = mail.next_at
    send_until_over(mail)
    assert len(smtp_server.taken) == mail.attempts == 4
    assert {copy["Message-ID"] for copy in smtp_server.taken} == {mail.message_id}
    assert mail.failed_at - begin > timedelta(days=1)
    assert mail_queue.figures().failed == 1
    (trouble,) = mail_queue.troubles_for(mail.about)
    assert "may not have arrived" in trouble


def test_a_server_that_hangs_up_after_the_dot_may_have_taken_the_mail(smtp_server):
    smtp_server.parts = {"DOT": DROP}
    mail = make_mail()
    mail_queue.send_due()
    assert reload(mail).unanswered == 1
    assert mail.next_at > after(minutes=20)


def test_a_worker_that_stops_does_not_let_a_mail_without_an_answer_go_at_once(smtp_server, settings):
    settings.MAIL_TIMEOUTS |= {"answer": 600}
    smtp_server.parts = {"DOT": NEVER}
    mail = make_mail()
    worker = MailWorker()
    worker.send_due()
    worker.stop()
    assert (reload(mail).lease_until, mail.unanswered) == (None, 1)
    assert mail.next_at > after(minutes=20)


def test_a_server_that_owes_many_answers_is_not_given_more(smtp_server):
    smtp_server.parts = {"DOT": NEVER}
    for _ in range(8):
        make_mail()
    worker = MailWorker()
    worker.send_due()
    assert len(smtp_server.taken) == mail_worker.AWAITED_AT_MOST
    worker.stop()


# Before the recipient: the server's, or our settings


@pytest.fixture
def wrong_password(smtp_server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"
    return smtp_server


def test_a_wrong_password_is_tried_a_few_times_and_logged_once(wrong_password, settings, caplog):
    mails = [make_mail() for _ in range(10)]
    for seconds in range(46):
        assert mail_queue.send_due(at=after(seconds=seconds)) == 0
    assert wrong_password.connections <= 3
    assert wrong_password.sign_ins <= 6, "each way to sign in that the server offers, once"
    (line,) = lines(caplog)
    assert "does not take the portal's user name and password (535)" in line
    assert {reload(mail).attempts for mail in mails} == {0}, "it was not the mails' doing"
    settings.EMAIL_HOST_PASSWORD = "right"
    assert mail_queue.send_due(at=after(hours=1)) == 10
    assert [line for line in lines(caplog) if "goes out again" in line] == lines(caplog)[1:]
    assert len(lines(caplog)) == 2


def test_a_wrong_password_is_tried_every_quarter_of_an_hour_at_most(wrong_password):
    mail = make_mail()
    for minutes in range(0, 24 * 60, 10):
        mail_queue.send_due(at=after(minutes=minutes))
    assert wrong_password.connections < 110
    assert (reload(mail).failed_at, mail.attempts) == (None, 0)


@pytest.mark.parametrize(
    ("says", "in_words"),
    [
        ("550 not from you", "does not take mail from the portal's address (550)"),
        ("451 not now", "does not take mail from the portal's address (451)"),
        ("530 sign in first", "does not take the portal's user name and password (530)"),
    ],
)
def test_a_refused_sender_stops_the_pass_and_not_one_mail(smtp_server, caplog, says, in_words):
    smtp_server.parts = {"MAIL": says}
    mails = [make_mail() for _ in range(3)]
    assert mail_queue.send_due() == 0
    assert smtp_server.connections == 1
    assert in_words in lines(caplog)[0]
    smtp_server.parts = {}
    assert mail_queue.send_due(at=after(minutes=1)) == 3
    assert all(reload(mail).attempts == 1 for mail in mails)
    assert len(lines(caplog)) == 2


def test_without_starttls_nothing_goes_in_the_clear(smtp_server, settings, caplog):
    settings.EMAIL_USE_TLS = True
    make_mail()
    mail_queue.send_due()
    assert smtp_server.recipients == []
    assert "There is no safe connection to the mail server (SMTPNotSupportedError)" in lines(caplog)[0]
    settings.EMAIL_USE_TLS = False
    assert mail_queue.send_due(at=after(minutes=1)) == 1


def test_a_server_that_was_gone_and_comes_back_gets_everything_once(no_server, settings, caplog):
    mails = [make_mail() for _ in range(3)]
    for seconds in range(30):
        assert mail_queue.send_due(at=after(seconds=seconds)) == 0
    assert {reload(mail).attempts for mail in mails} == {0}
    with run_smtp_server(settings.EMAIL_PORT) as smtp_server:
        assert mail_queue.send_due(at=after(minutes=2)) == 3
    assert {mail["Message-ID"] for mail in smtp_server.taken} == {mail.message_id for mail in mails}
    assert len(smtp_server.taken) == 3
    assert [line.partition(",")[0].partition(":")[0] for line in lines(caplog)] == [
        "No mail goes out",
        "Mail goes out again",
    ]


def test_the_pause_holds_for_every_worker_and_one_of_them_tries_first(no_server):
    make_mail()
    mail_queue.send_due()
    pause = MailPause.objects.get()
    assert not mail_pause.may_send(pause.until - timedelta(milliseconds=1))
    assert mail_pause.may_send(pause.until)
    assert not mail_pause.may_send(pause.until), "the first tries, the others wait for it"


def test_a_server_that_says_nothing_at_all_pauses_the_queue(smtp_server, no_server, settings, caplog):
    smtp_server.parts = {"MAIL": NEVER}
    settings.EMAIL_PORT = smtp_server.port
    make_mail()
    make_mail()
    assert mail_queue.send_due() == 0
    assert smtp_server.connections == 1
    assert len(lines(caplog)) == 1


# One connection


def test_a_pass_goes_over_one_connection(smtp_server):
    for _ in range(3):
        make_mail()
    assert mail_queue.send_due() == 3
    assert smtp_server.connections == 1


def test_after_a_refusal_the_connection_serves_the_next_mail(smtp_server):
    make_six(smtp_server)
    smtp_server.parts = {"RCPT": "550 no"}
    assert mail_queue.send_due() == 5
    assert smtp_server.connections == 1


def test_a_connection_that_has_served_its_number_is_opened_anew(smtp_server):
    smtp_server.mails_per_connection = 2
    for _ in range(5):
        make_mail()
    assert mail_queue.send_due() == 5
    assert smtp_server.connections == 3
    assert not MailPause.objects.exists()


def test_a_text_arrives_as_it_was_written(smtp_server):
    make_mail(body=".\n..two\nBcc: c@example.org\n.\n\nEnd.\n")
    mail_queue.send_due()
    assert (
        smtp_server.taken[0].get_content().replace("\r\n", "\n")
        == ".\n..two\nBcc: c@example.org\n.\n\nEnd.\n"
    )
