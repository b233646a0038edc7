"""A client's connection to the server, and what has arrived on it that no thread has been given yet."""

import errno
import socket
from typing import Any

from gunicorn import http, util
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from lesas_portal.core.slow_close import SlowClose

# A page that nobody takes is the kernel's to keep; a thread waits only for what is longer than that.
SEND_SECONDS, SEND_BUFFER = 20, 1_000_000


class NothingMore:
    """What a parser finds after all that has arrived, so that no thread ever waits for a client to send.

    An error and not an end: of a body that was cut off, nothing may be taken for the whole.
    """

    def __iter__(self) -> "NothingMore":
        return self

    def __next__(self) -> bytes:
        raise ConnectionResetError(errno.ECONNRESET, "what has not arrived is not waited for")


class Connection(TConn):
    """One connection. ``arrived`` is what was read of the next request and no thread has yet.

    ``size``: how long that request is, where its head is there. ``is_waiting``: the loop looks out for it.
    ``in_loop``: the loop itself answers, and waits for nothing.
    """

    def __init__(
        self, config: Config, slow_close: SlowClose, sock: socket.socket, client: Any, server: Any
    ) -> None:
        super().__init__(config, sock, client, server)
        self.slow_close = slow_close
        self.arrived = bytearray()
        self.size = self.held = 0
        self.is_waiting = self.is_cut = self.said_go_on = self.in_loop = False
        self.parser = http.get_parser(config, NothingMore(), client)
        self.initialized = True
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if sock.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux has it
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SEND_SECONDS * 1000)
            # Where the machine has a lower limit for all, the kernel takes no more than that at once.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, SEND_BUFFER)

    def init(self) -> None:
        """Say how long the answer may take to leave; gunicorn calls this before each answer."""
        self.sock.settimeout(0 if self.in_loop else SEND_SECONDS)

    def close(self, graceful: bool = False) -> None:
        """Close, at once or once the client has had time to read the answer."""
        self.held = 0
        if graceful:
            self.slow_close.add(self.sock)
        else:
            util.close(self.sock)
