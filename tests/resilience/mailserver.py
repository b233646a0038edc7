"""A mail server that can be stopped, started and slowed down, and remembers what it took."""

import asyncio
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.portal.smtp_server import free_port


class Mailserver:
    """Takes mail on one port of loopback. ``taken`` holds (recipient, subject, Message-ID), in order."""

    def __init__(self) -> None:
        self.port = free_port()
        self.delay_seconds = 0.0
        self.taken: list[tuple[str, str, str]] = []
        self._controller: Controller | None = None

    def start(self) -> None:
        """Begin to listen; nothing happens when it does already."""
        if self._controller is None:
            self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self._controller.start()

    def stop(self) -> None:
        """Refuse connections from now on and drop those that are open."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, server, session, envelope) -> str:
        await asyncio.sleep(self.delay_seconds)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.rcpt_tos[0], mail["Subject"], mail["Message-ID"]))
        return "250 OK"
