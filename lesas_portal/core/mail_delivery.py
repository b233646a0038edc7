"""The conversation with the mail server, step by step, so that an error is known by where it came.

Django's own way sends in one go and has one time-out for all. Where no mail server is set up (console, file,
memory), Django's backends take the mail.
"""

import smtplib
import ssl

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.message import sanitize_address
from django.core.mail.utils import DNS_NAME

from lesas_portal.core.mail_answers import (
    Awaited,
    await_answer,
    expect,
    is_readable,
    read_answer,
    wait_at_most,
)
from lesas_portal.core.mail_message import lines_of, message_of
from lesas_portal.core.mail_outcomes import Outcome, Result, Step, of_error
from lesas_portal.core.models import QueuedEmail

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class SmtpDelivery:
    """Mails over one connection, opened for the first of them and again after it broke."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None
        self._step = Step.CONNECT

    def send(self, mail: QueuedEmail) -> Result | Awaited:
        """Hand over one mail. Never raises: whatever went wrong with one, the others must still go out."""
        try:
            return self._converse(mail)
        except Exception as error:
            # After a "no" within the text the server may take what comes next for more of it.
            was_answered = isinstance(error, smtplib.SMTPResponseException) and self._step is not Step.TEXT
            self._tidy(is_whole=was_answered)
            return of_error(self._step, error)

    def close(self) -> None:
        """Take leave of the server."""
        if self._smtp is None:
            return
        try:
            self._smtp.quit()
        except OSError:
            self._smtp.close()
        self._smtp = None

    def _converse(self, mail: QueuedEmail) -> Result | Awaited:
        self._step = Step.TEXT
        message = message_of(mail)
        charset = message.encoding or settings.DEFAULT_CHARSET
        sender = sanitize_address(message.from_email, charset)
        recipient = sanitize_address(mail.recipient, charset)
        text = lines_of(message)
        smtp = self._introduced(sender)
        self._step = Step.RECIPIENT
        expect(smtp.rcpt(recipient), 250, 251, 252)
        self._step = Step.TEXT
        expect(smtp.docmd("DATA"), 354)
        return self._hand_over(smtp, text)

    def _hand_over(self, smtp: smtplib.SMTP, text: bytes) -> Result | Awaited:
        wait_at_most(smtp, "text")
        smtp.send(text)
        if is_readable(smtp, 0):
            # It spoke, or hung up, before the message was whole: so it took nothing.
            expect(smtp.getreply())
        self._step = Step.ANSWER
        smtp.send(b".\r\n")
        if not is_readable(smtp, settings.MAIL_TIMEOUTS["aside"]):
            # The others need not wait for it, and go over another connection.
            self._smtp = None
            return await_answer(smtp)
        result = read_answer(smtp)
        if result.outcome is not Outcome.SENT:
            self._tidy(is_whole=result.code is not None)
        return result

    def _introduced(self, sender: str) -> smtplib.SMTP:
        """Return a connection on which the server took the portal as the sender of the next mail."""
        if self._smtp is not None:
            # Servers limit what one connection may do: only what a fresh one says counts.
            try:
                return self._mail_from(self._smtp, sender)
            except OSError:
                self._tidy(is_whole=False)
        return self._mail_from(self._opened(), sender)

    def _opened(self) -> smtplib.SMTP:
        self._step = Step.CONNECT
        self._smtp = smtp = _connected()
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        self._step = Step.SIGN_IN
        if settings.EMAIL_HOST_USER and settings.EMAIL_HOST_PASSWORD:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        return smtp

    def _mail_from(self, smtp: smtplib.SMTP, sender: str) -> smtplib.SMTP:
        self._step = Step.SENDER
        wait_at_most(smtp, "command")
        expect(smtp.mail(sender), 250)
        return smtp

    def _tidy(self, *, is_whole: bool) -> None:
        """Make the connection ready for the next mail, or hang up where its conversation broke."""
        if self._smtp is None:
            return
        try:
            if is_whole and self._smtp.rset()[0] == 250:
                return
        except OSError:
            pass
        self._smtp.close()
        self._smtp = None


class DjangoDelivery:
    """What Django has instead of a mail server: the console, files, or memory."""

    def send(self, mail: QueuedEmail) -> Result:
        """Hand over one mail. Never raises."""
        try:
            message_of(mail).send()
        except Exception as error:
            is_early = isinstance(error, OSError | ImproperlyConfigured)
            return of_error(Step.CONNECT if is_early else Step.TEXT, error)
        return Result(Outcome.SENT)

    def close(self) -> None:
        """Nothing stays open."""


def delivery() -> SmtpDelivery | DjangoDelivery:
    """Return the way out that EMAIL_URL set up."""
    return SmtpDelivery() if settings.EMAIL_BACKEND == SMTP_BACKEND else DjangoDelivery()


def _connected() -> smtplib.SMTP:
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT, DNS_NAME.get_fqdn(), settings.MAIL_TIMEOUTS["connect"])
    host, port, own_name, seconds = where
    if settings.EMAIL_USE_SSL:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, own_name, timeout=seconds, context=context)
    return smtplib.SMTP(host, port, own_name, timeout=seconds)
