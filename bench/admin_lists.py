"""How long the lists of the admin take with 10,000 resources, against a bare list in the same run.

Runs in a throw-away test database of the configured kind (set DATABASE_URL for PostgreSQL). Prints queries,
the median in milliseconds, the processor time of this process, and the median as a ratio to the bare list,
that of publishers: no filters. Ends with 1 when a list costs more than twelve queries.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import django

SIZE = 10_000
QUERIES_AT_MOST = 12
ROUNDS = 5
RESOURCES = "/admin/guidance/resource/"
LISTS = {
    "bare list": "/admin/guidance/publisher/",
    "resources": RESOURCES,
    "resources, page 100": f"{RESOURCES}?p=100",
    "resources, due": f"{RESOURCES}?check=due",
    "resources, one kind": f"{RESOURCES}?kind__exact=guidance",
    "search: a rare word": f"{RESOURCES}?q=9999",
    "search: two words": f"{RESOURCES}?q=resource+number",
}


def main() -> int:
    """Fill a database and print a table; return 1 when a list costs too many queries."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.conf import settings
    from django.contrib import admin
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    setup_test_environment()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    worst = 0
    try:
        client = Client()
        client.force_login(fill())
        others = {
            str(model._meta.verbose_name_plural): reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            )
            for model in admin.site._registry
        }
        print(f"{SIZE} resources on {connection.vendor}, {ROUNDS} rounds: queries, ms (processor), ratio")
        bare = 0.0
        for label, address in {**LISTS, **others, "first page": "/admin/"}.items():
            queries, median, processor = measured(client, address)
            bare = bare or median
            worst = max(worst, queries if label != "first page" else 0)
            print(f"{label:<40} {queries:>3} {median:7.1f} ({processor:6.1f}) {median / bare:5.1f}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return int(worst > QUERIES_AT_MOST)


def measured(client, address: str) -> tuple[int, float, float]:
    """Return the queries of one request, and the medians of its time and processor time in milliseconds."""
    from django.db import connection

    queries: list[str] = []

    def counted(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        response = client.get(address)
    assert response.status_code in {200, 302}, (address, response.status_code)
    walls, processors = [], []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        client.get(address)
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (time.process_time() - processor))
    return len(queries), statistics.median(walls), statistics.median(processors)


def fill():
    """Write the resources; return somebody who may see everything."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from guidance.models import Publisher, Resource

    Publisher.objects.bulk_create(Publisher(name=f"Publisher {number}") for number in range(50))
    publishers, now = list(Publisher.objects.all()), timezone.now()
    Resource.objects.bulk_create(
        Resource(
            slug=f"resource-{number}",
            title=f"Resource number {number}",
            publisher=publishers[number % 50],
            kind="guidance" if number % 3 else "tool",
            section="dfe",
            url="https://www.example.org/",
            status="published",
            publish_at=now,
            first_public_at=now,
        )
        for number in range(SIZE)
    )
    return User.objects.create_superuser("person")


if __name__ == "__main__":
    sys.exit(main())
