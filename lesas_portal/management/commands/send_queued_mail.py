"""``manage.py send_queued_mail``: the mail worker."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from lesas_portal.core import mail_queue

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1
BLANKING_SECONDS = 3600


class Command(BaseCommand):
    """Sends what is due in the mail queue, once or in a loop. Several may run at once."""

    help = "Send what is due in the mail queue, once; with --loop until stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--loop", action="store_true", help="Keep going until SIGTERM or SIGINT.")

    def handle(self, *, loop: bool, **options) -> None:
        if loop:
            self._run()
        else:
            self.stdout.write(f"{mail_queue.send_due()} sent, {mail_queue.blank_old()} blanked.")

    def _run(self) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # The mail in hand is finished first.
            signal.signal(number, lambda *_: stop.set())
        is_readable = True
        blank_at = time.monotonic()
        while not stop.is_set():
            sent = 0
            try:
                sent = mail_queue.send_due(most=10)
                if time.monotonic() >= blank_at:
                    mail_queue.blank_old()
                    blank_at = time.monotonic() + BLANKING_SECONDS
                is_readable = True
            except Error as error:
                # Said once, not every second of an outage.
                if is_readable:
                    logger.warning("The mail queue cannot be read (%s). Trying on.", type(error).__name__)
                is_readable = False
            close_old_connections()
            if not sent:
                stop.wait(PAUSE_SECONDS)
