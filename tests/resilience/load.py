"""Many at once, as on the morning after a letter to all schools: readers who read and senders who send.

``python -m tests.resilience.load`` starts gunicorn as it ships, on a new SQLite file or ``--database-url``.
Each of 200 readers keeps a connection and goes from address to address of the sitemap, with searches among
them, and time to read between them; each of 20 senders goes through the whole enquiry form, again and again,
from an address of its own each time. Anything but the expected answer is an error, and every enquiry that was
confirmed must be stored. Prints the median, the 99th percentile and the slowest of each kind.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.resilience.shipped import FORWARDED, HOST, ROOT, gunicorn

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN_SECONDS = 3.2
THINK_SECONDS, WRITE_SECONDS = (2, 8), (2, 6)
SEARCHES = ("filtering", "sexting", "acceptable use policy", "kcsie", "gaming", "parents evening", "ai")
SEARCHES_IN_TEN = 1


@dataclass
class Load:
    """One run: what is asked, for how long, and what came of it."""

    port: int
    seconds: float
    paths: list[str] = field(default_factory=list)
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter = field(default_factory=Counter)
    confirmed: set[str] = field(default_factory=set)
    renewed: int = 0
    end: float = 0

    def run(self, readers: int, senders: int) -> None:
        """Let them all go on until the time is over."""
        with_map = Visitor(self, "198.51.100.1", random.Random(0))
        sitemap = with_map.ask("sitemap", "GET", "/sitemap.xml")[1]
        self.paths = [path or "/" for path in re.findall(rf"<loc>https://{re.escape(HOST)}([^<]*)<", sitemap)]
        self.end = time.monotonic() + self.seconds
        threads = [threading.Thread(target=self.read, args=(number,)) for number in range(readers)]
        threads += [threading.Thread(target=self.send, args=(number,)) for number in range(senders)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def is_over(self) -> bool:
        return time.monotonic() > self.end

    def read(self, number: int) -> None:
        """One reader."""
        chance = random.Random(number)
        visitor = Visitor(self, f"203.0.{113 + number // 250}.{number % 250 + 1}", chance)
        time.sleep(chance.uniform(0, THINK_SECONDS[1]))
        while not self.is_over():
            kind, path = "page", chance.choice(self.paths)
            if chance.randrange(10) < SEARCHES_IN_TEN:
                kind, path = "search", f"/search/?{urlencode({'q': chance.choice(SEARCHES)})}"
            with suppress(UnexpectedError):
                visitor.ask(kind, "GET", path)
            time.sleep(chance.uniform(*THINK_SECONDS))

    def send(self, number: int) -> None:
        """One sender, who is somebody else each time."""
        chance = random.Random(-number)
        time.sleep(chance.uniform(0, THINK_SECONDS[1]))
        sent = 0
        while not self.is_over():
            sent += 1
            with suppress(UnexpectedError):
                self.send_one(
                    Visitor(self, f"198.{18 + number}.{sent // 250}.{sent % 250 + 1}", chance), chance
                )

    def send_one(self, visitor: "Visitor", chance: random.Random) -> None:
        """The whole way: first question, form, check answers, confirmation."""
        visitor.ask("question", "GET", "/enquiries/")
        time.sleep(chance.uniform(*WRITE_SECONDS))
        visitor.ask("topic", "GET", "/enquiries/?topic=policy", status=302)
        _, page = visitor.ask("form", "GET", "/enquiries/new/?topic=policy")
        token = Document(page).hidden["form_token"]
        time.sleep(TOKEN_SECONDS + chance.uniform(*WRITE_SECONDS))
        typed = {**ANSWERS, "topic": "policy", "form_token": token}
        _, page = visitor.ask("check", "POST", "/enquiries/check/", typed)
        time.sleep(chance.uniform(*WRITE_SECONDS))
        answer, _ = visitor.ask("send", "POST", "/enquiries/check/", Document(page).hidden, status=302)
        _, page = visitor.ask("sent", "GET", answer.headers["Location"].removeprefix(f"https://{HOST}"))
        self.confirmed.add(page.partition('<strong class="num">')[2].partition("<")[0])


class UnexpectedError(Exception):
    """An answer was not the one that was to come."""


@dataclass
class Visitor:
    """Somebody with one connection, kept as long as the server keeps it."""

    load: Load
    address: str
    chance: random.Random
    connection: HTTPConnection | None = None

    def ask(
        self, kind: str, method: str, path: str, data: dict | None = None, status: int = 200
    ) -> tuple[HTTPResponse, str]:
        """Return the answer and its text. Raises UnexpectedError, and counts it, for another status."""
        started = time.monotonic()
        try:
            answer, body = self.exchange(method, path, data)
        except (OSError, HTTPException) as error:
            self.load.errors[f"{kind}: {type(error).__name__}"] += 1
            raise UnexpectedError from error
        self.load.taken[kind].append(time.monotonic() - started)
        if answer.status != status:
            self.load.errors[f"{kind}: {answer.status} for {method} {path[:60]}"] += 1
            raise UnexpectedError
        return answer, body

    def exchange(self, method: str, path: str, data: dict | None) -> tuple[HTTPResponse, str]:
        """Ask; once more, as browsers do, where the server had closed a connection that was at rest."""
        was_kept = self.connection is not None
        try:
            return self.once(method, path, data)
        except (OSError, HTTPException):
            self.connection = None
            if not was_kept:
                raise
            self.load.renewed += 1
            return self.once(method, path, data)

    def once(self, method: str, path: str, data: dict | None) -> tuple[HTTPResponse, str]:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.load.port, timeout=30)
        headers = FORWARDED | {"X-Forwarded-For": self.address} | (FORM if data else {})
        self.connection.request(method, path, urlencode(data) if data else None, headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()


def stored(database_url: str) -> int:
    """How many enquiries are in the database."""
    script = "from enquiries.models import Enquiry; print(Enquiry.objects.count())"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    environment = {**os.environ, "DATABASE_URL": database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return int(done.stdout)


def report(load: Load, kept: int) -> int:
    """Print the figures; return 1 where something went wrong."""
    asked = sum(map(len, load.taken.values()))
    lines = [f"{asked} requests in {load.seconds:.0f} s; seconds: median, 99th percentile, slowest"]
    for kind, taken in [("all", sum(load.taken.values(), [])), *load.taken.items()]:
        ordered = sorted(taken)
        middle, late = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
        lines.append(f"  {kind:<10} {len(taken):>6}  {middle:.3f}  {late:.3f}  {ordered[-1]:.3f}")
    lines.append(f"enquiries confirmed {len(load.confirmed)}, stored {kept}")
    lines.append(f"connections renewed {load.renewed}; errors {sum(load.errors.values())}")
    lines += [f"  {count} × {what}" for what, count in load.errors.most_common(10)]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(load.errors) or kept != len(load.confirmed))


def main() -> int:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--senders", type=int, default=20)
    parser.add_argument("--database-url", help="an empty database; default: a new SQLite file")
    parser.add_argument("--prepared", action="store_true", help="the database has tables and content")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = given.database_url or f"sqlite:///{Path(name) / 'load.sqlite3'}"
        with gunicorn(url, is_prepared=given.prepared) as (port, _):
            before = stored(url)
            load = Load(port, given.seconds)
            busy = os.getloadavg()[0]
            load.run(given.readers, given.senders)
            kept = stored(url) - before
        cores = os.cpu_count()
        sys.stdout.write(f"{url.partition(':')[0]}, {given.readers} readers, {given.senders} senders; ")
        sys.stdout.write(
            f"{cores} cores, {busy:.1f} processes at work before and {os.getloadavg()[0]:.1f} after\n"
        )
        return report(load, kept)


if __name__ == "__main__":
    sys.exit(main())
