"""gunicorn's threaded worker, but a thread gets a request only once all of it has arrived.

gunicorn's own gives a thread to whoever has sent one byte, and lets it wait for the rest as long as the
sender likes: as many half-sent requests as there are threads stop the site. Here the loop that accepts
connections reads them too, as a proxy would; a slow sender costs a connection and what it has sent so far,
both bounded.
"""

import errno
import socket
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any
from weakref import WeakSet

from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

from lesas_portal.core.arrival import has_arrived
from lesas_portal.core.slow_close import READ_AT_ONCE, SlowClose

ARRIVAL_SECONDS = 20  # for a whole request, or for its first byte
# A page that nobody takes is the kernel's to keep; a thread waits only for what is longer than that.
SEND_SECONDS, SEND_BUFFER = 20, 1_000_000
HELD_AT_MOST = 32_000_000  # of all bodies that arrive or wait for a thread, in one worker
TOO_LONG = (431, "Request Header Fields Too Large", "")


class NothingMore:
    """What a parser finds after all that has arrived, so that no thread ever waits for a client to send.

    An error and not an end: of a body that was cut off, nothing may be taken for the whole.
    """

    def __iter__(self) -> "NothingMore":
        return self

    def __next__(self) -> bytes:
        raise ConnectionResetError(errno.ECONNRESET, "what has not arrived is not waited for")


class Connection(TConn):
    """One connection. ``arrived`` is what was read of the next request and no thread has yet."""

    def __init__(self, worker: "BufferingWorker", sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self.worker = worker
        self.arrived = bytearray()
        self.held = 0
        self.is_cut = self.said_go_on = False
        self.parser = http.get_parser(worker.cfg, NothingMore(), client)
        self.initialized = True
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if sock.family != socket.AF_UNIX:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SEND_SECONDS * 1000)

    def init(self) -> None:
        """Say how long the answer may take; gunicorn calls this in the thread, before each request."""
        self.sock.settimeout(SEND_SECONDS)

    def close(self, graceful: bool = False) -> None:
        """Close, at once or once the client has had time to read the answer."""
        self.held = 0
        if graceful:
            self.worker.slow_close.add(self.sock)
        else:
            util.close(self.sock)


class BufferingWorker(ThreadWorker):
    """The worker. Everything but ``handle`` runs in its main thread, so nothing here needs a lock."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.connections: WeakSet[Connection] = WeakSet()

    def run(self) -> None:
        """Accept and read until the worker stops."""
        self.slow_close = SlowClose(self.poller)
        super().run()

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
        conn = Connection(self, sock, address, listener.getsockname())
        self.connections.add(conn)
        self.enqueue_req(conn)
        if self.nr_conns >= self.worker_connections:
            self.make_room()

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for the next request of ``conn``, of which its parser may hold the beginning already."""
        conn.arrived = bytearray(conn.parser.unreader.take_buffered())
        conn.is_cut = conn.said_go_on = False
        conn.timeout = time.monotonic() + ARRIVAL_SECONDS
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)
        if not self.hand_over_if_whole(conn):
            readable(conn.sock)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Read what is there."""
        try:
            data = client.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop(conn)
            return
        conn.arrived += data
        conn.held = len(conn.arrived)
        if not self.hand_over_if_whole(conn):
            self.keep_within_memory(conn)

    def hand_over_if_whole(self, conn: Connection) -> bool:
        """Give ``conn`` to a thread if its request has arrived as far as it will be read; say so."""
        state = has_arrived(conn.arrived, line=self.cfg.limit_request_line)
        if state.asks and not conn.said_go_on:
            conn.said_go_on = True
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if not state.is_over:
            return False
        self.stop_waiting_for(conn)
        if state.is_endless:
            self.nr_conns -= 1
            with suppress(OSError):
                util.write_error(conn.sock, *TOO_LONG)
            conn.close(graceful=True)
            return True
        conn.is_cut = state.is_cut
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.arrived = bytearray()
        future = self.tpool.submit(self.handle, conn)
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))
        return True

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Where the body was not read to its end, nobody knows where the next request begins."""
        return not conn.is_cut and super()._keepalive_after(conn, keepalive)

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
        """Stop waiting for ``conn``."""
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
        """When the worker stops: wait for what is arriving no longer than for those that send nothing."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)
