"""One enquiry after another, each with a fault at a later call, from Send to the mails being sent.

    python -m tests.resilience.injection

runs all of it on the database of DATABASE_URL and prints what became of each. Whatever call fails, the
enquiry is stored once, or its sender is told so and has every word back; and who presses the button again
has sent it once. No exception leaves a view, no mail is queued twice, and one that arrives twice is the same.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count, groupby
from pathlib import Path

import django

KINDS = {
    "statement": "The n-th statement or commit is cancelled",
    "message": "The n-th message between us and PostgreSQL is cut",
    "server": "At the n-th message PostgreSQL is gone, and back after the answer",
    "lock": "From the n-th statement outside a transaction another process writes into SQLite's file",
    "file": "The n-th write of a file meets a full disk",
    "mail": "The n-th message between us and the mail server is cut",
    "mail server": "At the n-th message the mail server is gone, and back an hour later",
}
ON_POSTGRESQL = {"message", "server"}
ON_A_FILE = {"lock"}


@dataclass
class Run:
    """What became of one enquiry: the call that was struck, and what followed, in words."""

    n: int
    call: str
    outcome: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "; ".join(self.outcome)


class Injection:
    """Sends enquiries through proxies that cut connections. Make it with ``injection``."""

    def __init__(self, mailserver, mail_proxy, database_proxy) -> None:
        self.mailserver, self.mail_proxy, self.database_proxy = mailserver, mail_proxy, database_proxy

    def runs(self, kind: str, step: int = 1) -> Iterator[Run]:
        """Strike the first call, the one ``step`` calls later, and so on, until there are no more calls.

        Raises BrokenPromiseError for what must not happen.
        """
        for n in count(1, step):
            run = self.run(kind, n)
            if not run.call:
                return
            yield run

    def run(self, kind: str, n: int) -> Run:
        """Send one enquiry while the n-th call of a kind is struck."""
        from django.db import connection

        from tests.resilience.sender import Attempt

        attempt = Attempt(kind, n, self.mailserver)
        run = Run(n, "")
        if self.database_proxy:
            # Making a connection is on the way, too.
            connection.close()
        with self._fault(kind, n) as struck:
            run.outcome += attempt.send()
            attempt.work()
        run.call = struck.struck
        self.mail_proxy.heal()
        if self.database_proxy:
            self.database_proxy.heal()
        run.outcome += attempt.press_again()
        run.outcome += attempt.settle()
        return run

    @contextmanager
    def _fault(self, kind: str, n: int) -> Iterator:
        from tests.resilience import strikes

        start: dict[str, Callable] = {
            "statement": lambda: strikes.cancelled_call(n),
            "file": lambda: strikes.full_disk(n),
            "lock": lambda: strikes.held_lock(n),
        }
        if kind in start:
            with start[kind]() as struck:
                yield struck
            return
        proxy = self.mail_proxy if kind.startswith("mail") else self.database_proxy
        yield proxy.strike(n, stays_away=kind in {"server", "mail server"})


@contextmanager
def injection() -> Iterator[Injection]:
    """Put a proxy before the mail server and, on PostgreSQL, one before the database."""
    from django.db import connection
    from django.test import override_settings

    from tests.resilience.mailserver import Mailserver
    from tests.resilience.strikes import Proxy, watch_files

    watch_files()
    with ExitStack() as stack:
        mailserver = Mailserver()
        mailserver.start()
        stack.callback(mailserver.stop)
        mail_proxy = Proxy(mailserver.port)
        stack.callback(mail_proxy.close)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(
            override_settings(
                EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
                EMAIL_HOST="127.0.0.1",
                EMAIL_PORT=mail_proxy.port,
                # A cache in files, so that there are files to fail.
                CACHES={
                    "default": {
                        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                        "LOCATION": f"{folder}/cache",
                    }
                },
                LAST_KNOWN_DIR=Path(folder) / "var",
                # All of the table within the hour.
                ENQUIRIES_PER_HOUR_PER_V4_NETWORK=2_000,
            )
        )
        database_proxy = None
        if connection.vendor == "postgresql":
            ours = connection.settings_dict
            before = {name: ours[name] for name in ("HOST", "PORT")}
            database_proxy = Proxy(int(ours["PORT"] or 5432))
            stack.callback(database_proxy.close)
            stack.callback(ours.update, before)
            stack.callback(connection.close)
            connection.close()
            ours.update(HOST="127.0.0.1", PORT=database_proxy.port)
        yield Injection(mailserver, mail_proxy, database_proxy)


def kinds() -> list[str]:
    """Return the kinds of fault that the database of this run can meet."""
    from django.db import connection

    return [
        kind
        for kind in KINDS
        if kind not in (ON_A_FILE if connection.vendor == "postgresql" else ON_POSTGRESQL)
    ]


def table(title: str, runs: list[Run]) -> str:
    """Return the runs as lines of text; neighbours of which the same became stand in one line."""
    lines = [f"{title}: {len(runs)} runs"]
    for words, group in groupby(runs, key=lambda run: run.words):
        same = list(group)
        span = f"{same[0].n}" if len(same) == 1 else f"{same[0].n} to {same[-1].n}"
        calls = same[0].call if len(same) == 1 else f"{same[0].call} … {same[-1].call}"
        lines.append(f"  {span:>10}  {words}\n{'':14}{calls}")
    return "\n".join([*lines, ""])


def main() -> None:
    """Run every kind at every call on a database of this run, and print the tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}), injection() as injected:
        for kind in kinds():
            sys.stdout.write(table(KINDS[kind], list(injected.runs(kind))) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
