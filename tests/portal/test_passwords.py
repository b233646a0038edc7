"""Passwords: which are refused, and how a lost one is replaced."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from lesas_portal import settings as portal_settings
from lesas_portal.core import mail_queue
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.factories import make_adviser

PASSWORD = "purple kettle seven"
ASK = "/admin/password_reset/"
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)
REFUSED = [
    "password1234567", "kentcountycouncil", "qwertyuiopasdf", "safeguarding1", "Safeguarding2026!",
    "aaaaaaaaaaaaaa", "abcabcabcabcabc", "S4feguard1ng99", "Kent-Council-2026", "Summer2026!!!!",
    "dragonfly123456", "1qaz2wsx3edc4rfv", "123456789012", "LESAS-portal-1", "abcdefghijklmnop",
    "teapot", "x" * 100 + "correct horse " * 3,
]  # fmt: skip
TAKEN = [
    "correct horse battery staple",
    "tulip anchor biscuit " * 2 + "and a very long way home " * 3,
    "purple-kettle-seven",
    "tulip anchor biscuit",
    "Xk29vLq8mRt4",
]


@pytest.mark.parametrize("password", REFUSED)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", TAKEN)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password):
    validate_password(password)


def test_ones_own_name_with_a_number_is_refused(db):
    person = make_adviser(first_name="Marguerite", last_name="Featherstone")
    with pytest.raises(ValidationError):
        validate_password("Featherstone2026", person)


@pytest.fixture
def person(db):
    return make_adviser(username="sam", email="sam@example.org", password=PASSWORD)


def link_in(mail):
    return re.search(r"/admin/\S+", mail.body)[0]


def test_a_link_is_mailed_works_once_and_the_owner_is_told(person, client):
    assert client.post(ASK, {"email": "Sam@example.org"}).status_code == 302
    link = link_in(QueuedEmail.objects.get())
    page = client.get(link, follow=True)
    new = {"new_password1": "tulip anchor biscuit", "new_password2": "tulip anchor biscuit"}
    assert client.post(page.request["PATH_INFO"], new).status_code == 302
    person.refresh_from_db()
    assert person.check_password("tulip anchor biscuit")
    assert "no longer works" in Client().get(link, follow=True).content.decode()
    assert QueuedEmail.objects.filter(name="password_changed").count() == 1
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [*actions] == ["ask for reset", "reset password"]


def test_a_bad_new_password_is_refused_beside_its_field(person, client):
    client.post(ASK, {"email": person.email})
    page = client.get(link_in(QueuedEmail.objects.get()), follow=True)
    new = {"new_password1": "safeguarding1", "new_password2": "safeguarding1"}
    answer = client.post(page.request["PATH_INFO"], new)
    assert "It is a word that is guessed first" in answer.content.decode()


def test_the_link_ends_after_an_hour(person, client, freeze):
    freeze(MOMENT)
    client.post(ASK, {"email": person.email})
    freeze(MOMENT + timedelta(minutes=61))
    page = client.get(link_in(QueuedEmail.objects.get()), follow=True)
    assert "no longer works" in page.content.decode()


def test_the_link_of_somebody_who_was_deactivated_no_longer_works(person, client):
    client.post(ASK, {"email": person.email})
    person.is_active = False
    person.save()
    page = client.get(link_in(QueuedEmail.objects.get()), follow=True)
    assert "no longer works" in page.content.decode()


def test_it_is_not_said_who_has_an_account(person, client, django_user_model):
    django_user_model.objects.create_user("reader", email="reader@example.org", password=PASSWORD)
    make_adviser(username="gone", email="gone@example.org", password=PASSWORD, is_active=False)
    pages = set()
    for address in ("sam@example.org", "nobody@example.org", "reader@example.org", "gone@example.org"):
        answer = client.post(ASK, {"email": address}, follow=True)
        pages.add(answer.content.decode())
    assert len(pages) == 1
    assert [mail.recipient for mail in QueuedEmail.objects.all()] == ["sam@example.org"]


def test_nobody_can_be_flooded_with_links(person, client):
    for _ in range(5):
        client.post(ASK, {"email": person.email})
    assert QueuedEmail.objects.count() == 3


def test_no_colleague_reads_the_link_in_the_admin(person, client):
    client.post(ASK, {"email": person.email})
    mail = QueuedEmail.objects.get()
    reader = Client()
    reader.force_login(make_adviser(is_superuser=True))
    page = reader.get(f"/admin/core/queuedemail/{mail.pk}/change/").content.decode()
    assert link_in(mail) not in page
    assert "not shown here" in page


def test_the_link_is_nowhere_here_once_the_mail_server_has_it(person, client, smtp_server):
    client.post(ASK, {"email": person.email})
    mail_queue.send_due()
    assert link_in(QueuedEmail(body=smtp_server.taken[0].get_payload()))
    mail = QueuedEmail.objects.get()
    assert (mail.body, mail.recipient) == ("", "sam@example.org")


def test_a_manager_mails_a_link_and_never_knows_the_password(person, manager_client):
    manager_client.post(f"/admin/staff/person/{person.pk}/mail-link/")
    assert QueuedEmail.objects.get().recipient == "sam@example.org"
    assert AuditEntry.objects.get(action="ask for reset").user != person


def test_changing_ones_own_password_is_noted_and_told(person, client):
    client.force_login(person)
    new = {"old_password": PASSWORD, "new_password1": "tulip anchor biscuit"}
    answer = client.post("/admin/password_change/", {**new, "new_password2": "tulip anchor biscuit"})
    assert answer.status_code == 302
    assert AuditEntry.objects.get(action="change password").user == person
    assert QueuedEmail.objects.get().name == "password_changed"


def test_without_the_old_password_nothing_is_changed(person, client):
    client.force_login(person)
    new = {"new_password1": "tulip anchor biscuit", "new_password2": "tulip anchor biscuit"}
    for old in ({}, {"old_password": "not the password"}):
        assert client.post("/admin/password_change/", {**new, **old}).status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_new_password_ends_what_is_open_elsewhere(person, client):
    there = Client()
    for browser in (client, there):
        browser.force_login(person)
    new = {"old_password": PASSWORD, "new_password1": "tulip anchor biscuit"}
    client.post("/admin/password_change/", {**new, "new_password2": "tulip anchor biscuit"})
    assert client.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302


@pytest.mark.parametrize("typed", [PASSWORD.upper(), f"{PASSWORD} ", PASSWORD[:-1]])
def test_a_password_is_read_exactly_as_it_was_typed(person, client, typed):
    assert client.post("/admin/login/", {"username": "sam", "password": typed}).status_code == 200
    assert client.post("/admin/login/", {"username": "sam", "password": PASSWORD}).status_code == 302


def test_every_field_for_a_password_hides_it_and_lets_a_manager_of_passwords_fill_it_in(person, client):
    client.post(ASK, {"email": person.email})
    pages = [client.get("/admin/login/"), client.get(link_in(QueuedEmail.objects.get()), follow=True)]
    client.force_login(person)
    pages += [client.get("/admin/password_change/"), client.get("/admin/your-sign-in/")]
    for page in pages:
        fields = [
            field
            for field in Document.of(page).select("form input")
            if "password" in field.attributes.get("name", "")
        ]
        kinds = {(field.attributes["type"], field.attributes.get("autocomplete", "on")) for field in fields}
        assert {kind for kind, _ in kinds} <= {"password"}
        assert "off" not in {filled for _, filled in kinds}
        assert not Document.of(page).select("[onpaste]")


def test_passwords_are_kept_by_a_slow_function():
    """The tests' own is quick; the portal leaves Django's first in its place (OWASP: 600,000 rounds)."""
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert not hasattr(portal_settings, "PASSWORD_HASHERS")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_the_page_of_the_link_is_one_of_the_sign_in_page(client, db):
    assert ASK in client.get("/admin/login/").content.decode()
    assert client.get(ASK).status_code == 200
