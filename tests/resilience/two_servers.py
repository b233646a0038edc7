"""``python -m tests.resilience.two_servers``: do two application servers behave as one?

Two gunicorns with folders of their own and two mail workers on one PostgreSQL, an empty database made beside
that of DATABASE_URL and dropped at the end, behind nginx that hands each request to the next server. Prints a
line for each promise: what was tried, and what came of it. Ends with 1 if one does not hold.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.portal.smtp_server import free_port
from tests.resilience.mailserver import Mailserver

ROOT = Path(__file__).resolve().parents[2]
EDITS = 50
PATIENCE_SECONDS = 300
TOKEN = "a-token-of-this-run-only"
PASSWORD = "correct horse battery staple"
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 200; }}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  upstream portal {{ server 127.0.0.1:{ports[0]}; server 127.0.0.1:{ports[1]}; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://portal; proxy_set_header Host $host; add_header X-Server $upstream_addr always;
    }}
  }}
}}
"""
EDIT = """
import sys
from guidance.models import GuidancePage
from tests.factories import make_page
make_page(title="Two servers", slug="two-servers")
print("made", flush=True)
for line in sys.stdin:
    GuidancePage.objects.filter(slug="two-servers").update(body=line.strip())
    print("done", flush=True)
"""


@dataclass
class Reply:
    """An answer, and which server gave it."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: dict[str, str]


@dataclass
class TwoServers:
    """The processes of one run, and what was found."""

    folder: Path
    database_url: str
    stack: ExitStack
    port: int = field(default_factory=free_port)
    ports: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    mail: Mailserver = field(default_factory=Mailserver)
    found: list[tuple[str, str, bool]] = field(default_factory=list)

    # The processes

    def environment(self, number: int = 0) -> dict[str, str]:
        own = self.folder / str(number)
        own.mkdir(exist_ok=True)
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.served_settings",
            "SERVED_FROM": str(own),
            "DATABASE_URL": self.database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
            "PORT": str(self.ports[number]),
            "WEB_CONCURRENCY": "2",
            "TRUSTED_PROXIES": "1",
            "METRICS_TOKEN": TOKEN,
        }

    def manage(self, *arguments: str, number: int = 0) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(number), check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def start(self, command: list[str], number: int = 0, **options) -> subprocess.Popen:
        log = self.stack.enter_context((self.folder / f"log-{len(os.listdir(self.folder))}").open("wb"))
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(number), **({"stdout": log, "stderr": log} | options)
        )
        self.stack.callback(end, process)
        return process

    def start_all(self) -> None:
        self.manage("migrate", "-v0")
        for number in range(2):
            self.manage("collectstatic", "--noinput", "-v0", number=number)
            self.start([sys.executable, "-m", "gunicorn"], number)
            self.start([sys.executable, "-m", "tests.resilience.worker"], number)
        self.mail.start()
        self.stack.callback(self.mail.stop)
        conf = self.folder / "nginx.conf"
        conf.write_text(NGINX.format(folder=self.folder, ports=self.ports, port=self.port), encoding="utf-8")
        self.start(["nginx", "-e", str(self.folder / "nginx.log"), "-c", str(conf)])
        for port in (*self.ports, self.port):
            wait_until(lambda port=port: self.ask("GET", "/health/", port=port).status == 200)

    def ask(
        self,
        method: str,
        path: str,
        data: dict | None = None,
        *,
        port: int = 0,
        sender: str = "198.18.0.1",
        cookies: dict[str, str] | None = None,
        **headers: str,
    ) -> Reply:
        sent = {"X-Forwarded-For": sender, **headers}
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=60)
        try:
            connection.request(method, path, urlencode(data) if data is not None else None, sent)
            response = connection.getresponse()
            set_now = dict(
                line.split(";")[0].split("=", 1) for line in response.headers.get_all("Set-Cookie", [])
            )
            body = response.read().decode()
            return Reply(response.status, dict(response.headers), body, (cookies or {}) | set_now)
        finally:
            connection.close()

    # The promises

    def check(self, promise: str, try_it: Callable[[], tuple[str, bool]]) -> None:
        said, holds = try_it()
        self.found.append((promise, said, holds))
        sys.stdout.write(f"{'holds ' if holds else 'BROKEN'} | {promise} | {said}\n")
        sys.stdout.flush()

    def edits(self) -> tuple[str, bool]:
        """Read over both at once after each edit."""
        editor = self.start(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", EDIT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        stale = 0
        assert editor.stdout.readline() == "made\n"
        for number in range(EDITS):
            editor.stdin.write(f"These are the words of edit {number}.\n")
            editor.stdin.flush()
            assert editor.stdout.readline() == "done\n"
            for port in self.ports:
                stale += f"of edit {number}." not in self.ask("GET", "/guidance/two-servers/", port=port).body
        editor.stdin.close()
        return f"{stale} stale of {2 * EDITS} reads", stale == 0

    def opened(self, **typed: str) -> dict[str, str]:
        """Open a form, through nginx, and return what is to be sent to the check."""
        page = self.ask("GET", "/enquiries/new/?topic=policy").body
        return {**ANSWERS, **typed, "topic": "policy", "form_token": Document(page).hidden["form_token"]}

    def ready(self, data: dict[str, str], sender: str) -> dict[str, str]:
        return Document(self.ask("POST", "/enquiries/check/", data, sender=sender).body).hidden

    def goes_on(self) -> tuple[str, bool]:
        """A form is opened, checked and sent, each on the next server."""
        done = 0
        forms = [self.opened(email=f"carried-{number}@example.org") for number in range(6)]
        time.sleep(3)
        servers = set()
        for number, form in enumerate(forms):
            sent = self.ask("POST", "/enquiries/check/", self.ready(form, f"198.18.1.{number}"))
            servers.add(sent.headers["X-Server"])
            page = self.ask("GET", urlsplit(sent.headers.get("Location", "/")).path)
            done += sent.status == 302 and "num" in page.body
        return f"{done} of {len(forms)} sent, over {len(servers)} servers", done == len(forms)

    def doubled(self) -> tuple[str, bool]:
        """The same form sent to both at the same moment is one enquiry."""
        before, forms = self.stored(), [self.opened(email=f"twice-{n}@example.org") for n in range(5)]
        time.sleep(3)
        places = set()
        for number, form in enumerate(forms):
            ready = self.ready(form, f"198.18.2.{number}")
            answers: list[Reply] = []
            both = [
                threading.Thread(
                    target=lambda port=port, ready=ready, answers=answers: answers.append(
                        self.ask("POST", "/enquiries/check/", ready, port=port, sender="198.18.2.9")
                    )
                )
                for port in self.ports
            ]
            for thread in both:
                thread.start()
            for thread in both:
                thread.join()
            places.add(tuple({reply.headers.get("Location") for reply in answers}))
        stored = self.stored() - before
        said = f"{len(forms)} sent twice at once: {stored} stored, {len(places)} confirmations"
        return said, stored == len(forms) and all(len(place) == 1 for place in places)

    def per_form(self) -> tuple[str, bool]:
        """One opened form sends three, wherever each goes."""
        form = self.opened()
        time.sleep(3)
        statuses: Counter[int] = Counter()
        for number in range(6):
            mine = {**form, "subject": f"Question {number}", "email": f"form-{number}@example.org"}
            ready = self.ready(mine, "198.18.3.1")
            statuses[self.ask("POST", "/enquiries/check/", ready, sender=f"198.18.3.{number}").status] += 1
        return f"6 of one form: {statuses[302]} taken, {statuses[429]} refused", statuses[302] == 3

    def per_address(self) -> tuple[str, bool]:
        """One address sends thirty in an hour."""
        forms = [self.opened(email=f"address-{number}@example.org") for number in range(34)]
        time.sleep(3)
        statuses: Counter[int] = Counter()
        for form in forms:
            ready = self.ready(form, "198.19.4.1")
            ports = self.ports[len(statuses) % 2]
            statuses[
                self.ask("POST", "/enquiries/check/", ready, port=ports, sender="198.19.4.1").status
            ] += 1
        return f"34 of one address: {statuses[302]} taken, {statuses[429]} refused", statuses[302] == 30

    def sessions(self) -> tuple[str, bool]:
        """Who signs in on one is signed in on the other."""
        statuses = []
        signed = self.sign_in(PASSWORD, self.ports[0])
        for port in (*self.ports, *self.ports):
            statuses.append(self.ask("GET", "/admin/", port=port, cookies=signed.cookies).status)
        return f"the admin answers {statuses}", set(statuses) == {200}

    def shut_out(self) -> tuple[str, bool]:
        """Wrong passwords on both add up."""
        for number in range(5):
            self.sign_in("wrong", self.ports[number % 2])
        right = [self.sign_in(PASSWORD, port) for port in self.ports]
        admitted = sum("sessionid" in reply.cookies for reply in right)
        return f"after 5 wrong ones over both the right one signs in on {admitted}", admitted == 0

    def sign_in(self, password: str, port: int) -> Reply:
        page = self.ask("GET", "/admin/login/", port=port)
        data = {"username": "robin", "password": password, **Document(page.body).hidden}
        return self.ask("POST", "/admin/login/", data, port=port, cookies=page.cookies)

    def mails(self) -> tuple[str, bool]:
        """Each mail left once, by two workers."""
        wait_until(
            lambda: json.loads(self.ask("GET", "/health/").body)["mail"]["oldest_unsent_seconds"] is None
        )
        ids = Counter(message_id for _, _, message_id in self.mail.taken)
        queued = int(
            self.manage("shell", "--no-imports", "-c", COUNT.format("lesas_portal.core", "QueuedEmail"))
        )
        twice = sum(count > 1 for count in ids.values())
        return f"{queued} queued, {len(ids)} sent, {twice} sent twice", len(ids) == queued and not twice

    def styles(self) -> tuple[str, bool]:
        """Pages of one name files that the other has."""
        pattern = r'(?:href|src)="(/static/[^"]+)"'
        named = [set(re.findall(pattern, self.ask("GET", "/", port=port).body)) for port in self.ports]
        there = [self.ask("GET", path, port=port).status for path in named[0] for port in self.ports]
        is_same = named[0] == named[1] and set(there) == {200}
        return f"{len(named[0])} names on one, {len(named[0] & named[1])} the same on the other", is_same

    def metrics(self) -> tuple[str, bool]:
        """Each server counts for itself, over both of its workers."""
        counts = []
        for port in self.ports:
            before = self.counted(port)
            for _ in range(20):
                self.ask("GET", "/cookies/", port=port)
            counts.append(self.counted(port) - before)
        return f"20 requests of each: counted {counts}", counts == [20, 20]

    def counted(self, port: int) -> int:
        page = self.ask("GET", "/metrics/", port=port, Authorization=f"Bearer {TOKEN}").body
        pattern = r'^lesas_requests_total{method="GET",route="cookies",status="200"} ([\d.]+)'
        return round(sum(map(float, re.findall(pattern, page, re.MULTILINE))))

    def stored(self) -> int:
        return int(self.manage("shell", "--no-imports", "-c", COUNT.format("enquiries", "Enquiry")))

    def run(self) -> int:
        """Go through all of it; return the exit status."""
        self.start_all()
        self.manage("shell", "--no-imports", "-c", ADVISER)
        self.check("edits show at once on both", self.edits)
        self.check("a form goes on over both", self.goes_on)
        self.check("the same form is one enquiry", self.doubled)
        self.check("enquiries per form", self.per_form)
        self.check("enquiries per address", self.per_address)
        self.check("each mail once", self.mails)
        self.check("signed in on both", self.sessions)
        self.check("wrong passwords add up", self.shut_out)
        self.check("static files have the same names", self.styles)
        self.check("each counts over its workers", self.metrics)
        return 0 if all(holds for _, _, holds in self.found) else 1


COUNT = "from {}.models import {} as counted; print(counted.objects.count())"
ADVISER = f"""
from django.contrib.auth.models import User
User.objects.create_superuser("robin", "robin@example.org", {PASSWORD!r})
"""


def end(process: subprocess.Popen) -> None:
    """Stop a process and wait for it."""
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; raise AssertionError after a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            if holds():
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.5)
    raise AssertionError("It does not come to hold.")


def main() -> int:
    """Make the database, run, drop it."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        sys.exit("Set DATABASE_URL to a PostgreSQL on which a database may be made.")
    server, name = given.rpartition("/")[0], f"two_servers_{os.getpid()}"
    psql = ["psql", "-X", "-q", f"{server}/postgres", "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    try:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            return TwoServers(Path(folder), f"{server}/{name}", stack).run()
    finally:
        subprocess.run([*psql, f"DROP DATABASE {name} WITH (FORCE)"], check=True)


if __name__ == "__main__":
    sys.exit(main())
