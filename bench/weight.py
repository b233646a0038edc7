"""What a first visit to each type of page weighs over the wire, and how much of it is the page itself.

Bytes, not times: the same on any machine. Brotli as a server sends it; the content that ships with the site,
in a throw-away test database of the configured kind. Policies, which are long, are each weighed. The last
column is what a second page costs, when styles and pictures are in the browser already. Exits with 1 where a
page is over the goal.
"""

import os
import sys
import tempfile
import warnings
from pathlib import Path

import django

Weights = list[tuple[str, dict[str, int]]]


def main() -> int:
    """Weigh every type of page and print a table, the heaviest first; return how the script is to end."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    warnings.filterwarnings("ignore", message="No directory at")
    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return report(weigh_all(Path(folder)))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def weigh_all(folder: Path) -> Weights:
    """Load the content, collect the static files into ``folder`` and weigh each page as a server sends it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client, override_settings

    from guidance.loading import content
    from guidance.models import PolicyTemplate
    from tests.browser.page_types import PAGES
    from tests.page_weight import weigh

    on_a_server = {
        "LAST_KNOWN_DIR": folder,
        "STATIC_ROOT": folder / "static",
        "ALLOWED_HOSTS": ["*"],
        "SECURE_SSL_REDIRECT": False,
        "DEBUG": False,
    }
    with override_settings(**on_a_server):
        content.load(settings.FIXTURES_DIR)
        call_command("collectstatic", interactive=False, verbosity=0)
        policies = PolicyTemplate.objects.published()
        pages = PAGES | {f"policy: {one.title}": one.get_absolute_url() for one in policies}
        return [(kind, weigh(Client(), path, settings.STATIC_ROOT)) for kind, path in pages.items()]


def report(rows: Weights) -> int:
    """Print a line for each page; return 1 where one is over the goal, else 0."""
    from tests.page_weight import BUDGET

    rows.sort(key=lambda row: -sum(row[1].values()))
    print(f"First visit, bytes over the wire; goal: at most {BUDGET:,} for every type of page")
    for kind, weights in rows:
        total = sum(weights.values())
        mark = "" if total <= BUDGET else "  over the goal"
        print(f"{kind:<58} {total:>7,}  the page alone {weights['page']:>7,}{mark}")
    over = sum(sum(weights.values()) > BUDGET for _, weights in rows)
    print(f"{len(rows) - over} of {len(rows)} within the goal")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
