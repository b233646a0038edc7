"""What the first page of the admin says about enquiries."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from lesas_portal.core import today
from lesas_portal.core.models import TaskRun
from tests.enquiries.test_enquiry_list import LIST, listed
from tests.factories import make_enquiry

ADMIN = "/admin/"


@pytest.fixture
def a_working_day(adviser):
    day = timezone.localdate()
    make_enquiry(subject="went on", declared_general=True, screen_route="lado", owner=adviser)
    make_enquiry(subject="late one", reply_by=day - timedelta(days=1))
    make_enquiry(subject="late two", reply_by=day - timedelta(days=2), owner=adviser)
    make_enquiry(subject="today", reply_by=day, owner=adviser)
    make_enquiry(subject="back", held_on=day - timedelta(days=9), hold_until=day, owner=adviser)
    make_enquiry(subject="held", held_on=day, hold_until=day + timedelta(days=9), owner=adviser)
    make_enquiry(subject="done", status="closed", closed_at=timezone.now(), owner=adviser)
    make_enquiry(subject="answered", reply_by=day - timedelta(days=9), awaiting_sender=True, owner=adviser)


def lines(user) -> dict[str, today.Line]:
    return {line.text: line for line in today.lines(user)}


def test_each_line_counts_what_needs_somebody_and_leads_to_it(adviser_client, adviser, a_working_day):
    expected = {
        "1 enquiry to read first": {"went on"},
        "2 enquiries are late": {"late one", "late two"},
        "1 enquiry to answer today": {"today"},
        "5 enquiries are yours": {"went on", "late two", "today", "back", "answered"},
        "1 enquiry has no owner": {"late one"},
        "1 enquiry is back from hold": {"back"},
    }
    found = lines(adviser)
    assert [text for text in found if "enquir" in text and "deletion" not in text] == list(expected)
    for text, subjects in expected.items():
        assert set(listed(adviser_client, found[text].url)) == subjects
    page = adviser_client.get(ADMIN).content.decode()
    assert re.search(r'<strong>Urgent:</strong> <a href="[^"]*need=late"><b>2</b> enquiries are late', page)


def test_nothing_to_do_is_not_counted(adviser):
    assert [text for text in lines(adviser) if "enquir" in text and "deletion" not in text] == []


def test_the_lines_cost_few_queries(adviser, a_working_day, django_assert_max_num_queries):
    adviser.get_all_permissions()
    with django_assert_max_num_queries(15):
        today.lines(adviser)


def test_an_editor_is_told_nothing_of_enquiries(editor_client, a_working_day):
    page = editor_client.get(ADMIN).content.decode()
    assert f"{LIST}?" not in page
    assert "daily deletion" not in page


def purge_line(user) -> today.Line:
    return next(line for line in today.lines(user) if "daily deletion" in line.text)


def test_a_purge_that_never_ran_is_urgent_once_there_is_something_to_delete(adviser):
    assert not purge_line(adviser).is_urgent
    make_enquiry(received_at=timezone.now() - timedelta(days=3))
    assert purge_line(adviser).is_urgent


def test_the_purge_says_when_it_ran_and_two_days_without_are_urgent(adviser):
    call_command("purge_enquiries")
    assert TaskRun.objects.get().outcome.startswith("0 deleted.")
    line = purge_line(adviser)
    assert line.text.startswith("The daily deletion of old enquiries last ran on")
    assert not line.is_urgent
    run = TaskRun.objects.get()
    run.finished_at = timezone.now() - timedelta(days=2, hours=1)
    run.save()
    assert purge_line(adviser).is_urgent


def test_a_purge_that_fails_does_not_count_as_one_that_ran(adviser):
    TaskRun.objects.create(name="purge_enquiries", started_at=timezone.now())
    assert "has never run" in purge_line(adviser).text


def test_an_adviser_looks_at_the_tasks_and_changes_none(adviser_client):
    call_command("purge_enquiries")
    page = adviser_client.get("/admin/core/taskrun/")
    assert "purge_enquiries" in page.content.decode()
    assert adviser_client.get("/admin/core/taskrun/add/").status_code == 403
