"""Mails on Mondays about what is due for a check: one for each role address, with no person in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from guidance.services import check_reminders
from lesas_portal.core.models import QueuedEmail, TaskRun
from tests.factories import make_adviser, make_page, make_resource

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def mails() -> dict[str, str]:
    return {mail.recipient: f"{mail.subject}\n{mail.body}" for mail in QueuedEmail.objects.all()}


def checked(**fields):
    person = make_adviser(username="robin.marsh", first_name="Robin", last_name="Marsh")
    past = {"checked_on": MONDAY.date() - 300 * DAY, "checked_by": person}
    return make_page(**past, **fields)


def test_each_address_gets_one_mail_with_what_is_due_within_thirty_days():
    make_resource(title="Ours, never checked", owner="Filtering@example.org", statutory=True)
    make_page(title="Ours too", owner="filtering@example.org")
    checked(title="Nobody's", next_check_on=MONDAY.date() + 30 * DAY)
    make_page(title="Later", **_later())
    check_reminders.queue_due(MONDAY)
    found = mails()
    assert set(found) == {"filtering@example.org", settings.ENQUIRIES_MAILBOX}
    ours, nobodys = found["filtering@example.org"], found[settings.ENQUIRIES_MAILBOX]
    assert ours.startswith("2 pages due for a check\n2 pages of the online safety portal are due")
    assert "- Ours, never checked (resource, statutory): not checked yet\n" in ours
    assert "- Nobody's (guidance page): by 30 December 2026" in nobodys
    assert "Later" not in nobodys
    assert "/admin/guidance/contentcheck/?show=soon" in ours
    assert not [word for word in ("robin", "Marsh") if word in ours + nobodys]
    assert TaskRun.objects.get().outcome == "2 mails"


def _later() -> dict:
    person = make_adviser()
    past = {"checked_on": MONDAY.date() - DAY, "checked_by": person}
    return past | {"next_check_on": MONDAY.date() + 31 * DAY}


def test_it_goes_once_a_week_and_only_on_monday_from_seven():
    make_page()
    for at in (MONDAY - DAY, MONDAY.replace(hour=6), MONDAY + DAY):
        check_reminders.queue_due(at)
    assert not mails()
    for at in (MONDAY, MONDAY + timedelta(minutes=1), MONDAY + 6 * DAY):
        check_reminders.queue_due(at)
    assert QueuedEmail.objects.count() == 1
    check_reminders.queue_due(MONDAY + 7 * DAY)
    assert QueuedEmail.objects.count() == 2


def test_a_monday_on_which_nothing_ran_is_made_up_for():
    make_page()
    check_reminders.queue_due(MONDAY)
    check_reminders.queue_due(MONDAY + 9 * DAY)
    check_reminders.queue_due(MONDAY + 10 * DAY)
    assert QueuedEmail.objects.count() == 2


def test_nothing_due_is_no_mail():
    check_reminders.queue_due(MONDAY)
    assert not mails()
    assert TaskRun.objects.get().outcome == "0 mails"


def test_a_long_list_is_cut_and_says_so():
    for number in range(check_reminders.NAMED_AT_MOST + 2):
        make_page(title=f"Page number {number:02}")
    check_reminders.queue_due(MONDAY)
    (mail,) = mails().values()
    assert mail.count("\n- ") == check_reminders.NAMED_AT_MOST
    assert "and 2 more." in mail


def test_between_mondays_a_pass_of_the_worker_costs_one_query(django_assert_num_queries):
    make_page()
    check_reminders.queue_due(MONDAY)
    with django_assert_num_queries(1):
        check_reminders.queue_due(MONDAY + DAY)


def test_it_is_among_the_chores_of_the_worker():
    assert "guidance.services.check_reminders.queue_due" in settings.MAIL_CHORES


def test_what_goes_within_the_first_second_of_the_hour_goes_once():
    make_page()
    seven = MONDAY.replace(hour=7)
    for at in (seven + timedelta(milliseconds=100), seven + timedelta(seconds=30, milliseconds=900)):
        check_reminders.queue_due(at)
    assert QueuedEmail.objects.count() == 1
