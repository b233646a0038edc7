"""What hostile and slow clients do to everybody else: a table, without a proxy and behind the shipped one.

``python -m tests.resilience.abuse`` starts gunicorn as it ships, and nginx with the shipped file where it is
installed. While each attack goes on, the Front Door is asked for again and again: printed are its median and
its slowest answer, what the attackers were answered, and gunicorn's memory before, at its most and after.
"""

import argparse
import socket
import ssl
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from tests.resilience.shipped import HOST, gunicorn, memory, nginx

MANY, SOME = 60, 20
MORE_THAN_FIT = 900  # two workers have room for 400 each
GOAL_SECONDS = 1.0
HEAD = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
BOUNDARY = "x"
# The certificate is made for the run, and nobody vouches for it.
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TLS.check_hostname, TLS.verify_mode = False, ssl.CERT_NONE


@dataclass
class Attack:
    """``raw`` over each of ``number`` connections, which are then left open.

    ``is_whole``: an answer is waited for. ``trickle``: more of it, a byte each half second. ``is_deaf``: the
    answer is not taken.
    """

    raw: bytes
    number: int = MANY
    is_whole: bool = True
    trickle: bytes = b""
    is_deaf: bool = False
    statuses: Counter = field(default_factory=Counter)


def get(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\n{HEAD}{more}\r\n".encode()


def post(path: str, body: bytes, more: str = FORM) -> bytes:
    return f"POST {path} HTTP/1.1\r\n{HEAD}{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


def files(number: int) -> bytes:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\na\r\n'
    return (part * number + f"--{BOUNDARY}--\r\n").encode()


def attacks() -> dict[str, Attack]:
    """Every attack, under the name that the table has for it."""
    check, chunked = "/enquiries/check/", "Transfer-Encoding: chunked\r\n"
    half = post(check, b"a" * 500)[:-480]
    return {
        "nothing (60 connections at rest)": Attack(b"", is_whole=False),
        "half-sent heads": Attack(get("/")[:25], is_whole=False),
        "heads byte by byte": Attack(get("/")[:25], is_whole=False, trickle=b"X-Slow: " + b"a" * 200),
        "heads, more than there is room for": Attack(
            get("/")[:25], MORE_THAN_FIT, is_whole=False, trickle=b"X-Slow: " + b"a" * 200
        ),
        "half-sent bodies": Attack(half, is_whole=False),
        "bodies byte by byte": Attack(half, is_whole=False, trickle=b"a" * 200),
        "half-sent 1.9 MB bodies": Attack(post("/admin/login/", b"a" * 1_990_000)[:-9], is_whole=False),
        "half-sent pieces": Attack(f"POST {check} HTTP/1.1\r\n{HEAD}{chunked}\r\n5\r\nto".encode()),
        "answers not taken": Attack(get("/resources.json"), is_whole=False, is_deaf=True),
        "connections not closed": Attack(b"GET / HTTP/9\r\n\r\n"),
        "8,000-byte lines": Attack(get(f"/search/?q={'a' * 7_980}")),
        "lines without end": Attack(b"GET /" + b"a" * 8_000, is_whole=False),
        "100 kB of headers": Attack(get("/", "".join(f"X-{n}: {'a' * 1_000}\r\n" for n in range(100)))),
        "2.5 MB bodies": Attack(post(check, b"message=" + b"a" * 2_500_000), SOME),
        "10,000 fields": Attack(post(check, b"&".join(b"f%d=a" % n for n in range(10_000))), SOME),
        "200 files": Attack(
            post(
                "/policies/social-media/tailor/",
                files(200),
                f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n",
            ),
            SOME,
        ),
        "20 requests in one": Attack(get("/front-door/") * 20, SOME),
        "SCRIPT_NAME": Attack(get("/x/admin/login/", "SCRIPT_NAME: /x\r\n"), SOME),
    }


@dataclass
class Front:
    """Where a client knocks: a port, with TLS or without."""

    port: int
    is_tls: bool

    def connect(self, receives: int = 0) -> socket.socket:
        sock = socket.socket()
        sock.settimeout(30)
        if receives:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        sock.connect(("127.0.0.1", self.port))
        if not self.is_tls:
            return sock
        return TLS.wrap_socket(sock, server_hostname=HOST)

    def ask(self) -> float:
        """Ask for the Front Door as a new visitor does; return the seconds until all of it came."""
        started = time.monotonic()
        with self.connect() as sock:
            sock.sendall(get("/front-door/", "Connection: close\r\n"))
            parts = list(iter(partial(sock.recv, 65_536), b""))
        assert b" 200 " in parts[0][:20], parts[0][:60]
        assert b"tel:999" in b"".join(parts)
        return time.monotonic() - started


def send(front: Front, attack: Attack, stack: ExitStack) -> list[socket.socket]:
    """Open the connections and send."""
    with ThreadPoolExecutor(attack.number) as pool:
        sockets = pool.map(lambda _: front.connect(4096 if attack.is_deaf else 0), range(attack.number))
        opened = [stack.enter_context(one) for one in sockets]
        list(pool.map(partial(send_one, attack), opened))
    return opened


def send_one(attack: Attack, sock: socket.socket) -> None:
    answer = b""
    try:
        sock.sendall(attack.raw)
    except OSError:
        attack.statuses["closed"] += 1
    if not attack.is_whole:
        return
    try:
        answer = sock.recv(100)
    except OSError:
        answer = b""
    words = answer.split(b" ", 2)
    attack.statuses[words[1].decode() if len(words) > 1 else "closed"] += 1


def measure(front: Front, attack: Attack, master: int, seconds: float) -> tuple[list[float], float, Counter]:
    """Attack and go on asking; return the seconds of each answer, the most memory, and how many failed."""
    taken, most, failed = [], 0.0, Counter()
    with ExitStack() as stack, ThreadPoolExecutor(1) as pool:
        attacker = pool.submit(send, front, attack, stack)
        end = time.monotonic() + seconds
        letters = iter(attack.trickle)
        while time.monotonic() < end or not attacker.done():
            try:
                taken.append(front.ask())
            except (OSError, AssertionError, IndexError) as error:
                failed[repr(error)[:70]] += 1
            most = max(most, memory(master))
            if attacker.done() and (letter := next(letters, None)) is not None:
                for sock in attacker.result():
                    try:
                        sock.send(bytes([letter]))
                    except OSError:
                        attack.statuses["closed"] += 1
            time.sleep(0.3)
    return taken, most, failed


def say(line: str) -> None:
    """Print it now: a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def table(front: Front, master: int, seconds: float, named: str, only: str) -> list[str]:
    """Go through all attacks; print a line each; return those that kept a visitor waiting."""
    slow = []
    say(f"{named}: Front Door median / slowest s, failed; memory before / most / after MB; answers")
    say(f"  {'in peace':<34} {median(front.ask() for _ in range(9)):.2f}")
    for name, attack in attacks().items():
        if only not in name:
            continue
        before = memory(master)
        taken, most, failed = measure(front, attack, master, seconds)
        slowest = max(taken, default=99.0)
        if failed or slowest > GOAL_SECONDS:
            slow.append(f"{named}, {name}")
        answers = ", ".join(f"{number} × {status}" for status, number in attack.statuses.items())
        why = f" ({', '.join(failed)})" if failed else ""
        megabytes = f"{before:.0f} / {most:.0f} / {memory(master):.0f}"
        say(
            f"  {attack.number} {name:<34} {median(taken or [99]):.2f} / {slowest:.2f}, "
            f"{failed.total()}{why}; {megabytes}; {answers or 'none yet'}"
        )
    return slow


def main() -> int:
    """Print both tables; 1 where somebody behind nginx waited longer than was agreed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=8, help="how long each attack goes on at least")
    parser.add_argument("--database-url", help="default: a new SQLite file")
    parser.add_argument("--only-proxy", action="store_true", help="leave out the table without a proxy")
    parser.add_argument("--only", default="", help="attacks with this in their name")
    parser.add_argument("--prepared", action="store_true", help="the database has tables and content")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = given.database_url or f"sqlite:///{folder / 'abuse.sqlite3'}"
        with (
            gunicorn(url, is_prepared=given.prepared) as (port, master),
            nginx(folder, port) as https,
        ):
            if not given.only_proxy:
                table(Front(port, is_tls=False), master, given.seconds, "without a proxy", given.only)
            if https is None:
                say("nginx is not installed: nothing was measured behind it")
                return 0
            slow = table(Front(https, is_tls=True), master, given.seconds, "behind nginx", given.only)
    say(f"slower than {GOAL_SECONDS:.0f} s: {'; '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
