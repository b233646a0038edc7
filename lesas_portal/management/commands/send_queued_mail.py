"""``manage.py send_queued_mail``: the mail worker."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from lesas_portal.core import mail_queue, task_runs
from lesas_portal.core.mail_chores import Chores
from lesas_portal.core.mail_worker import MailWorker

logger = logging.getLogger(__name__)

NAME = "send_queued_mail"
PAUSE_SECONDS = 1
RECORD_SECONDS = 60
BLANKING_SECONDS = 3600


class Command(BaseCommand):
    """Sends what is due in the mail queue, once or in a loop. Several may run at once."""

    help = "Send what is due in the mail queue, once; with --loop until stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--loop", action="store_true", help="Keep going until SIGTERM or SIGINT.")

    def handle(self, *, loop: bool, **options) -> None:
        if loop:
            self._run()
            return
        Chores().do()
        with task_runs.recorded(NAME) as outcome:
            outcome.text = f"{mail_queue.send_due()} sent, {mail_queue.blank_old()} blanked."
        self.stdout.write(outcome.text)

    def _run(self) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # The mail in hand is finished first.
            signal.signal(number, lambda *_: stop.set())
        loop = Loop()
        while not stop.is_set():
            sent = loop.turn()
            close_old_connections()
            if not sent:
                stop.wait(PAUSE_SECONDS)
        loop.end()


class Loop:
    """One worker's turns, with what it does less often than each turn."""

    def __init__(self) -> None:
        self._worker, self._chores = MailWorker(), Chores()
        self._blank_at = self._record_at = time.monotonic()
        self._sent = 0
        self._is_readable = True

    def turn(self) -> int:
        """Do the chores and send what is due; return how many mails were taken, 0 without a database."""
        self._chores.do()
        try:
            sent = self._worker.send_due(most=10)
            self._sent += sent
            self._do_what_is_seldom()
        except Error as error:
            self._say_unreadable(error)
            return 0
        self._is_readable = True
        return sent

    def end(self) -> None:
        """Let go of the mails in hand."""
        try:
            self._worker.stop()
        except Error as error:
            self._say_unreadable(error)

    def _do_what_is_seldom(self) -> None:
        if time.monotonic() >= self._record_at:
            with task_runs.recorded(NAME) as outcome:
                outcome.text = f"{self._sent} sent."
            self._sent, self._record_at = 0, time.monotonic() + RECORD_SECONDS
        if time.monotonic() >= self._blank_at:
            mail_queue.blank_old()
            self._blank_at = time.monotonic() + BLANKING_SECONDS

    def _say_unreadable(self, error: Error) -> None:
        # Said once, not every second of an outage.
        if self._is_readable:
            logger.warning("The mail queue cannot be read (%s). Trying on.", type(error).__name__)
        self._is_readable = False
