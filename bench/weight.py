"""What a first visit to each type of page weighs over the wire, and how much of it is the page itself.

Bytes, not times: the same on any machine. Brotli as a server sends it; the content that ships with the site,
in a throw-away test database of the configured kind. Policies, which are long, are each weighed. The last
column is what a second page costs, when styles and pictures are in the browser already. Exits with 1 where a
page is over the goal.
"""

import sys
from pathlib import Path

from served.database import filled_database

Weights = list[tuple[str, dict[str, int]]]


def main() -> int:
    """Weigh every type of page and print a table, the heaviest first; return how the script is to end."""
    with filled_database(DEBUG=False) as folder:
        return report(weigh_all(folder / "static"))


def weigh_all(static: Path) -> Weights:
    """Collect the static files into the folder ``static`` and weigh each page as a server sends it."""
    from django.core.management import call_command
    from django.test import Client, override_settings

    from guidance.models import PolicyTemplate
    from tests.browser.page_types import PAGES
    from tests.page_weight import weigh

    with override_settings(STATIC_ROOT=static):
        call_command("collectstatic", interactive=False, verbosity=0)
        policies = PolicyTemplate.objects.published()
        pages = PAGES | {f"policy: {one.title}": one.get_absolute_url() for one in policies}
        return [(kind, weigh(Client(), path, static)) for kind, path in pages.items()]


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
