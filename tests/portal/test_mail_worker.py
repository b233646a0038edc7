"""The mail worker's process: it outlives its database, does its chores, and stops when told."""

import os
import signal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from lesas_portal.core.models import MailPause, QueuedEmail, TaskRun
from lesas_portal.management.commands import send_queued_mail
from tests.factories import make_mail

HERE = "tests.portal.test_mail_worker"


def stop_the_worker() -> None:
    """A chore: what systemd does."""
    os.kill(os.getpid(), signal.SIGTERM)


def fail() -> None:
    """A chore that does not work, in words that quote somebody."""
    raise RuntimeError("robin@example.org")


def queue_one() -> None:
    """A chore that queues a mail."""
    make_mail()


@pytest.fixture
def signals_restored():
    """The worker takes over signals; the test run gets them back."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_one_run_does_the_chores_sends_and_says_what_it_did(smtp_server, settings):
    settings.MAIL_CHORES = [f"{HERE}.queue_one"]
    make_mail()
    out = StringIO()
    call_command("send_queued_mail", stdout=out)
    assert out.getvalue() == "2 sent, 0 blanked.\n"
    run = TaskRun.objects.get(name="send_queued_mail")
    assert run.finished_at
    assert run.outcome == "2 sent, 0 blanked."


def test_the_worker_sends_until_it_is_told_to_stop(transactional_db, smtp_server, settings, signals_restored):
    settings.MAIL_CHORES = [f"{HERE}.queue_one", f"{HERE}.stop_the_worker"]
    call_command("send_queued_mail", "--loop")
    assert len(smtp_server.taken) == 1
    assert TaskRun.objects.get(name="send_queued_mail").outcome == "1 sent."


def test_a_chore_that_fails_is_logged_once_and_holds_up_nothing(smtp_server, settings, caplog):
    settings.MAIL_CHORES = [f"{HERE}.fail", f"{HERE}.queue_one"]
    loop = send_queued_mail.Loop()
    assert loop.turn() + loop.turn() == 2
    (record,) = caplog.records
    assert "RuntimeError at test_mail_worker.py:" in record.getMessage()
    assert "robin@example.org" not in caplog.text


def test_the_worker_outlives_its_database_and_says_so_once_each_time(smtp_server, caplog):
    def refuse(*_):
        raise OperationalError("gone")

    make_mail()
    loop = send_queued_mail.Loop()
    with connection.execute_wrapper(refuse):
        assert loop.turn() == loop.turn() == 0
    assert loop.turn() == 1
    with connection.execute_wrapper(refuse):
        assert loop.turn() == 0
    assert caplog.text.count("cannot be read (OperationalError)") == 2


@pytest.mark.parametrize("backend", ["console", "filebased", "locmem"])
def test_where_no_mail_server_is_set_up_django_takes_the_mail(db, settings, backend, tmp_path, mailoutbox):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    make_mail(reply_to="office@example.org")
    call_command("send_queued_mail", stdout=StringIO())
    assert QueuedEmail.objects.exclude(sent_at=None).count() == 1
    assert len(mailoutbox) == (backend == "locmem")
    assert len(list(tmp_path.iterdir())) == (backend == "filebased")


def test_a_folder_that_takes_no_mail_pauses_the_queue(db, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    (tmp_path / "mails").symlink_to("/proc/none")
    make_mail()
    send_queued_mail.mail_queue.send_due()
    assert QueuedEmail.objects.unsent().count() == 1
    assert MailPause.objects.exists()
