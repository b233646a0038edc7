"""A worker of the server whose loop goes round when a test says so, and those who call it."""

import selectors
import socket
import time
from collections.abc import Iterable
from wsgiref.types import WSGIApplication

from gunicorn.config import Config
from gunicorn.glogging import Logger

from lesas_portal.core.server_worker import BufferingWorker
from lesas_portal.core.slow_close import SlowClose

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
A_MOMENT = 0.05


def application(environ, start_response) -> Iterable[bytes]:
    """Answers with what was sent."""
    sent = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(sent)))])
    return [sent]


class Served:
    """What gunicorn asks for the application."""

    def __init__(self, application: WSGIApplication) -> None:
        self.wsgi = lambda: application


class Loop:
    """A worker whose loop goes round when the test says so, and those who call it."""

    def __init__(
        self,
        connections: int = 10,
        worker: type[BufferingWorker] = BufferingWorker,
        serves: WSGIApplication = application,
    ) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        config = Config()
        config.set("worker_connections", connections)
        config.set("threads", 1)
        self.worker = worker(1, 1, [listener], Served(serves), 60, config, Logger(config))
        self.worker.load_wsgi()
        self.worker.tpool = self.worker.get_thread_pool()
        self.worker.poller = selectors.DefaultSelector()
        self.worker.method_queue.init()
        queue = self.worker.method_queue
        self.worker.poller.register(queue.fileno(), selectors.EVENT_READ, queue.run_callbacks)
        self.worker.slow_close = SlowClose(self.worker.poller)
        self.worker.set_accept_enabled(True)
        self.address = listener.getsockname()
        self.clients: list[socket.socket] = []

    def call(self, raw: bytes = b"") -> socket.socket:
        """Somebody connects and sends ``raw``; the loop has not noticed yet."""
        client = socket.create_connection(self.address, timeout=5)
        self.clients.append(client)
        if raw:
            client.sendall(raw)
        return client

    def go_round(self, times: int = 1) -> None:
        for _ in range(times):
            time.sleep(A_MOMENT)
            self.worker.wait_for_and_dispatch_events(A_MOMENT)

    def close(self) -> None:
        self.worker.tpool.shutdown()
        closing = [sock for _, sock in self.worker.slow_close.waiting]
        open_ones = [conn.sock for conn in self.worker.connections]
        for one in (*self.clients, *self.worker.sockets, *closing, *open_ones, self.worker.tmp):
            one.close()
        self.worker.poller.close()
        self.worker.method_queue.close()
