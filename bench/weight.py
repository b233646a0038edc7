"""What a first visit to each type of page weighs over the wire, and how much of it is the page itself.

Bytes, not times: the same on any machine. Brotli as a server sends it; the content that ships with the site,
in a throw-away test database of the configured kind. The last column is what a second page costs, when styles
and pictures are in the browser already.
"""

import os
import sys
import tempfile
import warnings
from pathlib import Path

import django


def main() -> None:
    """Weigh every type of page and print a table, the heaviest first."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    warnings.filterwarnings("ignore", message="No directory at")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client, override_settings

    from guidance.loading import content
    from tests.browser.page_types import PAGES
    from tests.page_weight import BUDGET, weigh

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            LAST_KNOWN_DIR=Path(folder),
            STATIC_ROOT=Path(folder) / "static",
            ALLOWED_HOSTS=["*"],
            SECURE_SSL_REDIRECT=False,
            DEBUG=False,
        ),
    ):
        try:
            content.load(settings.FIXTURES_DIR)
            call_command("collectstatic", interactive=False, verbosity=0)
            rows = [(kind, weigh(Client(), path, settings.STATIC_ROOT)) for kind, path in PAGES.items()]
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
    rows.sort(key=lambda row: -sum(row[1].values()))
    print(f"First visit, bytes; the budget is {BUDGET:,}")
    for kind, weights in rows:
        print(f"{kind:<28} {sum(weights.values()):>7,}  the page alone {weights['page']:>7,}")


if __name__ == "__main__":
    main()
