"""How fast pages are, against a bare Django view that answers as many bytes, in the same run.

Two gunicorns with the portal's own settings, one with the portal, one with the bare view, are asked in turns
over four kept connections, as a browser asks (gzip), or uncompressed with ``--plain``. Everything stands in a
throw-away test database of the configured kind (set DATABASE_URL for PostgreSQL), first with the content that
ships, then with 10,000 resources.

The page cache is switched off; ``page_cache.py`` measures what comes from it. ``x cpu`` is the processor time
of a bare answer as a share of the page's, both from the round of five that was disturbed least: where others
use the machine as well, it is the honest figure. The time of a database's own server is not in it. ``x bare``
are answers a second as a share of the bare view's. The last table holds ``x cpu`` against the goals, and says
how much dearer a page is with 10,000 resources. ``pages.py search risk`` measures those pages, and
``--shipped`` leaves the 10,000 out.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ROUNDS, SECONDS, BARE_SECONDS, WARM_UP = 5, 0.4, 0.25, 0.2
LARGE = 10_000
GROWTH_AT_MOST = 1.5
TICK = os.sysconf("SC_CLK_TCK")
HEAD = f"{'page':<22}{'kB':>6}{'req/s':>8}{'cpu ms':>8}{'bare/s':>9}{'cpu ms':>8}{'x bare':>9}{'x cpu':>7}"
PAGES = {
    "home": "/",
    "front door": "/front-door/",
    "guidance": "/guidance/online-bullying/",
    "risk": "/risks/contact/",
    "resources": "/resources/",
    "resources, filtered": "/resources/?risk=contact&phase=primary",
    "policy": "/policies/acceptable-use/",
    "search": "/search/?q=sexting",
    "search, two words": "/search/?q=online+bullying",
    "search, typing error": "/search/?q=bulying",
    "search, a sentence": "/search/?q=what+filtering+and+monitoring+do+we+need",
}
# Of issue 16: what a page makes of a bare view, uncached.
GOALS = {
    **dict.fromkeys(("home", "front door", "guidance"), 0.10),
    **dict.fromkeys(("risk", "resources", "policy"), 0.05),
    "search": 0.06,
}


@dataclass
class Server:
    """One gunicorn: its port, and the process that started its workers."""

    port: int
    process: subprocess.Popen

    def load(self, path: str, seconds: float, encoding: str) -> "Load":
        """Ask for ``path`` as fast as it answers; return what came and what it cost."""
        before = self._ticks()
        command = [
            sys.executable,
            str(HERE / "served" / "load.py"),
            str(self.port),
            path,
            str(seconds),
            encoding,
        ]
        said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        busy = (self._ticks() - before) / TICK
        return Load(said["answers"] / said["seconds"], busy / said["answers"] * 1_000, said["bytes"])

    def _ticks(self) -> int:
        """Processor time of all its processes, those that have ended with them."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(sum(map(int, _stat(one)[11:15])) for one in (str(pid), *children))


@dataclass
class Load:
    """What one page gave: answers a second, processor milliseconds of one answer, and its bytes."""

    rate: float
    cpu: float
    size: int


def main(*words: str) -> None:
    """Fill the database, measure, add resources, measure again."""
    sys.path[:0] = [str(ROOT), str(HERE)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "served.portal")
    encoding = "identity" if "--plain" in words else "gzip"
    chosen = [word for word in words if not word.startswith("--")]
    pages = {name: path for name, path in PAGES.items() if not chosen or name.split(",")[0] in chosen}
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder)) as vendor:
        from django.conf import settings

        from guidance.loading import content
        from guidance.models import Resource

        content.load(settings.FIXTURES_DIR)
        print(f"pages on {vendor}, {encoding}, uncached: the portal beside a bare view of as many bytes")
        runs = [measure(f"{Resource.objects.count()} resources", pages, encoding)]
        if "--shipped" not in words:
            add_resources(LARGE)
            runs.append(measure(f"{Resource.objects.count()} resources", pages, encoding))
    report(runs)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """A test database of the configured kind, which the servers are told of; yields what kind it is."""
    os.environ["BENCH_FOLDER"] = str(folder)
    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "pages.sqlite3")
    test_name = connection.creation.create_test_db(verbosity=0, serialize=False)
    address = os.environ.get("DATABASE_URL", "")
    if connection.vendor == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{test_name}"
    else:
        os.environ["DATABASE_URL"] = address.replace(f"/{name}", f"/{test_name}")
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def add_resources(number: int) -> None:
    """Add resources until there are ``number``: copies of those that ship, each with words of its own."""
    from django.db import connection, transaction

    from guidance import search
    from guidance.models import Resource

    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(4, 9))) for _ in range(3_000)]
    shipped = list(Resource.objects.published().prefetch_related("risk_areas", "audiences", "phases"))
    old = [chance.choice(shipped) for _ in range(number - len(shipped))]
    new = [_copy(one, place, " ".join(chance.choices(words, k=2))) for place, one in enumerate(old)]
    with transaction.atomic():
        Resource.objects.bulk_create(new)
        for name in ("risk_areas", "audiences", "phases"):
            through = Resource._meta.get_field(name).remote_field.through
            column = Resource._meta.get_field(name).m2m_reverse_field_name()
            through.objects.bulk_create(
                through(resource_id=row.pk, **{f"{column}_id": label.pk})
                for row, one in zip(new, old, strict=True)
                for label in getattr(one, name).all()
            )
        search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(resource, place: int, own: str):
    fields = {field.attname: getattr(resource, field.attname) for field in resource._meta.concrete_fields}
    fields |= {"id": None, "helpline_id": None, "successor_id": None}
    fields |= {"title": f"{resource.title[:160]} {own}", "slug": f"copy-{place}-{resource.slug}"[:100]}
    return type(resource)(**fields)


def measure(label: str, pages: dict[str, str], encoding: str) -> dict[str, float]:
    """Print a line for each page, and return the processor time of a bare answer as a share of the page's."""
    with serve("served.portal", PAGE_CACHE_BYTES="0") as portal, serve("served.bare") as bare:
        print(f"\n{label} (load of the machine {os.getloadavg()[0]:.1f})")
        print(HEAD)
        return {name: _measured(name, portal, bare, path, encoding) for name, path in pages.items()}


def _measured(name: str, portal: Server, bare: Server, path: str, encoding: str) -> float:
    size = portal.load(path, WARM_UP, encoding).size
    bare.load(f"/{size}/", WARM_UP, encoding)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(portal.load(path, SECONDS, encoding))
        theirs.append(bare.load(f"/{size}/", BARE_SECONDS, encoding))
    rate, bare_rate = (max(one.rate for one in loads) for loads in (ours, theirs))
    cpu, bare_cpu = (min(one.cpu for one in loads) for loads in (ours, theirs))
    print(
        f"{name:<22}{size / 1000:>6.1f}{rate:>8.0f}{cpu:>8.2f}{bare_rate:>9.0f}{bare_cpu:>8.3f}"
        f"{rate / bare_rate:>9.3f}{bare_cpu / cpu:>7.3f}",
        flush=True,
    )
    return bare_cpu / cpu


def report(runs: list[dict[str, float]]) -> None:
    """Print what was reached beside the goals: one run, or one without and one with more resources."""
    more = f"{LARGE:>9,}{'growth':>8}" if len(runs) > 1 else ""
    print(f"\n{'x cpu':<22}{'goal':>6}{'shipped':>9}{more}")
    for name, share in runs[0].items():
        shares = [run[name] for run in runs]
        goal, growth = GOALS[name.split(",")[0]], share / shares[-1]
        missed = [f"goal missed at {min(shares):.3f}"] if min(shares) < goal else []
        missed += [f"not flat: x {growth:.2f}"] if growth > GROWTH_AT_MOST else []
        figures = "".join(f"{one:>9.3f}" for one in shares) + (f"{growth:>8.2f}" if len(runs) > 1 else "")
        print(f"{name:<22}{goal:>6.2f}{figures}  {'; '.join(missed) or 'met'}")


@contextmanager
def serve(settings: str, **switches: str) -> Iterator[Server]:
    """Run a gunicorn as the portal does, under the settings module ``settings``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(HERE),
        "PORT": str(port),
        **switches,
    }
    command = [sys.executable, "-m", "gunicorn"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(60)


def _wait(port: int, process: subprocess.Popen) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit("A server did not start.")


def _stat(pid: str) -> list[str]:
    """The fields of /proc/PID/stat after the name of the program (proc(5)); none for one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return ["0"] * 20


if __name__ == "__main__":
    main(*sys.argv[1:])
