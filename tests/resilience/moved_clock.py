"""gunicorn as it is configured, with a clock that is as many seconds ahead as the file MOVED_CLOCK says.

``GUNICORN_CMD_ARGS="--config python:tests.resilience.moved_clock"``. Every worker follows the file. As on a
real machine whose clock is set, what counts seconds (time.monotonic) and what sleeps does not notice.
"""

import os
import threading
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import time_machine

LOOKS_EVERY_SECONDS = 0.1
CONFIGURED = Path(__file__).resolve().parents[2] / "gunicorn.conf.py"
_spec = spec_from_file_location("configured", CONFIGURED)
_configured = module_from_spec(_spec)
_spec.loader.exec_module(_configured)
globals().update({name: value for name, value in vars(_configured).items() if not name.startswith("_")})


def post_fork(server, worker) -> None:
    """Let the worker follow the file beside what is configured."""
    _configured.post_fork(server, worker)
    threading.Thread(target=_follow, args=(Path(os.environ["MOVED_CLOCK"]),), daemon=True).start()


def _follow(file: Path) -> None:
    clock, ahead = time_machine.travel(time.time(), tick=True).start(), 0
    while True:
        said = int(file.read_text() or ahead)
        if said != ahead:
            clock.shift(said - ahead)
            ahead = said
        time.sleep(LOOKS_EVERY_SECONDS)
