"""The portal's settings, with every file it writes in the folder of the test that serves it."""

import os
from pathlib import Path

from lesas_portal.settings import *  # noqa: F403

SERVED_FROM = Path(os.environ["SERVED_FROM"])
LAST_KNOWN_DIR = SERVED_FROM / "var"
# Nothing was collected into it: a server that was started without that step.
STATIC_ROOT = SERVED_FROM / "static"
if os.environ.get("WITHOUT_TEMPLATES"):
    # A broken installation: not even an error page can be made.
    TEMPLATES[0]["DIRS"] = []  # noqa: F405
