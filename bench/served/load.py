"""Asks a server for one page as fast as it answers, over a few kept connections; a process of its own.

``load.py PORT PATH SECONDS ENCODING`` prints as JSON how many answers came, their bytes on the wire without
headers, and the seconds it took. Any answer but 200 ends it. Plain sockets: an HTTP library would cost more
than the page. A connection that the server closes between two answers, as when it renews a worker, is opened
anew.
"""

import json
import socket
import sys
import time

CONNECTIONS = 4
END = b"\r\n\r\n"


class Connection:
    """One kept connection on which the same question is asked again and again."""

    def __init__(self, port: int, path: str, encoding: str) -> None:
        self._port = port
        lines = (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Accept-Encoding: {encoding}", "", "")
        self._question = "\r\n".join(lines).encode()
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        """Send the question."""
        try:
            self._socket.sendall(self._question)
        except OSError:
            self._open()
            self._socket.sendall(self._question)

    def answer(self) -> int:
        """Read the answer; return how long its body was."""
        try:
            return self._read()
        except (ConnectionError, EOFError):
            self._open()
            self._socket.sendall(self._question)
            return self._read()

    def _read(self) -> int:
        got = self._socket.recv(65536)
        while END not in got:
            more = self._socket.recv(65536)
            if not more:
                raise EOFError
            got += more
        head, _, body = got.partition(END)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(head.decode(errors="replace"))
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        missing = length - len(body)
        while missing:
            more = self._socket.recv(missing)
            if not more:
                raise EOFError
            missing -= len(more)
        if b"\r\nconnection: close" in head.lower():
            self._open()
        return length


def main(port: str, path: str, seconds: str, encoding: str) -> None:
    """Ask until the time is over, and print what came."""
    connections = [Connection(int(port), path, encoding) for _ in range(CONNECTIONS)]
    answers = length = 0
    start = time.perf_counter()
    for connection in connections:
        connection.ask()
    while (taken := time.perf_counter() - start) < float(seconds):
        for connection in connections:
            length = connection.answer()
            connection.ask()
        answers += CONNECTIONS
    for connection in connections:
        connection.answer()
    taken = time.perf_counter() - start
    sys.stdout.write(json.dumps({"answers": answers + CONNECTIONS, "bytes": length, "seconds": taken}))


if __name__ == "__main__":
    main(*sys.argv[1:])
