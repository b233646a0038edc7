"""What one attempt to send a mail can come to, told apart by the step at which the mail server said no.

Until the mail server has taken the portal as a sender, an error says something about the server or about the
portal's settings, so it concerns every mail. From the recipient on it belongs to that one mail. After the
final dot an error leaves open whether the mail was taken (RFC 5321, 4.2.5 and 6.1).
"""

import smtplib
from enum import Enum, StrEnum, auto
from typing import NamedTuple


class Step(Enum):
    """Where in the conversation with the mail server an attempt was."""

    CONNECT = auto()
    SIGN_IN = auto()
    SENDER = auto()
    RECIPIENT = auto()
    TEXT = auto()
    ANSWER = auto()


class Outcome(StrEnum):
    """What came of an attempt."""

    SENT = "sent"
    NO_CONNECTION = "no connection"
    NOT_SIGNED_IN = "not signed in"
    SENDER_REFUSED = "sender refused"
    LATER = "later"
    SILENT = "silent"
    RECIPIENT_REFUSED = "recipient refused"
    TEXT_REFUSED = "text refused"
    UNSENDABLE = "unsendable"
    UNKNOWN = "unknown"

    @property
    def concerns_every_mail(self) -> bool:
        """Whether the next mail would fare no better."""
        return self in {Outcome.NO_CONNECTION, Outcome.NOT_SIGNED_IN, Outcome.SENDER_REFUSED}

    @property
    def is_refusal(self) -> bool:
        """Whether the answer was "never", not "later"."""
        return self in {Outcome.RECIPIENT_REFUSED, Outcome.TEXT_REFUSED, Outcome.UNSENDABLE}


IN_WORDS = {
    Outcome.SENT: "Sent",
    Outcome.NO_CONNECTION: "There is no safe connection to the mail server",
    Outcome.NOT_SIGNED_IN: "The mail server does not take the portal's user name and password",
    Outcome.SENDER_REFUSED: "The mail server does not take mail from the portal's address",
    Outcome.LATER: "The mail server asked to try later",
    Outcome.SILENT: "The mail server did not answer in time",
    Outcome.RECIPIENT_REFUSED: "The mail server refused the address",
    Outcome.TEXT_REFUSED: "The mail server refused the message",
    Outcome.UNSENDABLE: "The message could not be made",
    Outcome.UNKNOWN: "The mail server never said whether it took the message, so it may have arrived",
}
EARLY = {
    Step.CONNECT: Outcome.NO_CONNECTION,
    Step.SIGN_IN: Outcome.NOT_SIGNED_IN,
    Step.SENDER: Outcome.SENDER_REFUSED,
}
AUTHENTICATION_REQUIRED = 530  # RFC 4954, 6


class Result(NamedTuple):
    """What came of one attempt, with the mail server's number, or else the kind of error."""

    outcome: Outcome
    code: int | None = None
    kind: str = ""

    @property
    def in_words(self) -> str:
        """A phrase for people, with the server's number, never its own words: they may quote the address."""
        return IN_WORDS[self.outcome] + (f" ({self.code})" if self.code else "")

    @property
    def in_log(self) -> str:
        """The same for whoever runs the portal, with the kind of error where there is no number."""
        return self.in_words + (f" ({self.kind})" if self.kind else "")


def of_reply(step: Step, code: int) -> Result:
    """Return what a reply means that is not the one which the conversation goes on with."""
    if step is Step.SENDER and code == AUTHENTICATION_REQUIRED:
        return Result(Outcome.NOT_SIGNED_IN, code)
    if step in EARLY:
        return Result(EARLY[step], code)
    if 400 <= code <= 499:
        return Result(Outcome.LATER, code)
    if 500 <= code <= 599:
        refused = Outcome.RECIPIENT_REFUSED if step is Step.RECIPIENT else Outcome.TEXT_REFUSED
        return Result(refused, code)
    # Not a reply of SMTP at all.
    return Result(Outcome.UNKNOWN if step is Step.ANSWER else Outcome.LATER, code)


def of_error(step: Step, error: Exception) -> Result:
    """Return what an exception means that ended the conversation at ``step``."""
    if isinstance(error, smtplib.SMTPResponseException):
        return of_reply(step, error.smtp_code)
    cause = _cause(error)
    kind = type(cause).__name__
    if step in EARLY:
        return Result(EARLY[step], kind=kind)
    if step is Step.ANSWER:
        return Result(Outcome.UNKNOWN, kind=kind)
    if not isinstance(cause, OSError):
        # An address or a text that cannot be put into the protocol.
        return Result(Outcome.UNSENDABLE, kind=kind)
    return Result(Outcome.SILENT if isinstance(cause, TimeoutError) else Outcome.LATER, kind=kind)


def _cause(error: Exception) -> BaseException:
    """Return what ``smtplib`` wrapped: it calls a server that fell silent, and one that hung up, the same."""
    wrapped = isinstance(error, smtplib.SMTPServerDisconnected) and error.__context__
    return wrapped or error
