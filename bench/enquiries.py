"""How long the lists of enquiries take at 20,000 of them, against a bare list of the admin in the same run.

Runs in a throw-away test database of the configured kind (set DATABASE_URL for PostgreSQL). Prints queries,
the median in milliseconds, the processor time of this process, and the median as a ratio to the bare list:
fifty establishments, without tabs, filters by state, or a search.
"""

import os
import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

SIZE = 20_000
OPEN, SPAM = 1_000, 400
ROUNDS = 9
LISTS = {
    "bare list": "/admin/enquiries/establishment/",
    "first page": "/admin/",
    "waiting for us": "/admin/enquiries/enquiry/",
    "waiting, page 10": "/admin/enquiries/enquiry/?p=10",
    "mine": "/admin/enquiries/enquiry/?tab=mine",
    "on hold": "/admin/enquiries/enquiry/?tab=held",
    "late": "/admin/enquiries/enquiry/?need=late",
    "closed": "/admin/enquiries/enquiry/?tab=closed",
    "closed, page 300": "/admin/enquiries/enquiry/?tab=closed&p=300",
    "closed, one topic": "/admin/enquiries/enquiry/?tab=closed&topic__exact=policy",
    "all": "/admin/enquiries/enquiry/?tab=all",
    "spam": "/admin/enquiries/suspectedspam/",
    "search: a reference": "/admin/enquiries/enquiry/?q={reference}",
    "search: an address": "/admin/enquiries/enquiry/?q=sender777%40example.org",
    "search: a rare word": "/admin/enquiries/enquiry/?q=zorbing",
    "search: a common word": "/admin/enquiries/enquiry/?q=online",
    "statistics": "/admin/enquiries/enquiry/statistics/",
}


def main() -> None:
    """Fill a database and print a table."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        person, reference = fill()
        client = Client()
        client.force_login(person)
        print(f"{SIZE} enquiries on {connection.vendor}, {ROUNDS} rounds: queries, ms (processor), ratio")
        bare = 0.0
        for label, address in LISTS.items():
            queries, median, processor = measured(client, address.format(reference=reference))
            bare = bare or median
            print(f"{label:<22} {queries:>3} {median:7.1f} ({processor:6.1f}) {median / bare:5.1f}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measured(client, address: str) -> tuple[int, float, float]:
    """Return the queries of one request, and the medians of its time and processor time in milliseconds."""
    from django.db import connection

    queries: list[str] = []

    def counted(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    walls, processors = [], []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        client.get(address)
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (time.process_time() - processor))
    return len(queries), statistics.median(walls), statistics.median(processors)


def fill() -> tuple:
    """Write the enquiries with messages of 90 words; return a manager and one of the references."""
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.utils import timezone

    from enquiries.models import Enquiry, Establishment, Event
    from lesas_portal.core import reference

    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(3, 9))) for _ in range(4_000)]
    people = [User.objects.create_user(f"person-{number}", is_staff=True) for number in range(5)]
    for group in Group.objects.all():
        group.user_set.add(people[0])
    Establishment.objects.bulk_create(
        Establishment(urn=100_000 + number, name=f"School {number}", local_authority="Kent")
        for number in range(50)
    )
    now = timezone.now()
    rows = [_enquiry(number, chance, words, people, now) for number in range(SIZE)]
    references: set[str] = set()  # of 20,000 that are drawn, two are often the same
    while len(references) < SIZE:
        references.add(reference.make())
    for row, one in zip(rows, references, strict=True):
        row.reference = one
    Enquiry.objects.bulk_create(rows, batch_size=500)
    stored = Enquiry.objects.order_by("pk").values_list("pk", flat=True)
    Event.objects.bulk_create(
        (
            Event(enquiry_id=pk, kind=kind, by_name="A", text=" ".join(chance.choices(words, k=60)))
            for pk in stored
            for kind in ("reply", "note")
        ),
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people[0], rows[SIZE // 2].reference


def _enquiry(number: int, chance: random.Random, words: list[str], people: list, now):
    from enquiries.models import SETTING_TYPES, District, Enquiry, Topic

    age = timedelta(minutes=52 * number)  # over two years
    today = now.date()
    text = " ".join(chance.choices(words, k=90)) + (" zorbing" if number % 2_000 == 0 else "")
    fields = {
        "token": f"token-{number}",
        "submission": f"submission-{number}",
        "received_at": now - age,
        "reply_by": today - timedelta(days=chance.randint(-7, 20)),
        "delete_on": today + timedelta(days=400),
        "topic": chance.choice(Topic.values),
        "district": chance.choice(District.values),
        "setting_type": chance.choice(list(SETTING_TYPES)),
        "setting_name": f"School {number % 600}",
        "name": f"Sender {number}",
        "role": "Headteacher",
        "email": f"sender{number}@example.org",
        "phone": f"01234 {100_000 + number}",
        "subject": " ".join(chance.choices(words, k=5)),
        "message": f"{text} online safety",
        "screen_route": "strategic",
        "owner": chance.choice([None, *people]),
    }
    if number < OPEN:
        held = {"held_on": today, "hold_until": today + timedelta(days=9)} if number % 10 == 0 else {}
        stopped = {"declared_general": True, "screen_route": "lado"} if number % 50 == 1 else {}
        return Enquiry(**{**fields, **held, **stopped})
    if number < OPEN + SPAM:
        return Enquiry(**fields, status="spam")
    answered = now - age + timedelta(days=chance.randint(0, 9))
    return Enquiry(
        **fields, status="closed", closed_at=answered, answered_at=answered, outcome="page", outcome_page="/"
    )


if __name__ == "__main__":
    main()
