"""The first page of the admin: what needs somebody, then what the person may open, in our words."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from enquiries.models import EnquiryExport
from guidance.models import WorkingCopy
from guidance.services import working_copies
from lesas_portal import first_page
from lesas_portal.core import today
from lesas_portal.core.models import TaskRun
from tests.document import Document
from tests.factories import (
    make_adviser,
    make_enquiry,
    make_helpline,
    make_mail,
    make_page,
    make_person,
    make_resource,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"


def opened(client) -> Document:
    return Document.of(client.get(ADMIN))


def test_each_line_is_a_number_that_leads_there_in_one_fixed_order(adviser_client, adviser):
    day = timezone.localdate()
    make_enquiry(reply_by=day - timedelta(days=1), owner=adviser)
    make_enquiry(declared_general=True, screen_route="lado", owner=adviser)
    make_enquiry()
    lines = [" ".join(link.text.split()) for link in opened(adviser_client).select(".today b")]
    assert lines == ["1", "1", "2", "1"]
    texts = [" ".join(line.text.split()) for line in opened(adviser_client).select(".today li")]
    assert texts[:4] == [
        "Urgent: 1 enquiry to read first",
        "Urgent: 1 enquiry is late",
        "2 enquiries are yours",
        "1 enquiry has no owner",
    ]


def rows_at(client, url) -> int:
    """How many rows the list at ``url`` has, on all its pages."""
    context = client.get(url).context
    if "cl" in context:
        return context["cl"].result_count
    return len(context["turns"]) if "turns" in context else context["page"].paginator.count


def test_each_number_leads_to_so_many_rows(client):
    manager = make_person("Editor", "Adviser", "Manager", is_staff=True)
    client.force_login(manager)
    now, day = timezone.now(), timezone.localdate()
    other = make_adviser()
    for owner in (manager, other):
        make_enquiry(owner=owner, reply_by=day - timedelta(days=1))
        EnquiryExport.objects.create(by=owner, by_name="x", reason="x", delete_by=day)
        copy = working_copies.save(obj=make_page(), values={"title": "New"}, by=owner)
        WorkingCopy.objects.filter(pk=copy.pk).update(state=WorkingCopy.State.SENT_BACK)
    make_enquiry()
    make_enquiry(status="spam", spam_signs=["sent within seconds"])
    make_enquiry(status="spam")
    for days in (3, 30):
        make_page(publish_at=now + timedelta(days=days), first_public_at=now)
        make_resource(withdraw_at=now + timedelta(days=days))
    make_mail(failed_at=now, attempts=120)
    make_mail(failed_at=now, attempts=120, seen_at=now)
    make_helpline(phone="01622 000000", phone_confirmed=False)
    make_helpline(status="draft", publish_at=None, first_public_at=None, phone="01622 000001")
    lines = [line for line in today.lines(manager) if not line.is_news]
    said = {line.text: re.search(r"\d+", line.text.replace("the file", "1")) for line in lines}
    counted = {line.text: rows_at(client, line.url) for line in lines if said[line.text]}
    assert counted == {text: int(found[0]) for text, found in said.items() if found}
    assert len(counted) >= 9


def test_one_sentence_says_that_nothing_needs_anybody(adviser_client):
    page = opened(adviser_client)
    assert "Nothing needs anybody now." in page.text
    assert page.select(".urgent") == []


def test_a_backup_that_is_two_days_old_is_urgent(adviser_client):
    run = TaskRun.objects.create(name="backup", started_at=timezone.now(), finished_at=timezone.now())
    assert "The backup of the portal last ran on" in opened(adviser_client).text
    assert opened(adviser_client).select(".urgent") == []
    run.finished_at -= timedelta(days=2, hours=1)
    run.save()
    assert "The backup of the portal last ran on" in opened(adviser_client).select(".urgent")[0].text


def test_a_check_of_links_that_is_two_days_old_is_urgent(adviser_client):
    long_ago = timezone.now() - timedelta(days=2, hours=1)
    TaskRun.objects.create(name="check_links", started_at=long_ago, finished_at=long_ago)
    assert "The check of links last ran on" in opened(adviser_client).select(".urgent")[0].text


def test_the_nouns_stand_in_four_groups(admin_client):
    headings = [" ".join(heading.text.split()) for heading in opened(admin_client).select(".nouns h2")]
    assert headings == ["Enquiries", "What people read", "Words and labels", "The portal"]


def test_every_noun_of_the_admin_is_named_with_what_it_is_for():
    named = {label for rows in first_page.GROUPS.values() for label, _ in rows}
    assert {model._meta.label for model in admin.site._registry} - named == set()


def test_nobody_is_shown_what_they_may_not_open(editor_client):
    page = opened(editor_client)
    assert [heading.text.strip() for heading in page.select(".nouns h2")][0] == "What people read"
    assert 'href="/admin/enquiries/enquiry/"' not in page.html
    for link in page.select(".nouns a"):
        assert editor_client.get(link.attributes["href"]).status_code == 200, link.attributes["href"]


def test_a_person_without_a_role_is_told_whom_to_ask(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))
    assert "Ask a manager of the portal" in opened(client).text


@pytest.mark.parametrize("role", ["adviser", "manager"])
def test_it_costs_at_most_fifteen_queries_at_any_volume(
    adviser_client, manager_client, adviser, role, django_assert_max_num_queries
):
    for number in range(30):
        make_enquiry(reply_by=timezone.localdate() - timedelta(days=number), owner=adviser)
        make_resource()
    make_mail(queued_at=timezone.now() - timedelta(hours=2))
    make_mail(failed_at=timezone.now(), attempts=120)
    with django_assert_max_num_queries(15):
        {"adviser": adviser_client, "manager": manager_client}[role].get(ADMIN)


def test_a_noun_has_one_name_here_over_its_list_and_on_the_way_back(admin_client):
    links = opened(admin_client).select(".nouns li > a:first-child")
    assert len(links) > 30
    for link in links:
        name = " ".join(link.text.split())
        answer = admin_client.get(link.attributes["href"])
        if answer.status_code == 302:
            continue
        page = Document.of(answer)
        heading = (
            page.one("h1").text.strip() if len(page.all("h1")) == 1 else page.select("#content h1")[0].text
        )
        assert heading.strip().partition(":")[0] == name
        assert page.select(".breadcrumbs")[0].text.split("›")[-1].strip() == name


def test_the_page_of_an_app_is_this_page(adviser_client):
    for app in ("guidance", "core", "enquiries", "staff"):
        assert adviser_client.get(f"{ADMIN}{app}/").headers["Location"] == ADMIN


def test_what_has_one_row_is_not_added_to(admin_client):
    links = [link.attributes["href"] for link in opened(admin_client).select(".nouns a")]
    assert f"{ADMIN}core/statementdetails/" in links
    assert f"{ADMIN}core/statementdetails/add/" not in links
