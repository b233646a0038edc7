"""The portal's settings for ``pages.py``: its own, with its last-known copies in a folder that goes away."""

import os
from pathlib import Path

from lesas_portal.settings import *  # noqa: F403 -- the settings, all of them, and one more

LAST_KNOWN_DIR = Path(os.environ["BENCH_FOLDER"])
