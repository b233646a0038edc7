"""The processes of the server: what they share when they are made, and what readers see of one that dies."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from django.conf import settings as project_settings
from django.db import connection

from tests.server import Server, environment_for, serve, workers_of

READERS = 3
PATIENCE_SECONDS = 60
PATH = "/about/"


# Slow, because the portal is loaded in a process of its own.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_is_open_before_a_fork_and_each_process_opens_its_own(tmp_path, request):
    environment = environment_for(tmp_path)
    if connection.vendor == "postgresql":
        ours = connection.settings_dict
        address = f"{ours['USER']}@{ours['HOST']}:{ours['PORT']}"
        environment["DATABASE_URL"] = f"postgres://{address}/{ours['NAME']}"
    else:
        shutil.copy(request.getfixturevalue("tables"), tmp_path / "served.sqlite3")
    (tmp_path / "static").mkdir()
    command = [sys.executable, "-m", "tests.resilience.forking"]
    done = subprocess.run(
        command, cwd=project_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    assert said["loaded"] == {"opened": [], "threads": 1}
    assert said["ended"] == [0, 0]
    everybody = [*said["children"], said["parent"]]
    assert [one["outcomes"] for one in everybody] == [["made", "hit"]] * 3
    sockets = [name for one in everybody for name in one["sockets"]]
    assert len(sockets) == len(set(sockets))
    assert bool(sockets) == (connection.vendor == "postgresql")


# Slow, because workers are killed and others begin in their place, in real time; many of them for the proofs.
@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(25, marks=pytest.mark.proof)])
def test_whoever_reads_while_workers_are_killed_gets_the_page_or_nothing(tables, tmp_path, kills):
    shutil.copy(tables, tmp_path / "served.sqlite3")
    answers, cut, is_over = [], [], threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                answers.append(server.get(PATH))
            except (OSError, IndexError):
                cut.append(1)

    with serve(tmp_path, WEB_CONCURRENCY="2") as server:
        page = server.get(PATH)
        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for one in readers:
            one.start()
        for _ in range(kills):
            victim = wait_for_workers(server)[0]
            os.kill(victim, signal.SIGKILL)
            wait_until_gone(victim)
        wait_for_workers(server)
        is_over.set()
        for one in readers:
            one.join()
        after = [server.get(PATH) for _ in range(20)]
    whole = [one for one in answers if f"content-length: {len(one.body)}" in one.head.lower()]
    assert {(one.status, one.body) for one in [*whole, *after]} == {(200, page.body)}
    # Only who was being answered by the one that died: no more than asked at once.
    assert len(cut) + len(answers) - len(whole) <= kills * READERS


def wait_for_workers(server: Server) -> list[int]:
    """Return them once there are two, of which the first has served for a moment."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if len(found := workers_of(server)) == 2:
            time.sleep(0.5)
            return found
        time.sleep(0.05)
    raise AssertionError(f"No other worker began:\n{server.log}")


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.02)
