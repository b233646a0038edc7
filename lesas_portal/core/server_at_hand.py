"""The worker of ``server_worker``, whose loop answers by itself what the application has at hand.

In each round of the loop the requests that have arrived whole are looked at together, once all events have
been seen to. A thread is asked only for what is not at hand.
"""

import socket
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from fcntl import ioctl
from termios import TIOCOUTQ
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from lesas_portal.core.arrival import END
from lesas_portal.core.at_hand import MARK, ROUND, NotAtHandError, Round
from lesas_portal.core.server_connection import Connection
from lesas_portal.core.server_worker import BufferingWorker

READS = (b"GET ", b"HEAD ")
NONE = bytes(4)


class AtHandWorker(BufferingWorker):
    """The worker, for an application that is marked (``at_hand.mark``); others go to threads as ever."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.whole: list[Connection] = []
        self.round: Round | None = None
        self.answers_at_hand = False

    def load_wsgi(self) -> None:
        """Load the application, and let it see the round where the loop asks."""
        super().load_wsgi()
        application: WSGIApplication = self.wsgi  # type: ignore[has-type]
        self.answers_at_hand = getattr(application, MARK, False)
        if self.answers_at_hand:
            self.wsgi = self._seeing_the_round(application)

    def _seeing_the_round(self, application: WSGIApplication) -> WSGIApplication:
        loop = threading.get_ident()

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if threading.get_ident() == loop:
                environ[ROUND] = self.round
            return application(environ, start_response)

        return answer

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """See to what has happened; then answer, or give to threads, what has arrived."""
        super().wait_for_and_dispatch_events(timeout)
        whole, self.whole, self.round = self.whole, [], Round()
        for conn in whole:
            self.answer(conn)

    def accept(self, listener: socket.socket) -> None:
        """Take as many new connections as there are threads: in a round they wait for one read together."""
        for _ in range(self.cfg.threads):
            super().accept(listener)

    def hand_over(self, conn: Connection) -> None:
        """Keep ``conn`` to the end of the round if its page may be at hand; else give it to a thread."""
        if self.answers_at_hand and _may_be_at_hand(conn):
            self.whole.append(conn)
        else:
            super().hand_over(conn)

    def answer(self, conn: Connection) -> None:
        """Answer here, or give ``conn`` to a thread."""
        request = bytes(conn.arrived)
        conn.parser.unreader.unread(request)
        conn.in_loop = True
        try:
            keeps = self.handle(conn)
        except NotAtHandError:
            # A thread will read and count it, as if nobody had. It may begin at once: all is said before.
            conn.in_loop, conn.parser.mesg = False, None
            self.nr -= 1
            super().hand_over(conn)
            return
        conn.in_loop = False
        conn.arrived = bytearray()
        answered: Future = Future()
        answered.set_result(keeps)
        self.finish_request(conn, answered)


def _may_be_at_hand(conn: Connection) -> bool:
    """Whether a head that asks to read is all that came, and what was sent before has been taken.

    Of a body, or of a next request, the parser would keep what a thread is then given once more.
    """
    is_head = conn.arrived.find(END) + len(END) == len(conn.arrived)
    if not is_head or conn.is_cut or not conn.arrived.startswith(READS):
        return False
    try:
        return ioctl(conn.sock, TIOCOUTQ, NONE) == NONE
    except OSError:
        return False
