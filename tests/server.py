"""A real gunicorn on loopback for tests: its own database file, its own last-known copy, its log kept."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.portal.smtp_server import free_port

ROOT = Path(__file__).resolve().parents[1]
OURS = ("ALLOWED_HOSTS", "SITE_URL", "SECRET_KEY", "EMAIL_URL", "CACHE_URL", "TRUSTED_PROXIES", "DEBUG")
PATIENCE_SECONDS = 60


@dataclass
class Answer:
    """What came back over the wire: the status, the head as it was sent, and the body."""

    status: int
    head: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Server:
    """One gunicorn with one worker. ``log`` is what it wrote on standard error.

    With a ``socket_path`` it listens there, and on no port.
    """

    port: int
    log_path: Path
    pid: int = 0
    socket_path: Path | None = None

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def send(self, raw: bytes | str, *, timeout: float = 20) -> Answer:
        """Send ``raw`` as it is, then read one answer until the server has sent all of it."""
        data = raw.encode() if isinstance(raw, str) else raw
        with self.connect(timeout) as connection:
            connection.sendall(data)
            return _read(connection)

    def connect(self, timeout: float = 20) -> socket.socket:
        """A connection to it."""
        if self.socket_path is None:
            return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(timeout)
        try:
            connection.connect(str(self.socket_path))
        except OSError:
            connection.close()
            raise
        return connection

    def get(self, path: str, *headers: str) -> Answer:
        """Ask for ``path`` with these header lines."""
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers]
        return self.send("\r\n".join([*lines, "", ""]))


@contextmanager
def serve(folder: Path, *, through: Sequence[str] = (), **settings: str) -> Iterator[Server]:
    """Run the portal as in production in ``folder``, with these settings, for as long as the block lasts.

    Its database has its tables: ``served.sqlite3`` in the folder, or that of DATABASE_URL. ``through``: a
    command that starts it.
    """
    (folder / "static").mkdir(exist_ok=True)
    port, log_path = free_port(), folder / "stderr.log"
    environment = environment_for(folder) | {"PORT": str(port), "WEB_CONCURRENCY": "1", **settings}
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [*through, sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    socket_path = settings.get("SOCKET")
    server = Server(port, log_path, process.pid, Path(socket_path) if socket_path else None)
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)


def workers_of(server: Server) -> list[int]:
    """The numbers of the processes that its master has begun."""
    found = subprocess.run(["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=False)
    return sorted(map(int, found.stdout.split()))


def environment_for(folder: Path) -> dict[str, str]:
    """The environment of a process of the portal whose files are all in ``folder``."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | {
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "SERVED_FROM": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'served.sqlite3'}",
    }


def _wait(server: Server, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.get("/health/")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{server.log}")


def _read(connection: socket.socket) -> Answer:
    held = b""
    while chunk := connection.recv(65536):
        held += chunk
        head, end, body = held.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        if end and length and len(body) >= int(length[1]):
            break
    head, _, body = held.partition(b"\r\n\r\n")
    return Answer(int(head.split(b" ", 2)[1]), head.decode("latin-1"), body)
