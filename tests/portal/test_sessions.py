"""What is open under somebody's name: seen and ended by its owner, and ended by what ends an account."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import make_adviser
from tests.portal.telephone import set_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sign_ins_end")]
PASSWORD = "purple kettle seven"
LOGIN, YOURS = "/admin/login/", "/admin/your-sign-in/"
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def person(db):
    return make_adviser(username="sam", password=PASSWORD)


def signed_in(client=None):
    client = client or Client()
    assert client.post(LOGIN, {"username": "sam", "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def listed(client):
    page = Document.of(client.get(YOURS))
    return [row.text for row in page.select(".sign-ins tbody tr")]


def test_one_sees_where_one_is_signed_in_and_which_is_this_one(person, freeze):
    freeze(MOMENT)
    signed_in()
    freeze(MOMENT + timedelta(minutes=20))
    here = signed_in()
    rows = listed(here)
    assert len(rows) == 2
    assert "9.20am" in rows[0]
    assert "This one" in rows[0]
    assert "9am" in rows[1]
    assert "This one" not in rows[1]


def test_what_is_over_is_not_listed(person, freeze):
    freeze(MOMENT)
    signed_in()
    freeze(MOMENT + timedelta(minutes=61))
    assert len(listed(signed_in())) == 1


def test_nobody_sees_those_of_others(person):
    other = Client()
    other.force_login(make_adviser(username="kim"))
    assert len(listed(signed_in())) == 1


def test_one_ends_all_others_with_the_password(person):
    here, there = signed_in(), signed_in()
    assert here.post(YOURS, {"password": "not the password"}).status_code == 422
    assert is_in(there)
    assert here.post(YOURS, {"password": PASSWORD}).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert len(listed(here)) == 1
    assert AuditEntry.objects.get(action="end sign-ins").user == person


def test_a_stolen_sign_in_cannot_try_passwords_without_end(person):
    here = signed_in()
    tries = [here.post(YOURS, {"password": f"guess {n}"}).status_code for n in range(6)]
    assert tries == [422, 422, 422, 422, 429, 429]
    assert here.post(YOURS, {"password": PASSWORD}).status_code == 429
    assert AuditEntry.objects.filter(action="failed sign-in", object_key="sam").count() == 4


def test_signing_in_again_gives_the_session_another_number(person):
    client = signed_in()
    before = client.cookies["sessionid"].value
    signed_in(client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_from_before_a_deactivation_is_over_for_good(person, manager_client):
    client = signed_in()
    for act in ("deactivate", "let-in-again"):
        address = reverse(f"admin:staff_person_{act}", args=[person.pk])
        assert manager_client.post(address).status_code == 302
    assert not is_in(client)
    assert is_in(manager_client)


def test_another_telephone_shuts_out_who_came_in_with_the_old_one(person, settings):
    settings.PRODUCTION = True
    here, there = signed_in(), signed_in()
    set_up(here, person)
    assert is_in(here)
    assert not is_in(there)


@pytest.mark.django_db(transaction=True)
def test_a_restore_brings_no_sign_in_back(person, tmp_path):
    client = signed_in()
    call_command("backup", tmp_path)
    client.post("/admin/logout/")
    call_command("restore", tmp_path, "--no-safety-copy")
    assert not Session.objects.exists()
