"""The faults of ``tests.resilience.faults``, each a function that breaks something and looks."""

import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from guidance.clock_words import date_words
from guidance.services import snapshot_file
from tests.document import Document
from tests.resilience.faults import COPIED, Place, has, is_stale, manage, post, ready, serve, start, timed
from tests.server import Server, workers_of

OFFICE = "03000411111"
LONDON = ZoneInfo("Europe/London")


def database_down(place: Place) -> None:
    """PostgreSQL is stopped and started again, under one portal that runs and one that starts meanwhile."""
    with place.postgresql("down") as (folder, url, cluster), serve(folder, DATABASE_URL=url) as first:
        before = {path: first.get(path) for path in (*COPIED, "/resources/", "/risks/")}
        place.must(all(one.status == 200 for one in before.values()), "before it, all pages answer")
        hidden = ready(first)
        cluster.stop()
        kept = {path: first.get(path) for path in before}
        place.must(all(one.status == 200 for one in kept.values()), "what was read before goes on")
        place.must(all(is_stale(one) for one in kept.values()), "and says in header and words how old it is")
        other = first.get("/training/")
        place.must(
            (other.status, OFFICE in other.text) == (503, True), "any other page: 503, and whom to ring"
        )
        refused = post(first, hidden)
        place.must(
            refused.status == 503 and has(refused, hidden["message"][:40]),
            "Send: 503 with all that was typed",
        )
        with serve(folder, DATABASE_URL=url) as second:
            fresh = {path: second.get(path) for path in COPIED}
            place.must(
                all(one.status == 200 and is_stale(one) for one in fresh.values()),
                "a fresh process: the same",
            )
            cluster.start()
            time.sleep(3)
            after = {path: second.get(path) for path in before}
            place.must(
                all(one.status == 200 and not is_stale(one) for one in after.values()), "the fresh one heals"
            )
        place.must(first.get("/training/").status == 200, "the first one heals, without a restart")
        place.must(post(first, hidden).status == 302, "the same button sends the enquiry")
        stored = cluster.psql(url.rpartition("/")[2], "SELECT count(*) FROM enquiries_enquiry")
        place.must(stored == "1", "it is stored once")


def database_slow(place: Place) -> None:
    """A table of PostgreSQL is locked, then the whole server is frozen (SIGSTOP), then it goes on."""
    with place.postgresql("slow") as (folder, url, cluster), serve(folder, DATABASE_URL=url) as server:
        server.get("/front-door/")
        name = url.rpartition("/")[2]
        lock = "BEGIN; LOCK TABLE guidance_resource; SELECT pg_sleep(25)"
        locker = threading.Thread(target=cluster.psql, args=(name, lock))
        locker.start()
        time.sleep(2)
        answer, seconds = timed(lambda: server.send(ask("/resources/"), timeout=60))
        place.must(
            answer.status == 503 and seconds < 25, f"a statement that waits: 503 after {seconds:.0f} s"
        )
        answer, seconds = timed(lambda: server.send(ask("/front-door/"), timeout=60))
        place.must(answer.status == 200 and seconds < 5, f"the Front Door meanwhile after {seconds:.1f} s")
        locker.join()
        place.must(server.get("/resources/").status == 200, "and the page again when the lock has gone")
        pids = cluster.psql(name, "SELECT pid FROM pg_stat_activity UNION SELECT pg_backend_pid()").split()
        frozen = [int(cluster.postmaster), *map(int, pids)]
        for pid in frozen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            answer, seconds = timed(lambda: server.send(ask("/front-door/"), timeout=60))
            place.must(
                answer.status == 200 and OFFICE in answer.text,
                f"frozen: the Front Door after {seconds:.0f} s",
            )
            answer, seconds = timed(lambda: server.send(ask("/front-door/"), timeout=60))
            place.must(answer.status == 200 and seconds < 8, f"the next one after {seconds:.1f} s")
        finally:
            for pid in frozen:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
        time.sleep(6)
        place.must(server.get("/training/").status == 200, "it heals when the server goes on")


def ask(path: str) -> str:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def no_manifest(place: Place) -> None:
    """The list of static files is missing, then broken."""
    folder, url = place.sqlite("manifest")
    for text in (None, "{broken"):
        (folder / "static").mkdir(exist_ok=True)
        if text:
            (folder / "static" / "staticfiles.json").write_text(text)
        with serve(folder, DATABASE_URL=url) as server:
            found = [server.get(path).status for path in COPIED]
            place.must(
                found == [200] * len(COPIED), f"all pages answer with a list that is {text or 'missing'}"
            )


def no_var(place: Place) -> None:
    """The folder of the copies cannot be written, and an adviser changes a number in another process."""
    folder, url = place.sqlite("no_var")
    (folder / "var").write_text("A file stands where the folder should be.")
    with serve(folder, DATABASE_URL=url) as server:
        place.must(OFFICE in server.get("/risks/").text, "pages answer")
        with sqlite3.connect(folder / "served.sqlite3", timeout=30) as database:
            database.execute(
                "UPDATE guidance_helpline SET phone = '03000 99 99 99' WHERE slug = 'front-door'"
            )
        page = server.get("/risks/")
        place.must(
            "03000999999" in page.text and OFFICE not in page.text,
            "strip and foot have the new number at once",
        )
        os.rename(folder / "served.sqlite3", folder / "away")
        away = server.get("/front-door/")
        place.must(away.status == 200 and "03000999999" in away.text, "without the database too, from memory")
        os.rename(folder / "away", folder / "served.sqlite3")
        place.must("cannot be written" in server.log, "the log says so")


def disk_full(place: Place) -> None:
    """No file may grow beyond 64 kB (RLIMIT_FSIZE): SQLite's log, the copies, Python's own files."""
    folder, url = place.sqlite("disk_full")
    limit = ("prlimit", f"--fsize={64 * 1024}")
    with serve(folder, through=limit, DATABASE_URL=url) as server:
        found = [server.get(path).status for path in COPIED]
        place.must(found == [200] * len(COPIED), "all pages answer")
        place.must(not list((folder / "var").glob(f"{snapshot_file.PART}*")), "no half file is left")
        hidden, confirmed, refused = ready(server), 0, None
        for _ in range(12):
            answer = post(server, hidden)
            confirmed += answer.status == 302
            if answer.status != 302:
                refused = answer
                break
            hidden = ready(server)
        place.must(
            refused is not None and refused.status == 503, f"after {confirmed} enquiries Send answers 503"
        )
        place.must(has(refused, hidden["message"][:40]), "with all that was typed")
    with serve(folder, DATABASE_URL=url) as server:
        place.must(post(server, hidden).status == 302, "with room again the same button sends it")
    with sqlite3.connect(folder / "served.sqlite3") as database:
        (stored,) = database.execute("SELECT count(*) FROM enquiries_enquiry").fetchone()
        place.must(stored == confirmed + 1, f"stored: {stored}, confirmed: {confirmed + 1}")
        place.must(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is whole")


def clock_jump(place: Place) -> None:
    """The clock of the portal is set three days ahead, then right, under open forms."""
    folder, url = place.sqlite("clock")
    ahead = folder / "ahead"
    ahead.write_text("0")
    moved = {
        "GUNICORN_CMD_ARGS": "--config python:tests.resilience.moved_clock",
        "MOVED_CLOCK": str(ahead),
    }
    with serve(folder, DATABASE_URL=url, **moved) as server:
        opened = {"before": ready(server)}
        for words, days in {"three days ahead": 3, "right again": 0}.items():
            ahead.write_text(str(days * 86_400))
            time.sleep(1)
            found = {path: server.get(path) for path in COPIED}
            place.must({one.status for one in found.values()} == {200}, f"{words}: all pages answer")
            today = date_words(datetime.now(LONDON).date() + timedelta(days=days))
            place.must(has(found["/allegations/"], f", {today}."), f"{words}: allegations speaks of {today}")
            opened[words] = ready(server)
        for words, form in opened.items():
            statuses = _pressed(server, form)
            place.must(statuses[-1] == 302, f"the form opened {words} is sent: {statuses}")
    with sqlite3.connect(folder / "served.sqlite3") as database:
        (stored,) = database.execute("SELECT count(*) FROM enquiries_enquiry").fetchone()
    place.must(stored == len(opened), f"each is stored once: {stored}")


def _pressed(server: Server, form: dict[str, str]) -> list[int]:
    """Press the button of the page that comes back, three times at most, which has all that was typed."""
    statuses: list[int] = []
    while len(statuses) < 3 and 302 not in statuses:
        answer = post(server, form)
        statuses.append(answer.status)
        if answer.status != 302:
            assert has(answer, form["message"][:40])
            form = {**form, **Document(answer.text).hidden}
    return statuses


def dns_gone(place: Place) -> None:
    """Neither the database nor the mail server has a name that can be found."""
    folder, url = place.sqlite("dns")
    mail = {"EMAIL_URL": "smtp://mail.invalid"}
    with serve(folder, DATABASE_URL=url, **mail) as server:
        place.must(post(server, ready(server)).status == 302, "an enquiry is stored and confirmed")
    os.environ |= mail
    done = start(folder, url, "send_queued_mail").wait()
    del os.environ["EMAIL_URL"]
    with sqlite3.connect(folder / "served.sqlite3") as database:
        waiting = database.execute("SELECT count(*) FROM core_queuedemail WHERE sent_at IS NULL").fetchone()[
            0
        ]
    place.must(waiting == 2, f"both mails wait (the worker ended with {done})")
    nowhere = "postgres://lesas@database.invalid/lesas"
    with serve(folder, DATABASE_URL=nowhere) as server:
        answer, seconds = timed(lambda: server.send(ask("/front-door/"), timeout=60))
        place.must(
            answer.status == 200 and OFFICE in answer.text, f"the Front Door answers after {seconds:.1f} s"
        )
        place.must(server.send(ask("/resources/"), timeout=60).status == 503, "other pages: 503")


def mail_hanging(place: Place) -> None:
    """The mail server takes the connection and never says a word."""
    folder, url = place.sqlite("mail")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}"}
        with serve(folder, DATABASE_URL=url, **mail) as server:
            answer, seconds = timed(lambda: post(server, ready(server)))
            place.must(answer.status == 302, f"an enquiry is confirmed ({seconds - 4:.0f} s with two forms)")
            os.environ |= mail
            worker = start(folder, url, "send_queued_mail")
            del os.environ["EMAIL_URL"]
            place.must(server.get("/resources/").status == 200, "pages answer while the worker waits")
            began = time.monotonic()
            worker.wait(180)
            place.say(f"the worker gave up after {time.monotonic() - began:.0f} s")
    with sqlite3.connect(folder / "served.sqlite3") as database:
        waiting = database.execute("SELECT count(*) FROM core_queuedemail WHERE sent_at IS NULL").fetchone()[
            0
        ]
    place.must(waiting == 2, "both mails wait for the next try")


def worker_killed(place: Place) -> None:
    """Workers are killed (SIGKILL) once a second under readers and senders."""
    folder, url = place.sqlite("killed")
    with serve(folder, DATABASE_URL=url, WEB_CONCURRENCY="2") as server:
        hidden, seen, is_over = [ready(server) for _ in range(4)], [], threading.Event()

        def read() -> None:
            while not is_over.is_set():
                try:
                    seen.append(server.get("/front-door/").status)
                except (OSError, IndexError):
                    seen.append(0)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for one in readers:
            one.start()
        killed, confirmed = 0, 0
        for form in hidden:
            victims = workers_of(server)
            sender = threading.Thread(target=lambda: None)
            if victims:
                sender = threading.Timer(0.05, os.kill, (victims[killed % len(victims)], signal.SIGKILL))
                sender.start()
            with suppress(OSError, IndexError):
                confirmed += post(server, form).status == 302
            sender.join()
            killed += 1
            time.sleep(2)
        is_over.set()
        for one in readers:
            one.join()
        again = [post(server, form) for form in hidden]
        place.must(all(one.status in {302, 422} for one in again), "each form can be sent again afterwards")
        place.must(server.get("/").status == 200, f"it goes on after {killed} kills")
        broken = seen.count(0)
        place.must(
            set(seen) <= {0, 200}, f"{len(seen)} reads: {broken} cut with their worker, no other fault"
        )
    with sqlite3.connect(folder / "served.sqlite3") as database:
        stored = database.execute("SELECT count(*) FROM enquiries_enquiry").fetchone()[0]
    place.must(
        stored >= confirmed and stored == 4,
        f"confirmed at first {confirmed}; stored in the end {stored}, none twice",
    )


def migration_half_done(place: Place) -> None:
    """The command migrate is killed in the middle, on both databases, with the portal in front."""
    folder = place.folder / "half"
    folder.mkdir()
    _half(place, folder, f"sqlite:///{folder / 'served.sqlite3'}")
    with place.postgresql("half_postgresql") as (other, _, cluster):
        _half(place, other, cluster.url(cluster.create_database()))


def _half(place: Place, folder: Path, url: str) -> None:
    kind = url.partition(":")[0]
    migrate = start(folder, url, "migrate", "-v0")
    with serve(folder, DATABASE_URL=url) as server:
        # Somewhere in the middle, wherever that is on this machine: once it has begun to make tables.
        time.sleep(0.5)
        was_running = migrate.poll() is None
        migrate.kill()
        migrate.wait()
        place.say(f"{kind}: killed {'in the middle' if was_running else 'too late'}")
        found = {path: server.get(path).status for path in (*COPIED, "/resources/", "/training/")}
        place.must(
            found["/front-door/"] == 200 and set(found.values()) <= {200, 503}, f"{kind}: 200 or 503: {found}"
        )
        manage(folder, url, "migrate", "-v0")
        time.sleep(3)
        place.must(
            server.get("/resources/").status == 200, f"{kind}: migrate again ends it, and the portal heals"
        )


def restart_during_save(place: Place) -> None:
    """gunicorn is told to stop (SIGTERM) in the moment at which Send is pressed."""
    folder, url = place.sqlite("restart")
    confirmed = 0
    for delay in (0.0, 0.02, 0.1):
        with serve(folder, DATABASE_URL=url) as server:
            hidden = ready(server)
            threading.Timer(delay, os.kill, (server.pid, signal.SIGTERM)).start()
            with suppress(OSError, IndexError):
                confirmed += post(server, hidden).status == 302
        with serve(folder, DATABASE_URL=url) as server:
            again = post(server, hidden).status
            place.must(again in {302, 422}, f"stopped after {delay} s; the same button afterwards: {again}")
    with sqlite3.connect(folder / "served.sqlite3") as database:
        stored = database.execute("SELECT count(*) FROM enquiries_enquiry").fetchone()[0]
    place.must(stored == 3, f"confirmed at once {confirmed} of 3, stored in the end {stored}, none twice")


def page_cache_full(place: Place) -> None:
    """The memory for kept pages is 200 kB, and every page is asked for."""
    folder, url = place.sqlite("cache_full")
    with serve(folder, DATABASE_URL=url, PAGE_CACHE_BYTES="200000") as server:
        with sqlite3.connect(folder / "served.sqlite3") as database:
            slugs = [row[0] for row in database.execute("SELECT slug FROM guidance_resource LIMIT 60")]
        (pid,) = workers_of(server)
        found = [server.get(f"/resources/{slug}/").status for slug in slugs]
        place.must(set(found) <= {200, 410}, f"{len(found)} pages answer")
        place.must(server.get("/").status == 200 and workers_of(server) == [pid], "in the same process")


CASES: dict[str, Callable[[Place], None]] = {
    case.__name__.replace("_", "-"): case
    for case in (
        *(database_down, database_slow, no_manifest, no_var, disk_full, clock_jump, dns_gone, mail_hanging),
        *(worker_killed, migration_half_done, restart_during_save, page_cache_full),
    )
}
