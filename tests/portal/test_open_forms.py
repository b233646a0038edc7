"""A form says who else has it open."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lesas_portal.core.models import OpenForm
from tests.admin_forms import opened
from tests.document import Document
from tests.factories import make_adviser, make_page, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague_client(db) -> Client:
    client = Client()
    client.force_login(make_adviser(username="ann", first_name="Ann", last_name="Other"))
    return client


def change(obj) -> str:
    return reverse("admin:guidance_guidancepage_change", args=[obj.pk])


def notice(client, page) -> str:
    return " ".join(one.text for one in Document.of(client.get(change(page))).select(".colleague"))


def test_who_opens_a_page_that_a_colleague_has_open_reads_it_on_top(adviser_client, colleague_client):
    page = make_page()
    assert notice(colleague_client, page) == ""
    assert notice(adviser_client, page).startswith("Ann Other opened this page at ")
    assert "nobody’s words are lost" in notice(adviser_client, page)


def test_one_row_a_person_and_page_and_none_for_oneself_or_another_page(adviser_client, colleague_client):
    page, other = make_page(), make_page()
    for _ in range(3):
        assert notice(colleague_client, page) == ""
    assert OpenForm.objects.count() == 1
    assert notice(adviser_client, other) == ""


def test_after_fifteen_minutes_or_a_save_it_is_no_longer_said(adviser_client, colleague_client):
    page = make_page()
    opened(colleague_client, change(page))
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert notice(adviser_client, page) == ""
    colleague_client.post(change(page), opened(colleague_client, change(page)))
    assert notice(adviser_client, page) == ""


def test_who_may_only_look_is_not_noted(db):
    client = Client()
    client.force_login(make_person("Editor"))
    client.get(change(make_page()))
    assert not OpenForm.objects.exists()


def test_the_daily_purge_deletes_what_is_older_than_a_day(colleague_client):
    opened(colleague_client, change(make_page()))
    OpenForm.objects.update(at=timezone.now() - timedelta(hours=25))
    opened(colleague_client, change(make_page()))
    call_command("purge_enquiries", verbosity=0)
    assert OpenForm.objects.count() == 1
