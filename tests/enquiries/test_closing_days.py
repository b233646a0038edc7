"""The days on which the council is closed: entered by advisers, counted wherever working days are."""

from datetime import UTC, date, datetime

import pytest

from enquiries.models import Enquiry
from lesas_portal.core import closing_days, today, working_days
from lesas_portal.core.models import AuditEntry, ClosingDay
from tests.factories import make_person

PAGE = "/admin/core/closingday/"
FRIDAY = datetime(2026, 12, 18, 10, tzinfo=UTC)
MONDAY = date(2026, 12, 21)


def entries() -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(object_type="core.closingday").order_by("pk")
    return [(entry.actor, entry.action) for entry in rows]


def test_an_adviser_enters_changes_and_removes_a_day_and_it_is_noted(adviser_client, adviser):
    adviser_client.post(f"{PAGE}add/", {"day": "2026-12-21", "reason": "Moving  house"})
    day = ClosingDay.objects.get()
    assert (day.day, day.reason) == (MONDAY, "Moving house")
    adviser_client.post(f"{PAGE}{day.pk}/change/", {"day": "2026-12-22", "reason": "Moving house"})
    assert closing_days.days() == {date(2026, 12, 22)}
    adviser_client.post(f"{PAGE}{day.pk}/delete/", {"post": "yes"})
    assert not ClosingDay.objects.exists()
    assert entries() == [(adviser.username, action) for action in ("add", "change", "delete")]


def test_who_removes_a_day_second_removes_nothing_and_is_not_noted(adviser):
    day = ClosingDay.objects.create(day=MONDAY, reason="Moving house")
    for _ in range(2):
        closing_days.delete(closing_days=[ClosingDay(pk=day.pk, day=day.day)], by=adviser)
    assert entries() == [(adviser.username, "delete")]


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "x" * 101])
def test_a_day_needs_a_reason_that_can_be_read(adviser_client, reason):
    response = adviser_client.post(f"{PAGE}add/", {"day": "2026-12-21", "reason": reason})
    assert response.status_code == 200
    assert "errornote" in response.content.decode()
    assert not ClosingDay.objects.exists()


def test_the_same_day_is_not_entered_twice(adviser_client):
    ClosingDay.objects.create(day=MONDAY, reason="Moving house")
    response = adviser_client.post(f"{PAGE}add/", {"day": "2026-12-21", "reason": "Again"})
    assert "already exists" in response.content.decode()
    assert ClosingDay.objects.count() == 1


def test_only_advisers_keep_closing_days(editor_client, client, db):
    assert editor_client.get(PAGE).status_code == 403
    assert editor_client.post(f"{PAGE}add/", {"day": "2026-12-21", "reason": "x"}).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_a_sender_is_promised_a_day_that_is_counted_without_them(sender, freeze):
    freeze(FRIDAY)
    ClosingDay.objects.create(day=MONDAY, reason="Moving house")
    sender.send()
    assert Enquiry.objects.get().reply_by == date(2026, 12, 30)
    ClosingDay.objects.create(day=date(2026, 12, 22), reason="Moving house")
    assert Enquiry.objects.get().reply_by == date(2026, 12, 30), "a promise stays as it was given"


def test_the_page_on_allegations_counts_them_too(client, content, freeze):
    freeze(FRIDAY.replace(hour=20))
    assert "Monday 21 December" in client.get("/allegations/").content.decode()
    ClosingDay.objects.create(day=MONDAY, reason="Moving house")
    freeze(FRIDAY.replace(hour=20, minute=10))
    page = client.get("/allegations/").content.decode()
    assert "Tuesday 22 December" in page
    assert "Monday 21 December" not in page


def test_without_a_database_there_are_weekends_and_bank_holidays_still(monkeypatch):
    # No test may use the database unless it asks for it, which is as if it were away, but for the error.
    from django.db import OperationalError

    class Away:
        def values_list(self, *fields, **options):
            raise OperationalError

    monkeypatch.setattr(ClosingDay, "objects", Away())
    assert closing_days.known_days() == frozenset()


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        (date(2026, 12, 18), MONDAY, 0),
        (date(2026, 12, 18), date(2026, 12, 22), 1),
        (date(2026, 12, 22), date(2026, 12, 29), 3),
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 12, 18), 0),
    ],
)
def test_working_days_are_counted_without_them(after, until, count):
    assert working_days.count_working_days(after, until, closed={MONDAY}) == count
    if count:
        assert working_days.add_working_days(after, count, closed={MONDAY}) == until


@pytest.mark.parametrize(
    ("months_before", "said"), [(7, None), (5, "ends on 26 December 2028"), (-1, "ended on 26 December 2028")]
)
def test_the_first_page_says_half_a_year_before_that_the_list_of_bank_holidays_ends(
    adviser, freeze, months_before, said
):
    last = max(working_days.bank_holidays())
    assert last == date(2028, 12, 26), "a newer list: put its last day here"
    day = working_days.add_months(last, -months_before)
    freeze(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    lines = [line for line in today.lines(adviser) if "bank holidays" in line.text]
    assert [said in line.text for line in lines] == ([True] if said else [])
    assert not [line for line in today.lines(make_person(is_staff=True)) if "bank holidays" in line.text]
