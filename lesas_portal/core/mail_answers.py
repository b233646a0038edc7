"""What the mail server says, and how long the portal listens: settings.MAIL_TIMEOUTS, one for each step."""

import select
import smtplib
import ssl
import time
from dataclasses import dataclass

from django.conf import settings

from lesas_portal.core.mail_outcomes import Outcome, Result, Step, of_error, of_reply


@dataclass(frozen=True)
class Awaited:
    """A mail that was handed over whole and that the server has not answered yet."""

    smtp: smtplib.SMTP
    until: float

    def answer(self, seconds: float) -> Result | None:
        """Wait so many seconds at most for the answer; None while it may still come."""
        left = self.until - time.monotonic()
        if is_readable(self.smtp, max(0.0, min(seconds, left))):
            result = read_answer(self.smtp)
        elif self.until <= time.monotonic():
            result = Result(Outcome.UNKNOWN, kind=TimeoutError.__name__)
        else:
            return None
        self.close()
        return result

    def close(self) -> None:
        """Hang up."""
        self.smtp.close()


def await_answer(smtp: smtplib.SMTP) -> Awaited:
    """Return the answer of ``smtp`` as one to wait for as long as RFC 5321 asks."""
    return Awaited(smtp, until=time.monotonic() + settings.MAIL_TIMEOUTS["answer"])


def read_answer(smtp: smtplib.SMTP) -> Result:
    """Return what the server says about a mail that it was given whole."""
    try:
        wait_at_most(smtp, "command")
        code = smtp.getreply()[0]
    except OSError as error:
        return of_error(Step.ANSWER, error)
    return Result(Outcome.SENT, code) if code == 250 else of_reply(Step.ANSWER, code)


def expect(reply: tuple[int, bytes], *codes: int) -> None:
    """Raise SMTPResponseException for a reply with which the conversation does not go on."""
    if reply[0] not in codes:
        raise smtplib.SMTPResponseException(*reply)


def wait_at_most(smtp: smtplib.SMTP, step: str) -> None:
    """Give the server as long as this step may take."""
    if smtp.sock:
        smtp.sock.settimeout(settings.MAIL_TIMEOUTS[step])


def is_readable(smtp: smtplib.SMTP, seconds: float) -> bool:
    """Whether the server says something, or hangs up, within so many seconds."""
    sock = smtp.sock
    if sock is None:
        raise smtplib.SMTPServerDisconnected
    if isinstance(sock, ssl.SSLSocket) and sock.pending():
        return True
    return bool(select.select([sock], [], [], seconds)[0])
