"""``python -m tests.resilience.stale_reads``: are readers ever shown what an edit has replaced?

Two workers of gunicorn as it is configured, on a throw-away database of the kind that DATABASE_URL names. An
adviser's services change a page, then the page is read at once, over both workers, each time expecting
the newest words, and each second time as a browser that has the page before. Prints what was seen; ends
with 1 if one answer of a thousand was stale.
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

EDITS, READS = 125, 8
ROOT = Path(__file__).resolve().parents[2]
seen_tags: dict[str, str] = {}
"""The newest tag of each page: what a browser would send."""


def main() -> int:
    """Run it; return the exit status."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        url = _own_database(Path(folder))
        try:
            os.environ |= {"DATABASE_URL": url, "SERVED_FROM": folder}
            os.environ["DJANGO_SETTINGS_MODULE"] = "tests.served_settings"
            return _run(Path(folder), url)
        finally:
            _drop(url)


def _own_database(folder: Path) -> str:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return f"sqlite:///{folder / 'served.sqlite3'}"
    name = f"stale_reads_{os.getpid()}"
    _psql(given, f"CREATE DATABASE {name}")
    return re.sub(r"/[^/]*$", f"/{name}", given)


def _drop(url: str) -> None:
    if url.startswith("postgres"):
        server, _, name = url.rpartition("/")
        _psql(f"{server}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


def _psql(url: str, statement: str) -> None:
    subprocess.run(["psql", "-X", "-q", url, "-c", statement], check=True)


def _run(folder: Path, url: str) -> int:
    import django
    from django.core.management import call_command
    from django.db import connection

    from tests.server import serve

    django.setup()
    call_command("migrate", verbosity=0)
    with serve(folder, WEB_CONCURRENCY="2", DATABASE_URL=url) as server:
        call_command("load_content", verbosity=0)
        before = _busy(server)
        seen = _edit_and_read(server)
        busy = [after - began for began, after in zip(before, _busy(server), strict=True)]
        connection.close()
    lines = [
        f"{connection.vendor}: {EDITS} edits through services, {seen['reads']} reads after them.",
        f"Processor time of each worker: {', '.join(f'{one:.1f} s' for one in busy)}.",
        f"Told that nothing changed: {seen['unchanged']}, of these wrongly: {seen['wrongly']}.",
        f"Stale: {seen['stale']}.",
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if seen["stale"] or seen["wrongly"] or not all(busy) or not seen["unchanged"] else 0


def _busy(server) -> list[float]:
    """The seconds of the processor that each worker has used."""
    asked = ["pgrep", "-f", "-P", str(server.pid), "gunicorn"]
    workers = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    times = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in sorted(workers)]
    return [(int(one[11]) + int(one[12])) / os.sysconf("SC_CLK_TCK") for one in times]


def _edit_and_read(server) -> Counter:
    """Change something, read it, and read it once more as a browser that has the page before the change."""
    from guidance.models import GuidancePage, Helpline, load_bearing
    from guidance.services import editing, publishing

    seen: Counter = Counter()
    page = GuidancePage.objects.published().first()
    office = Helpline.objects.get(slug=load_bearing.OFFICE)
    for number in range(EDITS):
        kind, path = number % 4, page.get_absolute_url()
        if kind == 0:
            expected, page.title = f"Words of edit {number}", f"Words of edit {number}"
            editing.save_changes(obj=page, by="stale_reads")
        elif kind == 1:
            expected = office.phone = f"01632 960{number:03}"
            office.phone_confirmed, path = True, "/"
            editing.save_changes(obj=office, by="stale_reads", with_details=True)
        elif kind == 2:
            expected = f"It was wrong, said edit {number}."
            publishing.withdraw(obj=page, by="stale_reads", reason=expected)
        else:
            expected = page.title
            publishing.publish(obj=page, by="stale_reads", note="It is back.")
        page.refresh_from_db()
        _read(server, path, expected, seen, is_public=kind != 2)
    return seen


def _read(server, path: str, expected: str, seen: Counter, *, is_public: bool) -> None:
    had = seen_tags.get(path, '"none"')
    for turn in range(READS):
        answer = server.get(path, *([f"If-None-Match: {had}"] if turn % 2 else []))
        seen["reads"] += 1
        if answer.status == 304:
            seen["unchanged"] += 1
            seen["wrongly"] += had != seen_tags.get(path)
            continue
        fresh = expected in html.unescape(answer.text) and (answer.status == 200) == is_public
        seen["stale"] += not fresh
        if tag := re.search(r"^etag: (\S+)", answer.head, re.IGNORECASE | re.MULTILINE):
            seen_tags[path] = had = tag[1]


if __name__ == "__main__":
    sys.exit(main())
