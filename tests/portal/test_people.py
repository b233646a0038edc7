"""A colleague comes, changes their role, and goes; nobody's record goes with them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from guidance.services import working_copies
from lesas_portal import sign_in
from lesas_portal.core.models import AuditEntry, QueuedEmail
from lesas_portal.staff.models import Invitation
from lesas_portal.staff.services import people
from tests.document import Document
from tests.factories import make_adviser, make_editor, make_enquiry, make_manager, make_page, make_person

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/staff/person/", "/admin/staff/person/add/"
NEW = {"full_name": "Robin Marsh", "email": "Robin@Example.org", "role": "adviser"}
PASSWORD = {"password": "tulip anchor biscuit", "again": "tulip anchor biscuit"}
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)


def address(person, act="change"):
    return reverse(f"admin:staff_person_{act}", args=[person.pk])


def link(mail=None):
    mail = mail or QueuedEmail.objects.filter(name="invitation").latest("pk")
    return re.search(r"/admin/invitation/\S+", mail.body)[0]


def test_a_manager_invites_and_the_colleague_chooses_a_password(manager, manager_client, client):
    assert manager_client.post(ADD, NEW).status_code == 302
    assert not User.objects.filter(username="robin@example.org").exists()
    page = client.get(link())
    assert "Robin Marsh" in page.content.decode()
    assert client.post(link(), PASSWORD).url == "/admin/login/"
    robin = User.objects.get(username="robin@example.org")
    assert robin.get_full_name() == "Robin Marsh"
    assert {group.name for group in robin.groups.all()} == {"Editor", "Adviser"}
    assert robin.is_staff
    assert robin.check_password("tulip anchor biscuit")
    assert AuditEntry.objects.get(action="invite").user == manager
    assert AuditEntry.objects.get(action="accept invitation").user == robin
    signed = client.post("/admin/login/", {"username": "robin@example.org", "password": PASSWORD["password"]})
    assert signed.status_code == 302


def test_the_link_works_once_and_for_a_day(manager_client, client, freeze):
    freeze(MOMENT)
    manager_client.post(ADD, NEW)
    first = link()
    assert client.post(first, PASSWORD).status_code == 302
    assert client.get(first).status_code == 410
    manager_client.post(ADD, {**NEW, "email": "kim@example.org"})
    late = link()
    freeze(MOMENT + timedelta(hours=24, minutes=1))
    assert client.get(late).status_code == 410
    assert client.post(late, PASSWORD).status_code == 410
    assert not User.objects.filter(username="kim@example.org").exists()


def test_times_are_said_as_everywhere(manager_client, client, freeze):
    freeze(MOMENT)
    manager_client.post(ADD, NEW)
    assert (
        "Open until 28 November 2026, 9am" in manager_client.get("/admin/staff/invitation/").content.decode()
    )
    client.post(link(), PASSWORD)
    assert Invitation.objects.get().state == "Used on 27 November 2026, 9am"


def test_a_second_invitation_ends_the_first(manager_client, client):
    manager_client.post(ADD, NEW)
    first = link()
    manager_client.post(ADD, NEW)
    assert client.get(first).status_code == 410
    assert client.get(link()).status_code == 200


def test_an_invitation_taken_back_no_longer_works(manager_client, client):
    manager_client.post(ADD, NEW)
    row = Invitation.objects.get()
    manager_client.post(f"/admin/staff/invitation/{row.pk}/delete/", {"post": "yes"})
    assert client.get(link()).status_code == 410


@pytest.mark.parametrize("act", ["deactivate", "change"])
def test_what_somebody_invited_who_may_invite_no_more_does_not_work(manager, manager_client, client, act):
    manager_client.post(ADD, {**NEW, "role": "manager"})
    other = Client()
    other.force_login(make_manager())
    manager.email = "sam@example.org"
    manager.save()
    lower = {"full_name": "Sam Lee", "email": manager.email, "role": "editor"}
    assert other.post(address(manager, act), lower if act == "change" else {}).status_code == 302
    assert client.get(link()).status_code == 410
    assert client.post(link(), PASSWORD).status_code == 410
    assert AuditEntry.objects.filter(action="delete", object_key="robin@example.org").exists()


def test_names_stand_in_the_heading_of_a_mail_as_they_are_written(manager, manager_client):
    User.objects.filter(pk=manager.pk).update(first_name="Ann", last_name="O'Neil & Co")
    manager_client.post(ADD, NEW)
    assert QueuedEmail.objects.get().subject == "Ann O'Neil & Co invites you to the LESAS portal"


def test_a_password_that_is_guessed_first_is_refused_beside_its_field(manager_client, client):
    manager_client.post(ADD, NEW)
    for bad in ("safeguarding1", "robin.marsh1", "short"):
        answer = client.post(link(), {"password": bad, "again": bad})
        assert answer.status_code == 422
        assert answer.context["form"].errors["password"]
    answer = client.post(link(), {**PASSWORD, "again": "another one here"})
    assert "The two are not the same" in answer.content.decode()
    assert not User.objects.filter(username="robin@example.org").exists()


def test_whom_the_form_refuses_and_why(manager_client):
    make_adviser(username="sam", email="sam@example.org", first_name="Sam", last_name="Lee")
    answer = manager_client.post(ADD, {**NEW, "email": "SAM@example.org"})
    assert answer.status_code == 422
    assert "Sam Lee has this address" in answer.content.decode()
    answer = manager_client.post(ADD, {"full_name": "", "email": "no", "role": "king"})
    assert set(answer.context["form"].errors) == {"full_name", "email", "role"}
    assert not QueuedEmail.objects.exists()


def test_the_secret_of_the_link_is_kept_nowhere_but_in_the_mail(manager_client):
    manager_client.post(ADD, NEW)
    secret = link().split("/")[-2]
    assert secret not in str(Invitation.objects.values().get())
    assert secret not in str([*AuditEntry.objects.values()])
    mail = QueuedEmail.objects.get()
    reader = Client()
    reader.force_login(make_adviser())
    assert secret not in reader.get(f"/admin/core/queuedemail/{mail.pk}/change/").content.decode()


def test_invitations_go_after_their_days(manager_client, freeze):
    freeze(MOMENT)
    manager_client.post(ADD, NEW)
    freeze(MOMENT + timedelta(days=31))
    call_command("purge_enquiries")
    assert not Invitation.objects.exists()
    assert AuditEntry.objects.filter(action="invite", object_key="robin@example.org").exists()


def test_the_role_is_one_choice_and_changes_are_noted(manager_client):
    person = make_editor(username="kim", email="kim@example.org", first_name="Kim", last_name="Ash")
    page = Document.of(manager_client.get(address(person)))
    radios = [field.attributes for field in page.select("input[type=radio]")]
    assert [(radio["value"], "checked" in radio) for radio in radios] == [
        ("editor", True),
        ("adviser", False),
        ("manager", False),
    ]
    assert not page.select("select[multiple]")
    manager_client.post(
        address(person), {"full_name": "Kim Ash", "email": "kim@example.org", "role": "manager"}
    )
    assert {group.name for group in person.groups.all()} == {"Editor", "Adviser", "Manager"}
    manager_client.post(
        address(person), {"full_name": "Kim Oak", "email": "kim@example.org", "role": "editor"}
    )
    assert {group.name for group in person.groups.all()} == {"Editor"}
    person.refresh_from_db()
    assert person.get_full_name() == "Kim Oak"
    assert AuditEntry.objects.filter(action="change role", object_key="kim").count() == 2


def test_a_new_role_takes_away_what_was_given_beside_roles(manager_client):
    person = make_editor(first_name="Kim", last_name="Ash", email="kim@example.org")
    person.user_permissions.add(Permission.objects.get(codename="delete_enquiry"))
    sent = {"full_name": "Kim Ash", "email": "kim@example.org", "role": "adviser"}
    manager_client.post(address(person), sent)
    assert not User.objects.get(pk=person.pk).has_perm("enquiries.delete_enquiry")


def test_a_new_address_needs_the_password_of_who_gives_it_and_is_told_to_the_old_one(manager, manager_client):
    person = make_editor(first_name="Kim", last_name="Ash", email="kim@example.org")
    manager.set_password("purple kettle seven")
    manager.save()
    manager_client.force_login(manager)
    sent = {"full_name": "Kim Ash", "email": "other@example.org", "role": "editor"}
    for wrong in ({}, {"password": "not the password"}):
        answer = manager_client.post(address(person), {**sent, **wrong})
        assert answer.context["form"].errors["password"]
    assert not QueuedEmail.objects.exists()
    manager_client.post(address(person), {**sent, "password": "purple kettle seven"})
    mail = QueuedEmail.objects.get(name="address_changed")
    assert mail.recipient == "kim@example.org"
    assert "other@example.org" not in mail.body


def test_nobody_is_deleted(admin_client):
    person = make_editor()
    assert admin_client.post(f"/admin/staff/person/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    for gone in ("/admin/auth/user/", "/admin/auth/group/", "/admin/otp_totp/totpdevice/"):
        assert admin_client.get(gone).status_code == 404


def test_who_is_deactivated_is_out_at_once_and_can_be_let_in_again(manager_client):
    person = make_adviser()
    browser = Client()
    browser.force_login(person)
    assert browser.get("/admin/").status_code == 200
    manager_client.post(address(person, "deactivate"))
    assert browser.get("/admin/").status_code == 302
    assert person.username not in manager_client.get(LIST).content.decode()
    assert person.username in manager_client.get(f"{LIST}?account=off").content.decode()
    manager_client.post(address(person, "let-in-again"))
    person.refresh_from_db()
    assert person.is_active


def test_the_page_of_an_act_does_nothing_by_itself(manager_client):
    person = make_adviser(email="kim@example.org")
    before = User.objects.values().get(pk=person.pk)
    for act in (
        "deactivate",
        "mail-link",
        "let-in-again",
        "reset-second-factor",
        "free-name",
        "link-account",
    ):
        assert manager_client.get(address(person, act)).status_code in {200, 302}
    assert User.objects.values().get(pk=person.pk) == before
    assert not AuditEntry.objects.exists()
    assert not QueuedEmail.objects.exists()


def test_open_enquiries_of_a_leaver_go_to_a_colleague_who_gets_one_mail(manager_client):
    leaver = make_adviser(first_name="Sam", last_name="Lee")
    colleague = make_adviser(first_name="Kim", last_name="Ash", email="kim@example.org")
    rows = [make_enquiry(owner=leaver) for _ in range(3)]
    page = manager_client.get(address(leaver, "deactivate")).content.decode()
    assert "3 open enquiries" in page
    assert "Kim Ash" in page
    manager_client.post(address(leaver, "deactivate"), {"to": colleague.pk})
    for row in rows:
        row.refresh_from_db()
        assert row.owner == colleague
    mails = QueuedEmail.objects.filter(name="handed_over")
    assert [mail.recipient for mail in mails] == ["kim@example.org"]
    assert "Sam Lee" in mails[0].body


def test_or_back_to_anybody(manager_client):
    leaver = make_adviser()
    row = make_enquiry(owner=leaver)
    manager_client.post(address(leaver, "deactivate"), {"to": ""})
    row.refresh_from_db()
    assert row.owner is None


@pytest.mark.parametrize("to_a_colleague", [True, False])
def test_working_copies_of_a_leaver_go_to_a_colleague_or_stay_for_anybody(manager_client, to_a_colleague):
    leaver, colleague = make_editor(first_name="Sam", last_name="Lee"), make_adviser(first_name="Kim")
    page = make_page()
    copy = working_copies.save(obj=page, values={"title": "New title"}, by=leaver)
    assert (
        "1 working copy of public pages" in manager_client.get(address(leaver, "deactivate")).content.decode()
    )
    manager_client.post(address(leaver, "deactivate"), {"to": colleague.pk if to_a_colleague else ""})
    copy.refresh_from_db()
    assert copy.owner == (colleague if to_a_colleague else None)
    assert copy.owner_name == "Sam Lee", "the words stay those of who wrote them"
    assert copy.handed_to == ("Kim" if to_a_colleague else "")
    assert AuditEntry.objects.filter(action="hand over work", object_key=page.slug).exists()


def test_a_link_that_the_hourly_limit_holds_back_is_not_said_to_be_on_its_way(manager_client):
    person = make_adviser(email="kim@example.org")
    said = [
        manager_client.post(address(person, "mail-link"), follow=True).content.decode()
        for _ in range(sign_in.RESETS_PER_HOUR + 1)
    ]
    assert ["is on its way" in one for one in said] == [True] * sign_in.RESETS_PER_HOUR + [False]
    assert "As many links as one hour allows" in said[-1]


def test_of_two_managers_who_change_one_role_the_second_is_told(manager_client):
    person = make_editor(first_name="Sam", last_name="Lee", email="sam@example.org")
    page = Document.of(manager_client.get(address(person)))
    seen = page.select("[name=seen]")[0].attributes["value"]
    sent = {"full_name": "Sam Lee", "email": "sam@example.org", "seen": seen}
    assert manager_client.post(address(person), {**sent, "role": "adviser"}).status_code == 302
    answer = manager_client.post(address(person), {**sent, "role": "manager"})
    assert "It now says Sam Lee, sam@example.org, Adviser." in answer.content.decode()
    assert {group.name for group in person.groups.all()} == {"Editor", "Adviser"}


def test_nobody_deactivates_themselves_or_takes_their_own_role(manager, manager_client):
    make_manager()
    manager_client.post(address(manager, "deactivate"))
    manager.refresh_from_db()
    assert manager.is_active
    own = {"full_name": "Me Myself", "email": "me@example.org", "role": "editor"}
    assert (
        "Nobody does this to their own account" in manager_client.post(address(manager), own).content.decode()
    )
    assert manager.groups.filter(name="Manager").exists()


def test_the_last_manager_stays(admin_user):
    admin_user.is_active = False
    admin_user.save()
    last = make_manager()
    other = make_adviser()
    with pytest.raises(people.RefusedError, match="last Manager"):
        people.deactivate(person=last, to=None, by=other)


def test_a_manager_changes_no_superuser(manager_client, admin_user):
    own = {"full_name": "Taken Over", "email": "x@example.org", "role": "editor"}
    assert manager_client.post(address(admin_user), own).status_code == 403
    for act in ("deactivate", "mail-link", "reset-second-factor"):
        assert manager_client.post(address(admin_user, act)).status_code == 403
    assert manager_client.get(address(admin_user)).status_code == 200


@pytest.mark.parametrize("make", [make_editor, make_adviser, lambda: make_person(is_staff=True)])
def test_only_managers_see_people(client, make):
    person = make_adviser()
    client.force_login(make())
    for page in (LIST, ADD, address(person), address(person, "deactivate"), address(person, "history")):
        assert client.get(page).status_code == 403
        assert client.post(page, NEW).status_code == 403


def test_the_list_says_role_second_factor_and_account(manager_client):
    make_editor(first_name="Kim", last_name="Ash")
    page = Document.of(manager_client.get(LIST)).text
    for words in ("Kim Ash", "Editor", "Off", "Never", "Can sign in", "Invite a colleague"):
        assert words in page


def test_more_people_cost_no_more_queries(manager_client, django_assert_max_num_queries):
    manager_client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        manager_client.get(LIST)
    for _ in range(8):
        make_adviser()
    with django_assert_max_num_queries(len(few)):
        manager_client.get(LIST)


def test_a_name_outlives_its_account_in_the_audit(manager_client, admin_client):
    manager_client.post(ADD, NEW)
    User.objects.filter(groups__name="Manager").update(first_name="Kim", last_name="Ash")
    manager_client.post(ADD, {**NEW, "email": "two@example.org"})
    User.objects.filter(first_name="Kim").delete()
    assert "Kim Ash" in admin_client.get("/admin/core/auditentry/").content.decode()


def test_the_audit_narrows_by_kind_and_by_person_and_becomes_a_file(manager_client, manager):
    User.objects.filter(pk=manager.pk).update(first_name="=Kim", last_name="Ash")
    manager_client.post(ADD, NEW)
    Client().post("/admin/login/", {"username": manager.username, "password": "wrong"})
    page = "/admin/core/auditentry/"
    assert "A try to sign in failed" in manager_client.get(f"{page}?kind=sign-ins").content.decode()
    people_page = Document.of(manager_client.get(f"{page}?kind=people")).text
    assert "robin@example.org" in people_page
    who = Document.of(manager_client.get(page)).select("#changelist-filter a")
    assert "=Kim Ash" in [choice.text for choice in who]
    answer = manager_client.get(f"{page}csv/?kind=people")
    assert answer["Content-Type"].startswith("text/csv")
    file = answer.content.decode()
    assert '"\'=Kim Ash"' in file
    assert "A try to sign in failed" not in file
    (taken,) = AuditEntry.objects.filter(action="download", user=manager)
    assert (taken.sort_in_words, taken.object_key) == ("audit entry", "the list")
