"""The sign-in page: who tries too often waits, each try leaves a line, and what a browser keeps."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lesas_portal import sign_in
from lesas_portal.core.models import AuditEntry
from tests.factories import make_adviser, make_manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sign_ins_end")]
PASSWORD = "purple kettle seven"
LOGIN = "/admin/login/"
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def person(db):
    return make_adviser(username="sam", password=PASSWORD, first_name="Sam", last_name="Lee")


def attempt(client=None, username="sam", password="not the password", **meta):
    return (client or Client()).post(LOGIN, {"username": username, "password": password}, **meta)


def test_the_fifth_wrong_password_shuts_the_name_out_for_a_while(person, freeze):
    freeze(MOMENT)
    assert [attempt().status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    answer = attempt(password=PASSWORD)
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Sign in again after <strong>9.15am</strong>" in page
    assert "ask a Manager" in page
    freeze(MOMENT + timedelta(minutes=15, seconds=1))
    assert attempt(password=PASSWORD).status_code == 302


def test_tries_while_it_is_shut_make_the_wait_no_longer(person, freeze):
    freeze(MOMENT)
    for _ in range(5):
        attempt()
    freeze(MOMENT + timedelta(minutes=14))
    assert attempt().status_code == 429
    freeze(MOMENT + timedelta(minutes=15, seconds=1))
    assert attempt(password=PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_answered_the_same(person, freeze):
    freeze(MOMENT)
    known, unknown = (
        [attempt(username=name, password="wrong") for _ in range(6)] for name in ("sam", "nobody.here")
    )
    assert [a.status_code for a in known] == [a.status_code for a in unknown]
    assert known[-1].content.decode() == unknown[-1].content.decode()


def test_another_address_is_not_shut_out_and_another_spelling_is_no_other_name(person, settings):
    settings.TRUSTED_PROXIES = 1
    for name in ("sam", "SAM", " sam", "Sam", "sAm"):
        last = attempt(username=name, HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert last.status_code == 429
    assert attempt(password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.6").status_code == 302


def test_a_customer_of_a_provider_cannot_go_through_their_addresses(person, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        last = attempt(HTTP_X_FORWARDED_FOR=f"2001:db8:7:{number}::{number}")
    assert last.status_code == 429
    assert attempt(password=PASSWORD, HTTP_X_FORWARDED_FOR="2001:db8:8::1").status_code == 302


def test_a_manager_frees_the_name(person, manager_client):
    for _ in range(5):
        attempt()
    page = manager_client.get(reverse("admin:staff_person_change", args=[person.pk])).content.decode()
    assert "Shut out until" in page
    assert "Free the name" in page
    manager_client.post(reverse("admin:staff_person_free-name", args=[person.pk]))
    assert attempt(password=PASSWORD).status_code == 302
    assert AuditEntry.objects.filter(action="free name", object_key="sam").exists()


def test_each_try_is_one_line_without_what_was_typed(person, caplog):
    with caplog.at_level(logging.INFO):
        attempt()
        attempt(username="hunter2-in-the-wrong-box")
        attempt(password=PASSWORD)
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert lines == ["Sign-in refused for sam.", "Sign-in refused: nobody has that name."]
    assert "hunter2" not in caplog.text
    assert "not the password" not in caplog.text
    assert [*AuditEntry.objects.order_by("pk").values_list("action", "object_key")] == [
        ("failed sign-in", "sam"),
        ("sign in", "sam"),
    ]


def test_nothing_typed_is_kept_with_the_tries(person):
    attempt(username="hunter2-in-the-wrong-box", password="another secret")
    row = AccessAttempt.objects.values().get()
    assert "hunter2" not in str(row)
    assert "another secret" not in str(row)


def test_what_was_sent_beside_the_password_is_not_kept_either(person):
    sent = {"username": "sam", "password": "wrong", "_carried": "a note about Tommy"}
    for _ in range(2):
        Client().post(f"{LOGIN}?next=/admin/enquiries/enquiry/%3Fq%3Dtommy", sent)
    assert "tommy" not in str(AccessAttempt.objects.values().get()).casefold()


def test_one_address_cannot_try_a_password_on_name_after_name(person, settings, freeze):
    """Nor shut everybody of one office out by five slips: the ceiling is wider than that of one name."""
    freeze(MOMENT)
    for number in range(sign_in.TRIES_PER_ADDRESS - 1):
        assert attempt(username=f"name-{number}").status_code == 200
    assert attempt(username="the last").status_code == 429
    refused = attempt(password=PASSWORD)
    assert refused.status_code == 429
    assert "Too many passwords were wrong" in refused.content.decode()
    assert AuditEntry.objects.filter(object_key="sam").count() == 1
    settings.TRUSTED_PROXIES = 1
    assert attempt(password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 302
    freeze(MOMENT + timedelta(minutes=15, seconds=1))
    assert attempt(password=PASSWORD).status_code == 302


def test_whoever_goes_on_trying_fills_no_table(person):
    for _ in range(12):
        attempt()
    assert AuditEntry.objects.filter(action="lock out").count() == 1
    assert AuditEntry.objects.count() == 5
    assert AccessAttempt.objects.count() == 1


def test_notes_of_tries_go_after_a_day(person, freeze):
    freeze(MOMENT)
    attempt()
    freeze(MOMENT + timedelta(days=1, minutes=1))
    call_command("purge_enquiries")
    assert not AccessAttempt.objects.exists()


def test_an_address_is_taken_in_whatever_case_it_is_typed():
    make_adviser(username="sam@example.org", password=PASSWORD)
    assert attempt(username="Sam@Example.org", password=PASSWORD).status_code == 302


def test_no_staff_cannot_sign_in(django_user_model):
    django_user_model.objects.create_user("reader", password=PASSWORD)
    assert attempt(username="reader", password=PASSWORD).status_code == 200


# How long it lasts


def signed_in(person):
    client = Client()
    assert attempt(client, password=PASSWORD).status_code == 302
    return client


def test_an_hour_without_a_click_ends_it_and_says_why(person, freeze):
    freeze(MOMENT)
    client = signed_in(person)
    client.get("/admin/")
    freeze(MOMENT + timedelta(minutes=59))
    assert client.get("/admin/").status_code == 200
    freeze(MOMENT + timedelta(minutes=59 + 61))
    answer = client.get("/admin/guidance/resource/", follow=True)
    assert answer.redirect_chain[0][0].startswith(LOGIN)
    assert "ended after 60 minutes without a click" in answer.content.decode()


def test_a_form_sent_after_that_is_known_to_be_the_persons(person, freeze):
    freeze(MOMENT)
    client = signed_in(person)
    client.get("/admin/")
    freeze(MOMENT + timedelta(minutes=61))
    answer = client.post("/admin/guidance/resource/add/", {"title": "Long work"})
    assert answer.status_code == 302
    assert answer.wsgi_request.signed_in_before == person.pk
    assert not answer.wsgi_request.user.is_authenticated


def test_twelve_hours_end_it_whatever_one_does(person, freeze):
    client = None
    for quarter in range(49):
        freeze(MOMENT + timedelta(minutes=15 * quarter))
        client = client or signed_in(person)
        answer = client.get("/admin/")
    assert answer.status_code == 302


def test_the_cookie_goes_with_the_browser(person):
    client = signed_in(person)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_https_gives_the_cookies_names_that_no_other_host_can_set():
    with_https, without = (sign_in.settings(https=https, by_provider=False) for https in (True, False))
    assert with_https["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert with_https["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert without["SESSION_COOKIE_NAME"] == "sessionid"


def test_signing_out_lets_the_browser_forget_and_is_noted(person):
    client = signed_in(person)
    answer = client.post("/admin/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/admin/").status_code == 302
    assert AuditEntry.objects.filter(action="sign out", user=person).count() == 1


def test_public_pages_look_at_no_sign_in(person, content, django_assert_num_queries, client):
    client.force_login(person)
    client.get("/front-door/")
    with django_assert_num_queries(0):
        client.get("/cookies/")


def test_a_manager_reads_when_somebody_was_here(person, freeze):
    freeze(MOMENT)
    signed_in(person).get("/admin/")
    manager = Client()
    manager.force_login(make_manager())
    assert "27 November 2026, 9am" in manager.get("/admin/staff/person/").content.decode()


def test_whoever_was_deactivated_is_not_seen_here(person, freeze):
    freeze(MOMENT)
    client = signed_in(person)
    client.get("/admin/")
    person.is_active = False
    person.save()
    freeze(MOMENT + timedelta(minutes=10))
    client.get("/admin/")
    assert person.last_seen.at == MOMENT


def test_the_purge_drops_sessions_that_are_over(person, freeze):
    from django.contrib.sessions.models import Session

    freeze(MOMENT)
    signed_in(person).get("/admin/")
    freeze(MOMENT + timedelta(days=2))
    call_command("purge_enquiries")
    assert not Session.objects.exists()
