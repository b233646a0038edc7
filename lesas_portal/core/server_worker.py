"""gunicorn's threaded worker, but a thread gets a request only once all of it has arrived.

gunicorn's own gives a thread to whoever has sent one byte, and lets it wait for the rest as long as the
sender likes: as many half-sent requests as there are threads stop the site. Here the loop that accepts
connections reads them too, as a proxy would; a slow sender costs a connection and what it has sent so far,
both bounded.
"""

import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from selectors import EVENT_READ
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

from gunicorn import http
from gunicorn.workers.gthread import ThreadWorker

from lesas_portal.core import refused_pages
from lesas_portal.core.arrival import has_arrived
from lesas_portal.core.server_connection import Connection
from lesas_portal.core.slow_close import READ_AT_ONCE, SlowClose

ARRIVAL_SECONDS = 20  # for a whole request, or for its first byte
HELD_AT_MOST = 32_000_000  # of all bodies that arrive or wait for a thread, in one worker


class BufferingWorker(ThreadWorker):
    """The worker. Everything but ``handle_request`` runs in its main thread, so nothing here needs a lock."""

    pending_conns: deque[Connection]
    refused_pages: Path | None = None  # the folder of the pages for what is refused unread

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.connections: WeakSet[Connection] = WeakSet()

    def run(self) -> None:
        """Accept and read until the worker stops."""
        self.slow_close = SlowClose(self.poller)
        super().run()

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """See to what has happened, but for what one before it in the same round has closed."""
        registered = self.poller.get_map()
        for key, _ in self.poller.select(timeout):
            if registered.get(key.fd) is key:
                key.data(key.fileobj)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection; where there are as many as may be, the one that waits longest goes."""
        try:
            sock, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError:
            # The system has no room for another; gunicorn would let the worker die of it.
            self.make_room()
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, self.slow_close, sock, address, listener.getsockname())
        self.connections.add(conn)
        self.enqueue_req(conn)
        if self.nr_conns >= self.worker_connections:
            self.make_room()

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for the next request of ``conn``, of which its parser may hold the beginning already."""
        conn.arrived = bytearray(conn.parser.unreader.take_buffered())
        conn.size, conn.is_cut, conn.said_go_on = 0, False, False
        conn.sock.setblocking(False)
        if self.hand_over_if_whole(conn) or not self.read(conn):
            return
        conn.is_waiting, conn.timeout = True, time.monotonic() + ARRIVAL_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Connection, _: socket.socket) -> None:
        """Read what is there."""
        if self.read(conn):
            self.keep_within_memory(conn)

    def read(self, conn: Connection) -> bool:
        """Read what is there; return whether there is more to wait for."""
        try:
            data = conn.sock.recv(READ_AT_ONCE)
        except BlockingIOError:
            return True
        except OSError:
            data = b""
        if not data:
            self.drop(conn)
            return False
        conn.arrived += data
        conn.held = len(conn.arrived)
        return not self.hand_over_if_whole(conn)

    def hand_over_if_whole(self, conn: Connection) -> bool:
        """Give ``conn`` to a thread if its request has arrived as far as it will be read; say so."""
        if len(conn.arrived) < conn.size:
            return False
        state = has_arrived(conn.arrived, line=self.cfg.limit_request_line)
        conn.size = state.size
        if state.asks and not conn.said_go_on:
            conn.said_go_on = True
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if not state.is_over:
            return False
        self.stop_waiting_for(conn)
        if state.is_endless:
            self.nr_conns -= 1
            self.handle_error(None, conn.sock, conn.client, refused_pages.TOO_LONG)
            conn.close(graceful=True)
            return True
        conn.is_cut = state.is_cut
        self.hand_over(conn)
        return True

    def hand_over(self, conn: Connection) -> None:
        """Give ``conn`` to a thread, which reads what has arrived once more, as gunicorn does."""
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.arrived = bytearray()
        future = self.tpool.submit(self.handle, conn)
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def handle_request(self, req: http.Request, conn: Connection) -> bool:
        """Answer, and keep the connection only where it is known at which byte the next request begins."""
        if conn.is_cut:
            req.force_close()
        req._expected_100_continue = False  # said in time, or never
        try:
            keeps: bool = super().handle_request(req, conn)
        finally:
            # It remembers addresses, which hold what was typed into a search.
            urlsplit.cache_clear()  # type: ignore[attr-defined]
        return keeps

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Say what was wrong, on a page that names whom to ring where there is one."""
        if (page := refused_pages.answer(self.refused_pages, exc)) is None:
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Refused: %s", type(exc).__name__)
        with suppress(OSError):
            client.sendall(page)

    def finish_request(self, conn: Connection, fs: Future) -> None:
        """Wait for the next request, or close."""
        conn.held = 0
        super().finish_request(conn, fs)

    def keep_within_memory(self, conn: Connection) -> None:
        """Drop the largest that is still arriving while all together are too large."""
        if conn.held <= READ_AT_ONCE:
            return
        while self.pending_conns and sum(one.held for one in self.connections) > HELD_AT_MOST:
            self.drop(max(self.pending_conns, key=lambda one: one.held))

    def make_room(self) -> None:
        """Drop the one that has been sending longest, or that has longest asked for nothing."""
        if self.pending_conns:
            self.drop(self.pending_conns[0])
        elif self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0
            self.murder_keepalived()

    def stop_waiting_for(self, conn: Connection) -> None:
        """Stop waiting for ``conn``, if that was begun."""
        if conn.is_waiting:
            conn.is_waiting = False
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)

    def drop(self, conn: Connection) -> None:
        """Close ``conn``, which has not sent all of its request."""
        self.stop_waiting_for(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Close what took too long to arrive, and what took too long to go."""
        super().murder_pending()
        self.slow_close.close_expired()

    def _cap_keepalive(self, deadline: float) -> None:
        """When the worker stops: wait for what is on its way, and not long for who has sent nothing."""
        super()._cap_keepalive(deadline)
        silent = [conn for conn in self.pending_conns if not conn.arrived]
        for conn in silent:
            conn.timeout = min(conn.timeout, deadline)
        # The first is the next to go.
        self.pending_conns = deque(sorted(self.pending_conns, key=lambda conn: conn.timeout))
