"""What a page from memory costs, against a bare Django view of the same size in the same run.

In this process, in microseconds by the wall, of the quickest of many short rounds: a hit with the version
read at each, plain and compressed, an answer that the browser has the page, a bare view (no middleware, a
fixed page of the same size) and the page as Django makes it. With ``--serve`` also requests a second through
two of the portal's own workers, each kind with the same client, in turns. In a throw-away test database of
the configured kind.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROUNDS, REQUESTS = 300, 10
CLIENTS, SECONDS, TURNS = 8, 2, 5
PATH = "/about/"  # it needs no content: what a hit costs is the same everywhere
REQUEST = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n".encode()
ROOT = Path(__file__).resolve().parent.parent
LINE = "{:<34} {:>9.1f} us   {:>6.2f} x the speed of a bare view"


def main() -> None:
    """Measure and print a table."""
    warnings.filterwarnings("ignore", message="No directory at")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings

    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            # A file, as for real: what is in memory is read in another way.
            settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{folder}/test.sqlite3"
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, serialize=False, autoclobber=True)
        with override_settings(LAST_KNOWN_DIR=Path(folder), ALLOWED_HOSTS=["*"], DEBUG=False):
            try:
                size = measure(connection.vendor)
                if "--serve" in sys.argv:
                    serve(connection.vendor, Path(folder), size)
            finally:
                connection.creation.destroy_test_db(name, verbosity=0)


def measure(vendor: str) -> int:
    """Print what each kind of answer costs in this process; return the size of the page."""
    from django.core.wsgi import get_wsgi_application

    from lesas_portal import kept_pages

    made = get_wsgi_application()
    kept = kept_pages.in_front_of(made)
    page, tag = ask(kept)
    handler = bare(page)
    kinds: dict[str, Callable[[], object]] = {
        "bare view": lambda: ask(handler),
        "hit, plain": lambda: ask(kept),
        "hit, brotli": lambda: ask(kept, HTTP_ACCEPT_ENCODING="gzip, deflate, br"),
        "hit, the browser has it (304)": lambda: ask(kept, HTTP_IF_NONE_MATCH=tag),
    }
    costs = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, call in kinds.items():
            costs[kind].append(time_of(call))
    best = {kind: min(taken) for kind, taken in costs.items()}
    print(f"{PATH}, {len(page)} bytes, on {vendor}; one process, least of {ROUNDS} rounds of {REQUESTS}")
    for kind, cost in best.items():
        print(LINE.format(kind, cost, best["bare view"] / cost))
    cost = time_of(lambda: ask(made), requests=30)
    print(LINE.format("made by Django, not kept", cost, best["bare view"] / cost))
    return len(page)


def bare(page: bytes) -> Callable:
    """Return a WSGI application of Django's with one view and no middleware."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test.utils import override_settings
    from django.urls import path

    class Addresses:
        urlpatterns = [
            path(PATH.lstrip("/"), lambda _: HttpResponse(page, headers={"Content-Length": len(page)}))
        ]

    class Bare(WSGIHandler):
        def get_response(self, request):
            request.urlconf = Addresses
            return super().get_response(request)

    with override_settings(MIDDLEWARE=[]):
        return Bare()


def ask(application: Callable, **headers: str) -> tuple[bytes, str]:
    """Ask for the page; return it and its tag."""
    said: list = []
    environ = ENVIRON | headers
    answered = application(environ, lambda _, headers, *__: said.extend(headers))
    page = b"".join(answered)
    if hasattr(answered, "close"):
        answered.close()
    return page, dict(said).get("ETag", "")


ENVIRON = {
    **{"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": PATH, "QUERY_STRING": ""},
    **{"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1"},
    **{"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http"},
    **{"wsgi.input": sys.stdin.buffer, "wsgi.errors": sys.stderr, "wsgi.version": (1, 0)},
}


def time_of(call: Callable[[], object], requests: int = REQUESTS) -> float:
    """Microseconds of a call, by the wall: what the database does for it counts."""
    call()
    began = time.perf_counter()
    for _ in range(requests):
        call()
    return (time.perf_counter() - began) / requests * 1e6


def serve(vendor: str, folder: Path, size: int) -> None:
    """Print requests a second through gunicorn, bare and kept in turns."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    where = f"{database['HOST']}:{database['PORT']}"
    url = (
        f"sqlite:///{database['NAME']}"
        if vendor == "sqlite"
        else f"postgres://{database['USER']}@{where}/{database['NAME']}"
    )
    ports = {"bare view": 8211, "kept page": 8212}
    modules = {"bare view": "bench.page_cache:bare_application()", "kept page": "lesas_portal.wsgi"}
    servers: dict[str, subprocess.Popen] = {}
    for kind, port in ports.items():
        environment = os.environ | {"DATABASE_URL": url, "PORT": str(port), "SERVED_FROM": str(folder)}
        environment |= {"BARE_BYTES": str(size), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        environment |= {"DJANGO_SETTINGS_MODULE": "tests.served_settings"}
        command = [sys.executable, "-m", "gunicorn", "--max-requests", "0", modules[kind]]
        servers[kind] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    rates: dict[str, list[float]] = {kind: [] for kind in ports}
    costs = dict.fromkeys(ports, 0.0)
    try:
        for port in ports.values():
            wait_for(port)
        for _ in range(TURNS):
            for kind, port in ports.items():
                before = busy(servers[kind])
                rates[kind].append(rate(port))
                costs[kind] += busy(servers[kind]) - before
    finally:
        for server in servers.values():
            server.terminate()
            server.wait(30)
    report(rates, costs)


def report(rates: dict[str, list[float]], costs: dict[str, float]) -> None:
    """Print what was served, and what a request cost the workers."""
    print(f"two workers, {CLIENTS} clients on the same machine, medians of {TURNS} x {SECONDS} s")
    found = {kind: statistics.median(taken) for kind, taken in rates.items()}
    cost = {kind: costs[kind] / (sum(rates[kind]) * SECONDS) * 1e6 for kind in rates}
    for kind, number in found.items():
        ratios = number / found["bare view"], cost["bare view"] / cost[kind]
        print(f"{kind:<12} {number:>6.0f} requests a second, {ratios[0]:.2f} x bare", end="; ")
        print(f"{cost[kind]:.0f} us of the workers' processor time, {ratios[1]:.2f} x bare")


def bare_application() -> Callable:
    """The bare view, as gunicorn is given it."""
    import django

    django.setup()
    return bare(b"x" * int(os.environ.get("BARE_BYTES", "12000")))


def wait_for(port: int) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", PATH)
            client.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")


def rate(port: int) -> float:
    """Requests a second of clients that each keep a connection, and do as little as they can themselves."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + SECONDS

    def read(place: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            length = 0
            while time.perf_counter() < until:
                client.sendall(REQUEST)
                length = read_answer(client, length)
                counts[place] += 1

    threads = [threading.Thread(target=read, args=[place]) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def read_answer(client: socket.socket, length: int) -> int:
    """Read one answer; all are as long as the first. Return its length."""
    held = client.recv(65536)
    while not length:
        head, end, _ = held.partition(b"\r\n\r\n")
        if end:
            found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            length = len(head) + 4 + int(found[1])
        else:
            held += client.recv(65536)
    got = len(held)
    while got < length:
        chunk = client.recv(65536)
        if not chunk:
            raise RuntimeError("The server hung up.")
        got += len(chunk)
    return length


def busy(server: subprocess.Popen) -> float:
    """The seconds of the processor that the workers of a server have used."""
    workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    times = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in workers]
    return sum(int(one[11]) + int(one[12]) for one in times) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
