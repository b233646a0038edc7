"""A real mail server on loopback for tests, which plays the parts that real ones play."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

# A part: hang up without a word.
DROP = "drop"


class SmtpServer:
    """What a mail server took, and how it behaves.

    ``parts``: for a step (MAIL, RCPT, DATA, or DOT for the answer to the whole message) the reply that it
    gives instead of "ok", the seconds that it is silent before "ok", or ``DROP``. ``only_for``: the recipient
    of the only mails for which it plays its part. ``mails_per_connection``: more get "421".
    """

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.parts: dict[str, str | float] = {}
        self.only_for = ""
        self.password = "right"
        self.sign_ins = self.connections = 0
        self.mails_per_connection = 1000

    async def handle_EHLO(self, server, session, envelope, hostname, responses) -> list[str]:  # noqa: N802
        session.host_name, session.mails = hostname, 0
        self.connections += 1
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        session.mails += 1
        if session.mails > self.mails_per_connection:
            return "421 too many on this connection"
        if reply := await self.play("MAIL", server):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if reply := await self.play("RCPT", server, address):
            return reply
        self.recipients.append(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return await self.play("DOT", server, envelope.rcpt_tos[0]) or "250 OK"

    async def play(self, step: str, server: SMTP, recipient: str = "") -> str:
        """Play the part of a step; return the reply, or nothing where it is "ok"."""
        part = self.parts.get(step, "")
        if self.only_for and recipient != self.only_for:
            return ""
        if part == DROP:
            server.transport.abort()
            # What is written now is lost; the task ends with the connection.
            await asyncio.sleep(10)
        if isinstance(part, float):
            await asyncio.sleep(part)
            return ""
        return part

    def sign_in(self, server, session, envelope, mechanism, data) -> AuthResult:
        """Take one password only."""
        self.sign_ins += 1
        return AuthResult(success=data.password.decode() == self.password, handled=False)


class Conversation(SMTP):
    """aiosmtpd's, which asks no hook when the text is announced."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        handler = self.event_handler
        if reply := await handler.play("DATA", self, self.envelope.rcpt_tos[0]):
            await self.push(reply)
            return
        await super().smtp_DATA(arg)


class Listener(Controller):
    """A controller of conversations that play parts."""

    def factory(self) -> SMTP:
        return Conversation(
            self.handler,
            hostname="mail.test",
            authenticator=self.handler.sign_in,
            auth_require_tls=False,
            loop=self.loop,
        )


@contextmanager
def run_smtp_server(port: int | None = None) -> Iterator[SmtpServer]:
    """Run a mail server for as long as the block lasts."""
    server = SmtpServer(port)
    listener = Listener(server, hostname="127.0.0.1", port=server.port)
    listener.start()
    try:
        yield server
    finally:
        listener.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
