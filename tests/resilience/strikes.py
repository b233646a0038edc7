"""Faults that strike the n-th call of one kind, as they strike in real life.

A statement is cancelled by the server, or interrupted by SQLite itself. A connection is cut on the wire: the
proxy between us and the server resets it at the n-th message, whichever side sent it. The n-th file that is
opened to be written, made or renamed meets a full disk, which Python's own audit events bring about.
"""

import errno
import os
import socket
import sqlite3
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import connection

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
# SQLite is interrupted in the middle of it.
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
FILE_EVENTS = {"os.mkdir", "os.rename", "os.remove", "os.truncate", "os.link", "os.symlink"}


@dataclass
class Count:
    """Counts calls; says at which one to strike, and remembers what that call was."""

    strike_at: int
    seen: int = 0
    struck: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_due(self, call: str) -> bool:
        """Count ``call``; return whether the fault strikes it."""
        with self.lock:
            self.seen += 1
            if self.seen != self.strike_at or self.struck:
                return False
            self.struck = call
            return True


@contextmanager
def cancelled_call(n: int) -> Iterator[Count]:
    """The n-th statement or commit fails, and the connection stays."""
    count = Count(n)

    def execute(perform: Callable, sql: str, *rest):
        if count.is_due(_named(sql)):
            _cancel(sql)
        return perform(sql, *rest)

    commit = connection._commit

    def commit_or_fail() -> None:
        if count.is_due("COMMIT"):
            _cancel("COMMIT")
        commit()

    connection._commit = commit_or_fail
    try:
        with connection.execute_wrapper(execute):
            yield count
    finally:
        del connection._commit


def _cancel(sql: str) -> None:
    """Let the driver raise its own error in the middle of a statement."""
    with connection.wrap_database_errors:
        connection.ensure_connection()
        if connection.vendor == "postgresql":
            # In the server's eyes the transaction has failed, as after any cancelled statement.
            connection.connection.cursor().execute("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(5)")
        raw = connection.connection
        raw.set_progress_handler(lambda: 1, 1)
        try:
            raw.execute(ENDLESS)
        finally:
            raw.set_progress_handler(None, 1)
    raise AssertionError(f"not cancelled: {sql}")


@contextmanager
def held_lock(n: int) -> Iterator[Count]:
    """From the n-th statement on another process writes into SQLite's file, and does not come to an end."""
    count, options = Count(n), connection.settings_dict["OPTIONS"]
    patience = options["timeout"]
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)

    def execute(perform: Callable, sql: str, *rest):
        # Within our own transaction it is the other one that waits.
        if not connection.in_atomic_block and count.is_due(_named(sql)):
            other.execute("BEGIN IMMEDIATE")
        return perform(sql, *rest)

    connection.close()
    options["timeout"] = 0.1
    try:
        with connection.execute_wrapper(execute):
            yield count
    finally:
        other.close()
        connection.close()
        options["timeout"] = patience


@contextmanager
def full_disk(n: int) -> Iterator[Count]:
    """The n-th write of a file in this thread meets a full disk."""
    count, thread = Count(n), threading.get_ident()

    def meet(event: str, arguments: tuple) -> None:
        if threading.get_ident() == thread and _writes(event, arguments):
            call = f"{event} {os.path.basename(str(arguments[0]))[:12]}"
            if count.is_due(call):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    _audit.append(meet)
    try:
        yield count
    finally:
        _audit.remove(meet)


# An audit hook cannot be taken away again, so one is set for good and asks these.
_audit: list[Callable[[str, tuple], None]] = []
_is_hooked: list[bool] = []


def watch_files() -> None:
    """Let ``full_disk`` hear of files. Once for a process."""
    if not _is_hooked:
        sys.addaudithook(lambda event, arguments: [hook(event, arguments) for hook in _audit] and None)
        _is_hooked.append(True)


def _writes(event: str, arguments: tuple) -> bool:
    is_write = event in FILE_EVENTS
    if event == "open":
        is_write = bool((arguments[2] or 0) & WRITES)
    # Python keeps compiled modules as it likes, and does without.
    return is_write and "__pycache__" not in str(arguments[0])


def _named(sql: str) -> str:
    words = sql.replace('"', "").split()
    tables = [word for word in words if word.startswith(("core_", "enquiries_", "guidance_"))]
    return " ".join([*words[:1], *(table.partition(".")[0] for table in tables[:1])])


class Proxy:
    """Stands between us and a server on loopback, and resets the connection at the n-th message.

    A message is what one side sends until the other does: in how many pieces it comes is chance. A connection
    that is made counts as one. With ``stays_away`` it takes no other until ``heal``.
    """

    def __init__(self, port: int) -> None:
        self.server = port
        self.count = Count(0)
        self.stays_away = False
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    def strike(self, n: int, *, stays_away: bool = False) -> Count:
        """Count anew, and strike at the n-th: once the connections before have said farewell."""
        deadline = time.monotonic() + 2
        while any(one.fileno() != -1 for one in self._open) and time.monotonic() < deadline:
            time.sleep(0.005)
        self._open.clear()
        self.count, self.stays_away = Count(n), stays_away
        return self.count

    def heal(self) -> None:
        """Strike no more, and listen again."""
        with self._lock:
            self.count = Count(0)
            if self._listener.fileno() == -1:
                self._listener = self._listen(self.port)

    def close(self) -> None:
        """Let go of everything."""
        for one in (self._listener, *self._open):
            _close(one)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            pair = (client, socket.create_connection(("127.0.0.1", self.server)))
            self._open += pair
            if self._is_struck("connection", pair):
                continue
            speaker = [""]
            for source, target, name in ((*pair, "to"), (*pair[::-1], "from")):
                arguments = (source, target, name, speaker)
                threading.Thread(target=self._pass_on, args=arguments, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, name: str, speaker: list[str]) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 20):
                is_new, speaker[0] = speaker[0] != name, name
                call = f"{name} the server: {_readable(data)}"
                if is_new and self._is_struck(call, (source, target)):
                    return
                target.sendall(data)
        for one in (source, target):
            _close(one)

    def _is_struck(self, call: str, pair: tuple[socket.socket, socket.socket]) -> bool:
        # A farewell may be struck while the next connection is being made, which is not to be cut as well.
        with self._lock:
            if not self.count.is_due(call):
                return False
            if self.stays_away:
                _close(self._listener)
            for one in pair:
                # Closed without a farewell: the other side gets a reset.
                with suppress(OSError):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                _close(one)
            return True


def _close(one: socket.socket) -> None:
    # A thread that waits in accept() or recv() is woken by this, and not by close() alone.
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def _readable(data: bytes) -> str:
    words = "".join(chr(byte) if 32 <= byte < 127 else " " for byte in data[:60]).split()
    return " ".join(words)[:24]
