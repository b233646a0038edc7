"""Connections whose answer was sent, and which the client has not closed yet."""

import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ, BaseSelector

from gunicorn import util

CLOSING_SECONDS, CLOSING_AT_MOST = 2, 100
READ_AT_ONCE = 65_536


class SlowClose:
    """Closes each once its client has, or after two seconds: at once, a client might never see the answer.

    gunicorn's own way (RFC 9112, 9.6, too) waits in the loop that accepts: each client that does not close
    would hold up everybody for those two seconds.
    """

    def __init__(self, poller: BaseSelector) -> None:
        self.poller = poller
        self.waiting: deque[tuple[float, socket.socket]] = deque()

    def add(self, sock: socket.socket) -> None:
        """Send the end of what we say, and wait for that of the client."""
        try:
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            util.close(sock)
            return
        sock.setblocking(False)
        if len(self.waiting) >= CLOSING_AT_MOST:
            self._close(self.waiting[0])
        entry = (time.monotonic() + CLOSING_SECONDS, sock)
        self.waiting.append(entry)
        self.poller.register(sock, EVENT_READ, partial(self._discard, entry))

    def close_expired(self) -> None:
        """Close those that took too long."""
        while self.waiting and self.waiting[0][0] < time.monotonic():
            self._close(self.waiting[0])

    def _discard(self, entry: tuple[float, socket.socket], client: socket.socket) -> None:
        """Throw away what still comes."""
        try:
            data = client.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._close(entry)

    def _close(self, entry: tuple[float, socket.socket]) -> None:
        self.waiting.remove(entry)
        self.poller.unregister(entry[1])
        util.close(entry[1])
