"""``python -m tests.resilience.forking``: loads the portal as the server does before it forks, and forks.

Prints as JSON what was open and running before, and of each child what it was answered and had opened.
"""

import json
import os
import sys
import threading

PATH = "/about/"  # it needs no content


def main() -> None:
    """Load, fork twice, and be asked like the children."""
    before = open_files()
    from lesas_portal import wsgi

    loaded = {"opened": sorted(open_files() - before), "threads": threading.active_count()}
    children = [child(wsgi.application) for _ in range(2)]
    told = [json.loads(os.fdopen(pipe).read()) for pipe in children]
    ended = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in children]
    own = asked(wsgi.application)
    sys.stdout.write(json.dumps({"loaded": loaded, "children": told, "ended": ended, "parent": own}))


def child(application) -> int:
    """Fork; return where the child writes."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        pipe.write(json.dumps(asked(application)))
    os._exit(0)


def asked(application) -> dict[str, list[str]]:
    """Ask for a page twice; return what the page cache did, and the connections that are open then."""
    from tests.wsgi_client import WsgiClient

    ask = WsgiClient(application)
    outcomes = [ask(PATH).outcome for _ in range(2)]
    return {
        "outcomes": outcomes,
        "sockets": sorted(name for name in open_files() if name.startswith("socket:")),
    }


def open_files() -> set[str]:
    """What this process has open, by the names that the system gives it: each socket has its own."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue  # the list itself
    return found


if __name__ == "__main__":
    main()
