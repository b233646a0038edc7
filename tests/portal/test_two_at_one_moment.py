"""Two people press Save at the same moment, each with a connection of their own: one is asked."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from guidance.models import GuidancePage, Helpline
from lesas_portal.core.models import AuditEntry
from tests.admin_forms import opened
from tests.document import Document
from tests.factories import make_helpline, make_page, make_person
from tests.guidance.test_two_connections import _wait_until_somebody_waits, run_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(make_person(username=name, is_staff=True, is_superuser=True))
    return client


def change(page) -> str:
    return reverse("admin:guidance_guidancepage_change", args=[page.pk])


def test_of_two_saves_at_once_one_is_kept_and_the_other_is_asked(transactional_db):
    page, answers = make_page(title="Old title", status="draft", publish_at=None), []
    people = {name: client_of(name) for name in ("ann", "bea")}
    forms = {name: opened(client, change(page), title=f"By {name}") for name, client in people.items()}

    def save(name):
        answers.append((people[name].post(change(page), forms[name]).status_code, name))

    run_at_once(*(lambda name=name: save(name) for name in people))
    assert sorted(status for status, _ in answers) == [302, 409]
    page.refresh_from_db()
    assert page.title == f"By {dict(answers)[302]}"
    assert AuditEntry.objects.filter(action="change").count() == 1


def test_a_save_that_waits_for_a_colleague_sees_what_that_one_wrote(transactional_db):
    page, answers = make_page(title="Old title", status="draft", publish_at=None), []
    ann = client_of("ann")
    form = opened(ann, change(page), title="By ann")

    def save():
        answers.append(ann.post(change(page), form))
        connection.close()

    waiting = threading.Thread(target=save)
    with transaction.atomic():
        GuidancePage.objects.filter(pk=page.pk).update(title="By bea")
        waiting.start()
        _wait_until_somebody_waits()
    waiting.join(timeout=30)
    assert answers[0].status_code == 409
    assert "By bea" in answers[0].content.decode()


def test_of_two_who_add_one_number_at_once_the_second_reads_that_it_is_taken(transactional_db):
    answers, ann = [], client_of("ann")
    add = reverse("admin:guidance_helpline_add")
    form = opened(
        ann,
        add,
        title="Line of ann",
        slug="line-of-ann",
        need="children",
        who="Anyone.",
        about="Anything.",
        phone="0300 123 4567",
    )

    def save():
        answers.append(ann.post(add, form))
        connection.close()

    waiting = threading.Thread(target=save)
    with transaction.atomic():
        make_helpline(title="Line of bea", phone="0300 1234567")
        waiting.start()
        _wait_until_somebody_waits()
    waiting.join(timeout=30)
    assert answers[0].status_code == 200
    assert "This number is in the list already: Line of bea." in answers[0].content.decode()
    (title,) = Document.of(answers[0]).select("#id_title")
    assert title.attributes["value"] == "Line of ann"
    assert [*Helpline.objects.values_list("title", flat=True)] == ["Line of bea"]
