"""``python -m tests.resilience.faults [NAME …]``: one thing after another is broken under the served portal.

Each fault is caused for real: PostgreSQL is stopped, frozen or locked; files may not be written; the clock
is moved; workers are killed. What readers and senders got is printed, and compared with what docs/faults.md
says; it ends with 1 if anything differs. Without a name all of them run, one after another.
Databases, folders and servers are thrown away.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.resilience.postgresql_cluster import Cluster, run_cluster
from tests.server import ROOT, Answer, Server, serve

NUMBERS = ("/front-door/", "/allegations/")
COPIED = ("/", "/helplines/", *NUMBERS, "/what-has-happened/", "/what-has-happened/nudes/")
CHECK, NEW = "/enquiries/check/", "/enquiries/new/?topic=policy"
FORM_SECONDS = 4


class Place:
    """Where a fault strikes: a folder, and a database with all content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []

    def say(self, words: str) -> None:
        """Print what happened."""
        sys.stdout.write(f"  {words}\n")
        sys.stdout.flush()

    def must(self, holds: object, words: str) -> None:
        """Print what is promised. Raises AssertionError where it does not hold."""
        self.say(f"{'yes' if holds else 'NO'}: {words}")
        assert holds, words

    @cached_property
    def content(self) -> Path:
        """A SQLite file with all content, made once."""
        file = self.folder / "content.sqlite3"
        manage(file.parent, f"sqlite:///{file}", "migrate", "-v0")
        manage(file.parent, f"sqlite:///{file}", "load_content", "-v0")
        return file

    def sqlite(self, name: str) -> tuple[Path, str]:
        """A folder of its own, and the address of a copy of the content in it."""
        folder = self.folder / name
        folder.mkdir()
        with sqlite3.connect(self.content) as made, sqlite3.connect(folder / "served.sqlite3") as copy:
            made.backup(copy)
        return folder, f"sqlite:///{folder / 'served.sqlite3'}"

    @contextmanager
    def postgresql(self, name: str) -> Iterator[tuple[Path, str, Cluster]]:
        """The same in a PostgreSQL of its own, which runs when the block begins."""
        folder = self.folder / name
        folder.mkdir()
        with run_cluster() as cluster:
            url = cluster.url(cluster.create_database())
            manage(folder, url, "migrate", "-v0")
            manage(folder, url, "load_content", "-v0")
            yield folder, url, cluster


def manage(folder: Path, url: str, *arguments: str, through: tuple[str, ...] = ()) -> subprocess.Popen:
    """Run one of our commands to its end; return it. Raises CalledProcessError if it fails."""
    done = start(folder, url, *arguments, through=through)
    if done.wait():
        raise subprocess.CalledProcessError(done.returncode, arguments)
    return done


def start(folder: Path, url: str, *arguments: str, through: tuple[str, ...] = ()) -> subprocess.Popen:
    """Start one of our commands."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "SERVED_FROM": str(folder),
    }
    return subprocess.Popen([*through, sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)


def has(answer: Answer, words: str) -> bool:
    return words in answer.text


def is_stale(answer: Answer) -> bool:
    """Whether header and page both say that it is a copy."""
    return "x-served-stale:" in answer.head.lower() and has(answer, "This page is as it was at")


def post(server: Server, data: dict, path: str = CHECK) -> Answer:
    """Send a form."""
    body = urlencode(data)
    head = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return server.send("\r\n".join([*head, "", body]), timeout=60)


def ready(server: Server) -> dict[str, str]:
    """Fill in a form; return what the button of check answers sends."""
    form = Document(server.get(NEW).text).hidden
    time.sleep(FORM_SECONDS)
    return Document(post(server, {**ANSWERS, "topic": "policy", **form}).text).hidden


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """Return an answer and how many seconds it took."""
    began = time.monotonic()
    answer = work()
    return answer, time.monotonic() - began


def main(names: list[str]) -> int:
    """Run these faults, or all; return the exit status."""
    from tests.resilience.fault_cases import CASES

    unknown = [name for name in names if name not in CASES]
    if unknown:
        sys.stdout.write(f"No such fault: {', '.join(unknown)}. There are: {', '.join(CASES)}.\n")
        return 2
    failed = []
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    place = Place(folder)
    try:
        for name in names or CASES:
            sys.stdout.write(f"{name}: {(CASES[name].__doc__ or '').splitlines()[0]}\n")
            try:
                CASES[name](place)
            except Exception:
                traceback.print_exc()
                failed.append(name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(
        f"Not as docs/faults.md says: {', '.join(failed)}.\n" if failed else "All as docs/faults.md says.\n"
    )
    return 1 if failed else 0


__all__ = [
    "COPIED",
    "NUMBERS",
    "Place",
    "has",
    "is_stale",
    "manage",
    "post",
    "ready",
    "serve",
    "start",
    "timed",
]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
