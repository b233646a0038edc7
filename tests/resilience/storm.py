"""Enquiries posted by many clients at once while everything around them breaks.

    python -m tests.resilience.storm --enquiries 1000 --clients 20
    python -m tests.resilience.storm --own-postgresql

Gunicorn and two mail workers run as in production, on the database of DATABASE_URL (an empty one, or a
new SQLite file). While the clients post, processes are killed with -9 at random and the mail server is
stopped, started and slowed down; with a PostgreSQL of its own that is restarted and crashed as well.
Whoever is refused must have every word back and sends the page that refused. Afterwards every confirmed
reference must be stored exactly once and mailed at least once, and whatever was mailed twice must carry the
same Message-ID.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.portal.smtp_server import free_port
from tests.resilience.mailserver import Mailserver
from tests.resilience.postgresql_cluster import Cluster, run_cluster

ROOT = Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded"
PATIENCE_SECONDS = 400


@dataclass
class Storm:
    """One run: its size, its processes, and what the clients were told."""

    enquiries: int
    clients: int
    database_url: str
    seed: int = 1
    lease_seconds: int | None = None
    cluster: Cluster | None = None
    port: int = field(default_factory=free_port)
    mail: Mailserver = field(default_factory=Mailserver)
    confirmed: dict[int, str] = field(default_factory=dict)
    events: Counter = field(default_factory=Counter)
    web: subprocess.Popen | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    is_diverted: threading.Event = field(default_factory=threading.Event)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "TRUSTED_PROXIES": "1",
            "DEBUG": "0",
        }

    def start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment(), check=True
        )

    def start_web(self) -> None:
        self.web = self.start("gunicorn")

    def start_worker(self) -> subprocess.Popen:
        lease = [str(self.lease_seconds)] if self.lease_seconds else []
        return self.start("tests.resilience.worker", *lease)

    def request(self, method: str, path: str, data: dict | None = None, address: str = "") -> tuple:
        """Ask until there is an answer that is not a failure: as a person would, with the same data."""
        while True:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                headers = {"X-Forwarded-For": address} | ({"Content-Type": FORM} if data else {})
                connection.request(method, path, urlencode(data) if data else None, headers)
                response = connection.getresponse()
                body = response.read()
                if response.status < 500:
                    return response.status, response.headers, body.decode()
                self.events[f"answers {response.status}"] += 1
                data = self.kept(data, body.decode())
            except (OSError, HTTPException):
                self.events["connections lost"] += 1
            finally:
                connection.close()
            time.sleep(0.2)

    def kept(self, data: dict | None, page: str) -> dict | None:
        """Return what the page of a refusal sends again: everything that was sent to it."""
        if not (data and data.get("step")):
            return data
        hidden = Document(page).hidden
        if not hidden.items() >= data.items():
            self.events["texts lost"] += 1
            return data
        self.events["texts kept"] += 1
        return hidden

    def post_some(self, numbers: list[int]) -> None:
        """One client: opens its forms, waits as a person does, and sends them one after the other."""
        tokens = {}
        for number in numbers:
            _, _, body = self.request("GET", "/enquiries/new/?topic=policy", address=address_of(number))
            tokens[number] = Document(body).hidden["form_token"]
        time.sleep(3)
        for number in numbers:
            mine = {"subject": f"Storm {number}", "email": f"sender-{number}@example.org"}
            data = {**ANSWERS, **mine, "topic": "policy", "form_token": tokens[number]}
            _, _, body = self.request("POST", "/enquiries/check/", data, address_of(number))
            status, headers, _ = self.request(
                "POST", "/enquiries/check/", Document(body).hidden, address_of(number)
            )
            if status != 302:
                self.events[f"refused {status}"] += 1
                continue
            _, _, body = self.request("GET", headers["Location"])
            self.confirmed[number] = body.partition('<strong class="num">')[2].partition("<")[0]

    def break_things(self) -> None:
        """Until the clients are done: a blow every moment."""
        dice = random.Random(self.seed)
        blows = {
            self.kill_web_worker: 4,
            self.kill_web: 1,
            self.kill_mail_worker: 4,
            self.stop_mail: 2,
            self.slow_mail: 2,
        }
        if self.cluster:
            blows |= {self.restart_database: 4, self.crash_database: 2}
        while not self.is_over.wait(dice.uniform(0.3, 1.5)):
            [blow] = dice.choices([*blows], weights=[*blows.values()])
            blow(dice)
            self.events[blow.__name__.replace("_", " ")] += 1

    def kill_web_worker(self, dice: random.Random) -> None:
        children = (
            Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text(encoding="ascii").split()
        )
        if children:
            kill(int(dice.choice(children)))

    def kill_web(self, dice: random.Random) -> None:
        # Only one that is up: a machine with much else to do would never see another.
        self.request("GET", "/enquiries/")
        kill(self.web.pid)

    def kill_mail_worker(self, dice: random.Random) -> None:
        place = dice.randrange(len(self.workers))
        kill(self.workers[place].pid)
        self.workers[place].wait()
        self.workers[place] = self.start_worker()

    def restart_database(self, dice: random.Random) -> None:
        self.cluster.stop()
        time.sleep(dice.uniform(0, 3))
        self.cluster.start()

    def crash_database(self, dice: random.Random) -> None:
        self.cluster.restart(how="immediate")

    def stop_mail(self, dice: random.Random) -> None:
        self.mail.stop()
        time.sleep(dice.uniform(0.5, 3))
        self.mail.start()

    def slow_mail(self, dice: random.Random) -> None:
        self.mail.delay_seconds = dice.uniform(0.5, 2)
        time.sleep(dice.uniform(0.5, 3))
        self.mail.delay_seconds = 0

    def keep_web_up(self) -> None:
        """What systemd does: a master that is gone is started again, until the port is free for it."""
        while not self.is_diverted.wait(0.5):
            if self.web.poll() is not None:
                self.start_web()

    def run(self) -> dict:
        """Go through all of it; return the figures. Raises AssertionError when something was lost."""
        self.manage("migrate", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")
        self.mail.start()
        self.start_web()
        self.workers = [self.start_worker(), self.start_worker()]
        started = time.monotonic()
        self.request("GET", "/health/")
        shares = [list(range(share, self.enquiries, self.clients)) for share in range(self.clients)]
        clients = [threading.Thread(target=self.post_some, args=(share,)) for share in shares]
        breaker = threading.Thread(target=self.break_things)
        keeper = threading.Thread(target=self.keep_web_up)
        for thread in (*clients, breaker, keeper):
            thread.start()
        for client in clients:
            client.join()
        posted = time.monotonic() - started
        self.is_over.set()
        breaker.join()
        return self.settle(posted)

    def settle(self, posted: float) -> dict:
        """Let the queue run dry, then count."""
        waited = time.monotonic()
        while json.loads(self.request("GET", "/health/")[2])["mail"]["oldest_unsent_seconds"] is not None:
            assert time.monotonic() - waited < PATIENCE_SECONDS, "the queue does not run dry"
            time.sleep(1)
        dry = time.monotonic() - waited
        return self.verdict() | {"seconds_posting": round(posted), "seconds_until_dry": round(dry)}

    def verdict(self) -> dict:
        """Compare what was confirmed with what is stored and what the mail server took."""
        stored = self.stored()
        mails = defaultdict(list)
        for recipient, subject, message_id in self.mail.taken:
            mails[recipient, subject].append(message_id)
        assert not self.events["texts lost"], "a refusal lacked what was typed"
        assert not self.events["answers 500"], "an exception left a view"
        assert len(self.confirmed) == self.enquiries, f"only {len(self.confirmed)} were confirmed"
        assert len(set(self.confirmed.values())) == self.enquiries, "a reference was given twice"
        assert Counter(stored) == Counter(self.confirmed.values()), "stored and confirmed differ"
        for reference in self.confirmed.values():
            kinds = [ids for (_, subject), ids in mails.items() if reference in subject]
            assert len(kinds) == 2, f"{reference}: {len(kinds)} of 2 mails"
            assert all(len(set(ids)) == 1 for ids in kinds), f"{reference}: two messages for one mail"
        return {
            "confirmed": len(self.confirmed),
            "stored": len(stored),
            "mails_taken": len(self.mail.taken),
            "mails_repeated": len(self.mail.taken) - len(mails),
            **{name.replace(" ", "_"): count for name, count in sorted(self.events.items())},
        }

    def stored(self) -> list[str]:
        script = (
            "from enquiries.models import Enquiry; import json;"
            "print(json.dumps(list(Enquiry.objects.values_list('reference', flat=True))))"
        )
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), check=True, capture_output=True)
        return json.loads(done.stdout)

    def stop(self) -> None:
        """End every process of this run."""
        self.is_over.set()
        self.is_diverted.set()
        time.sleep(1)
        for process in (self.web, *self.workers):
            if process and process.poll() is None:
                process.terminate()
                process.wait(40)
        self.mail.stop()


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def address_of(number: int) -> str:
    return f"198.18.{number // 250}.{number % 250 + 1}"


def main() -> None:
    """Read the arguments, run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--enquiries", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--lease-seconds", type=int, default=60, help="How long a mail waits for a worker that was killed."
    )
    parser.add_argument("--own-postgresql", action="store_true", help="Restart and crash the database too.")
    given = parser.parse_args()
    with ExitStack() as stack:
        cluster = stack.enter_context(run_cluster()) if given.own_postgresql else None
        storm = Storm(
            enquiries=given.enquiries,
            clients=given.clients,
            seed=given.seed,
            lease_seconds=given.lease_seconds,
            cluster=cluster,
            database_url=cluster.url(cluster.create_database()) if cluster else os.environ["DATABASE_URL"],
        )
        stack.callback(storm.stop)
        sys.stdout.write(json.dumps(storm.run()) + "\n")


if __name__ == "__main__":
    main()
