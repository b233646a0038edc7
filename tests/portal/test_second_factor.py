"""Signing in with a telephone: set up at the first sign-in, asked for at each other, with spare codes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.factories import make_adviser, make_editor
from tests.portal.telephone import ASK, SET_UP, code_of, set_up, wrong_code_of

pytestmark = pytest.mark.django_db
PASSWORD = "purple kettle seven"
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def public_host(settings):
    settings.PRODUCTION = True


@pytest.fixture
def person(db):
    return make_adviser(username="sam", password=PASSWORD)


def sign_in(client, username="sam", **more):
    answer = client.post(reverse("admin:login"), {"username": username, "password": PASSWORD, **more})
    return client.get(answer.url, follow=True) if answer.status_code == 302 else answer


def where(answer):
    return answer.request["PATH_INFO"]


def test_with_a_public_host_the_first_sign_in_leads_to_setting_it_up(client, person, public_host):
    assert where(sign_in(client)) == SET_UP


@pytest.mark.parametrize("address", ["/admin/", "/admin/guidance/resource/", "/admin/core/auditentry/csv/"])
def test_with_a_public_host_no_page_opens_by_the_password_alone(client, person, public_host, address):
    client.force_login(person)
    answer = client.get(address, follow=True)
    assert where(answer) == SET_UP
    posted = client.post("/admin/guidance/resource/add/", {"title": "x"})
    assert posted.status_code == 302
    assert posted.url.startswith(reverse("admin:login"))


def test_the_code_of_the_telephone_sets_it_up_and_leads_on(client, person, public_host):
    sign_in(client)
    page = client.get(SET_UP)
    assert "data:" not in page.content.decode()
    picture = client.get(Document.of(page).select("img")[0].attributes["src"])
    assert picture["Content-Type"] == "image/svg+xml"
    assert "style=" not in picture.content.decode()
    codes = set_up(client, person)
    assert len(set(codes)) == 10
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(action="set up second factor", user=person).exists()


def test_a_wrong_code_sets_up_nothing_and_says_so_beside_the_field(client, person, public_host):
    sign_in(client)
    answer = client.post(SET_UP, {"code": wrong_code_of(person)})
    assert answer.status_code == 422
    assert "That is not the code" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


def test_the_next_sign_in_asks_for_the_code_and_goes_where_one_was_going(person, public_host, freeze):
    freeze(MOMENT)
    set_up_client = Client()
    sign_in(set_up_client)
    set_up(set_up_client, person)
    freeze(MOMENT + timedelta(minutes=2))
    client = Client()
    answer = sign_in(client, next="/admin/guidance/resource/")
    assert where(answer) == ASK
    answer = client.post(ASK, {"code": code_of(person), "next": "/admin/guidance/resource/"})
    assert answer.url == "/admin/guidance/resource/"
    assert client.get(answer.url).status_code == 200


def test_a_code_is_taken_once(person, public_host, freeze):
    freeze(MOMENT)
    first = Client()
    sign_in(first)
    set_up(first, person)
    freeze(MOMENT + timedelta(minutes=2))
    code = code_of(person)
    one, other = Client(), Client()
    for client in (one, other):
        client.force_login(person)
    assert one.post(ASK, {"code": code}).status_code == 302
    assert other.post(ASK, {"code": code}).status_code == 422
    assert other.get("/admin/").status_code == 302


def test_wrong_codes_make_the_next_one_wait(person, public_host, freeze):
    freeze(MOMENT)
    client = Client()
    sign_in(client)
    set_up(client, person)
    freeze(MOMENT + timedelta(minutes=2))
    client = Client()
    client.force_login(person)
    answer = client.post(ASK, {"code": wrong_code_of(person)})
    assert "Wait 1 second, then" in answer.content.decode()
    assert client.post(ASK, {"code": code_of(person)}).status_code == 422
    for minutes in range(3, 9):
        freeze(MOMENT + timedelta(minutes=minutes))
        answer = client.post(ASK, {"code": wrong_code_of(person)})
    assert "Wait until 9.10am" in answer.content.decode()


def test_a_wrong_code_after_the_right_password_is_noted_once_for_each_that_was_read(
    client, person, manager_client, caplog
):
    client.force_login(person)
    codes = set_up(client, person)
    other = Client()
    other.force_login(person)
    for _ in range(3):
        other.post(ASK, {"code": wrong_code_of(person)})
    other.post(ASK, {"code": codes[0][::-1]})
    noted = AuditEntry.objects.filter(action="wrong code", object_key="sam")
    assert noted.count() == 2
    assert "Wrong code for sam." in caplog.text
    assert codes[0] not in caplog.text
    assert "A wrong code" in manager_client.get("/admin/core/auditentry/?kind=sign-ins").content.decode()


def test_whose_telephone_it_is_now_is_told_to_the_owner_of_the_account(client, person, public_host):
    type(person).objects.filter(pk=person.pk).update(email="sam@example.org")
    sign_in(client)
    set_up(client, person)
    assert QueuedEmail.objects.get(name="second_factor_set_up").recipient == "sam@example.org"


def test_one_can_sign_out_before_the_second_factor(client, person, public_host):
    client.force_login(person)
    client.post(reverse("admin:logout"))
    assert "_auth_user_id" not in client.session
    assert AuditEntry.objects.filter(action="sign out", user=person).exists()


def test_a_recovery_code_lets_in_once(client, person, public_host):
    sign_in(client)
    codes = set_up(client, person)
    for expected in (302, 422):
        fresh = Client()
        fresh.force_login(person)
        assert fresh.post(ASK, {"code": codes[0].upper()}).status_code == expected
    assert AuditEntry.objects.filter(action="use recovery code").count() == 1
    assert StaticToken.objects.count() == 9


def test_recovery_codes_are_not_kept_as_they_are(client, person, public_host):
    sign_in(client)
    codes = set_up(client, person)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert kept.isdisjoint({*codes, *(code.replace("-", "") for code in codes)})


def test_new_recovery_codes_are_for_whoever_gave_the_second_factor(client, person, public_host):
    sign_in(client)
    old = set_up(client, person)
    by_password = Client()
    by_password.force_login(person)
    assert by_password.post(reverse("admin:recovery_codes")).status_code == 302
    refused = client.post(reverse("admin:recovery_codes"), {"password": "not the password"})
    assert refused.status_code == 422
    assert "That is not your password." in refused.content.decode()
    new = client.post(reverse("admin:recovery_codes"), {"password": PASSWORD}).context["codes"]
    assert set(new).isdisjoint(old)
    assert by_password.post(ASK, {"code": old[0]}).status_code == 422


def test_a_telephone_that_is_set_up_is_not_replaced_by_the_password_alone(client, person, public_host):
    sign_in(client)
    set_up(client, person)
    thief = Client()
    thief.force_login(person)
    assert thief.get(SET_UP).url.startswith(ASK)
    assert thief.get("/admin/second-factor/picture.svg").status_code == 404


def test_another_telephone_is_set_up_only_with_the_password_once_more(client, person, public_host, freeze):
    freeze(MOMENT)
    sign_in(client)
    set_up(client, person)
    client.get(SET_UP)
    before = StaticToken.objects.values_list("token", flat=True)
    kept = [*before]
    for sent in ({}, {"password": "not the password"}):
        answer = client.post(SET_UP, {"code": code_of(person), **sent})
        assert answer.status_code == 422
        assert "password" in answer.context["form"].errors
    assert [*before.all()] == kept
    assert client.post(SET_UP, {"code": code_of(person), "password": PASSWORD}).context["codes"]
    assert set(before.all()).isdisjoint(kept)


def test_a_manager_takes_a_lost_telephone_away_and_its_owner_is_told(client, person, manager_client):
    person.email = "sam@example.org"
    person.save()
    client.force_login(person)
    set_up(client, person)
    address = reverse("admin:staff_person_reset-second-factor", args=[person.pk])
    assert manager_client.get(address).status_code == 200
    assert manager_client.post(address).status_code == 302
    assert AuditEntry.objects.filter(action="reset second factor", object_key="sam").exists()
    assert QueuedEmail.objects.get(name="second_factor_reset").recipient == "sam@example.org"
    assert client.get(ASK, follow=True).request["PATH_INFO"] == SET_UP


@pytest.mark.parametrize("make", [make_editor, make_adviser])
def test_only_managers_take_a_telephone_away(client, person, make):
    client.force_login(make())
    assert client.post(f"/admin/staff/person/{person.pk}/reset-second-factor/").status_code == 403


def test_on_this_machine_the_password_is_enough_and_the_second_factor_is_offered(client, person):
    assert where(sign_in(client)) == "/admin/"
    page = client.get("/admin/your-sign-in/").content.decode()
    assert SET_UP in page


def test_on_this_machine_too_it_is_asked_for_once_it_is_set_up(client, person):
    sign_in(client)
    set_up(client, person)
    assert where(sign_in(Client())) == ASK


def test_a_visitor_and_no_staff_see_none_of_its_pages(client, django_user_model):
    nobody = Client()
    nobody.force_login(django_user_model.objects.create_user("reader"))
    for page in (SET_UP, ASK, "/admin/second-factor/picture.svg", "/admin/your-sign-in/"):
        for browser in (client, nobody):
            assert browser.get(page).url.startswith(reverse("admin:login")), page


def test_the_way_on_never_leaves_the_site(client, person, public_host):
    sign_in(client)
    client.get(SET_UP)
    answer = client.post(SET_UP, {"code": code_of(person), "next": "https://evil.example/"})
    assert answer.context["onward"] == "/admin/"
