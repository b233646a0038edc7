"""Everything held about one address: a Manager reads it, hands it over, erases it; so do two commands."""

import json
import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enquiries.models import Enquiry, Event
from enquiries.services import erasure_log, merge
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.factories import make_enquiry, make_mail, make_person

PAGE = "/admin/enquiries/enquiryexport/person/"
ADDRESS = "robin@example.org"


def call(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def held(db) -> dict:
    """Three enquiries of one sender, one of them spam, with a thread and mails; and two of others."""
    first = make_enquiry(message="Words of mine", phone="01622 000")
    second = make_enquiry(email="Robin@Example.ORG")
    spam = make_enquiry(status="spam")
    Event.objects.create(enquiry=first, kind="note", by_name="Sam Lee", text="A note of ours")
    about = make_mail(about=first.reference, recipient="team@example.org")
    apart = make_mail(about="6666-6666", recipient="ROBIN@example.org")
    other = make_enquiry(email="pat@example.org", message="Ask Robin@example.org too")
    near = make_enquiry(email="robin@example.org.uk")
    make_mail(about=other.reference, recipient=other.email)
    return {"mine": [first, second, spam], "mails": [about, apart], "others": [other, near]}


def test_the_page_shows_everything_in_any_spelling_and_nobody_elses(manager_client, held):
    text = manager_client.post(PAGE, {"email": " ROBIN@example.org\u200b", "show": "x"}).content.decode()
    for row in held["mine"]:
        assert f"Enquiry {row.reference}" in text
    for words in ("Words of mine", "01622 000", "A note of ours", "Suspected spam", "team@example.org"):
        assert words in text
    assert "3 enquiries, 1 of them suspected spam, 1 entry in threads, 2 emails" in text
    other, near = held["others"]
    assert f"or were joined with one of these: {other.reference}" in text
    assert "Ask Robin" not in text
    assert near.reference not in text


def test_a_long_thread_costs_no_more_queries(manager_client, manager):
    enquiry, counts = make_enquiry(), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            manager_client.post(PAGE, {"email": ADDRESS})
        counts.append(len(queries))
        for _ in range(9):
            Event.objects.create(enquiry=enquiry, kind="note", by=manager, by_name="Sam Lee", text="A note")
    assert counts[0] == counts[1]


def test_nothing_held_is_said_and_nothing_can_be_erased(manager_client):
    text = manager_client.post(PAGE, {"email": "nobody@example.org"}).content.decode()
    assert "0 enquiries" in text
    assert "There is nothing to erase" in text
    assert "Type the address once more" not in text


def test_the_file_holds_the_same_and_its_name_names_nobody(manager_client, held):
    response = manager_client.post(PAGE, {"email": ADDRESS, "download": "x"})
    assert response["Content-Disposition"] == 'attachment; filename="what-is-held.json"'
    assert "no-store" in response["Cache-Control"]
    values = json.loads(response.content)
    assert {row["reference"] for row in values["enquiries"]} == {row.reference for row in held["mine"]}
    first = next(row for row in values["enquiries"] if row["message"] == "Words of mine")
    assert first["thread"][0]["text"] == "A note of ours"
    assert "token" not in first
    assert len(values["mails"]) == 2
    assert values["enquiries_of_others_to_read"] == [held["others"][0].reference]


def test_whose_thread_is_joined_with_theirs_is_to_be_read(manager_client):
    """Notes and replies about one person stand in the thread of the other after that."""
    mine, taken_up = make_enquiry(), make_enquiry()
    kept = make_enquiry(email="pat@example.org")
    joined = make_enquiry(email="kim@example.org")
    for row, original in ((mine, kept), (joined, taken_up)):
        merge.merge(enquiry=row, original=original, by="test", is_confirmed=True)
    wanted = f"{kept.reference}, {joined.reference}"
    assert wanted in manager_client.post(PAGE, {"email": ADDRESS}).content.decode()
    assert wanted in call("erase_person", ADDRESS, "--dry-run")
    manager_client.post(PAGE, {"email": ADDRESS, "again": ADDRESS, "erase": "yes"})
    assert wanted in manager_client.get(PAGE).content.decode()
    assert set(Enquiry.objects.all()) == {kept, joined}


@pytest.mark.parametrize("field", ["name", "role", "setting_name", "order_number", "outcome_missing"])
def test_the_address_is_found_wherever_others_may_have_typed_it(manager_client, field):
    other = make_enquiry(email="pat@example.org", **{field: f"or {ADDRESS}"})
    assert other.reference in manager_client.post(PAGE, {"email": ADDRESS}).content.decode()


def test_a_link_that_lets_into_an_account_is_in_neither_the_page_nor_the_file(
    manager_client, admin_user, client
):
    get_user_model().objects.filter(pk=admin_user.pk).update(email=ADDRESS)
    client.post("/admin/password_reset/", {"email": ADDRESS})
    (link,) = re.findall(r"/admin/reset\S+", QueuedEmail.objects.get().body)
    for button in ("show", "download"):
        answer = manager_client.post(PAGE, {"email": ADDRESS, button: "x"}).content.decode()
        assert link not in answer
        assert "a link for one person only" in answer
    assert link not in call("export_person", ADDRESS)


def test_the_address_is_typed_once_more_before_anything_goes(manager_client, held):
    for again in ("", "robin@example.com"):
        response = manager_client.post(PAGE, {"email": ADDRESS, "again": again, "erase": "yes"})
        assert response.status_code == 422
        assert "Nothing was erased" in response.content.decode()
    assert Enquiry.objects.count() == 5
    response = manager_client.post(PAGE, {"email": ADDRESS, "again": "Robin@EXAMPLE.org ", "erase": "yes"})
    assert response.status_code == 302
    assert set(Enquiry.objects.all()) == set(held["others"])
    assert not Event.objects.exists()
    assert QueuedEmail.objects.get().recipient == "pat@example.org"


def test_who_looked_and_who_erased_is_noted_without_the_address(manager_client, manager, held):
    manager_client.post(PAGE, {"email": ADDRESS})
    manager_client.post(PAGE, {"email": ADDRESS, "again": ADDRESS, "erase": "yes"})
    noted = set(AuditEntry.objects.values_list("actor", "action", "object_key"))
    keys = {*(row.reference for row in held["mine"]), "6666-6666"}
    assert noted == {
        (manager.username, action, key) for action in ("export person", "erase person") for key in keys
    }
    assert ADDRESS not in str(list(AuditEntry.objects.values())).lower()


def test_the_address_stands_in_no_url_and_no_cookie(manager_client, held):
    response = manager_client.post(PAGE, {"email": ADDRESS, "again": ADDRESS, "erase": "yes"})
    assert ADDRESS not in response["Location"]
    assert ADDRESS not in str(response.cookies)
    assert manager_client.get(PAGE, {"email": ADDRESS}).content.decode().count(ADDRESS) == 0


@pytest.mark.parametrize("wrong", ["", "robin", "@", "\u200b"])
def test_what_is_no_address_is_asked_for_again(manager_client, wrong):
    assert manager_client.post(PAGE, {"email": wrong}).status_code == 422


def test_only_who_may_delete_enquiries_gets_the_page(adviser_client, editor_client, client, held):
    for wrong in (adviser_client, editor_client):
        assert wrong.get(PAGE).status_code == 403
        assert wrong.post(PAGE, {"email": ADDRESS, "again": ADDRESS, "erase": "yes"}).status_code == 403
    assert "/admin/login/" in client.post(PAGE, {"email": ADDRESS})["Location"]
    assert Enquiry.objects.count() == 5


def test_the_commands_try_first_and_name_nobody(held):
    assert call("export_person", ADDRESS, "--dry-run") == (
        "3 enquiries, 1 of them suspected spam, 1 entry in threads, 2 emails.\n"
    )
    tried = call("erase_person", "ROBIN@EXAMPLE.ORG", "--dry-run")
    assert "2 emails: would be erased." in tried
    assert f"or were joined: {held['others'][0].reference}" in tried
    assert Enquiry.objects.count() == 5
    assert not AuditEntry.objects.exists()
    done = call("erase_person", "ROBIN@EXAMPLE.ORG")
    assert "2 emails: erased." in done
    for words in ("robin", "marsh", "words of mine", "oak"):
        assert words not in f"{tried}{done}".lower()
    assert set(Enquiry.objects.all()) == set(held["others"])
    assert {entry.actor for entry in AuditEntry.objects.all()} == {"erase_person"}
    assert call("erase_person", ADDRESS).startswith("0 enquiries")


@pytest.mark.parametrize("wrong", ["", " ", "\u200b", "@", "robin"])
@pytest.mark.parametrize("name", ["erase_person", "export_person"])
def test_the_commands_refuse_what_is_no_address(db, name, wrong):
    """A variable of a script that was never set must not mean every enquiry without an address."""
    make_enquiry(email="", source="phone")
    make_mail(recipient="")
    for more in ((), ("--dry-run",)):
        with pytest.raises(CommandError, match="one email address"):
            call(name, wrong, *more)
    assert Enquiry.objects.count() == QueuedEmail.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_the_command_writes_json_to_the_terminal_or_to_a_file_of_ones_own(held, tmp_path):
    values = json.loads(call("export_person", "Robin@Example.org"))
    assert len(values["enquiries"]) == 3
    file = tmp_path / "held.json"
    assert "Delete it" in call("export_person", ADDRESS, f"--output={file}")
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(file.read_text())["mails"]) == 2
    with pytest.raises(CommandError, match="cannot be written"):
        call("export_person", ADDRESS, f"--output={file}")


def test_an_account_with_the_address_is_named_and_stays(manager_client, held):
    make_person(username="rmarsh", email="Robin@example.org")
    assert "rmarsh" in manager_client.post(PAGE, {"email": ADDRESS}).content.decode()
    assert "1 account" in call("erase_person", ADDRESS)
    assert get_user_model().objects.filter(username="rmarsh").exists()


@pytest.mark.django_db(transaction=True)
def test_a_restore_will_know_what_was_erased(held):
    call("erase_person", ADDRESS)
    lines = {(line.reference, line.why) for line in erasure_log.read()}
    wanted = {(row.reference, "person") for row in held["mine"]} | {(str(held["mails"][1].pk), "mail")}
    assert lines == wanted
    erasure_log.path().unlink()
    erasure_log.sync()
    assert {(line.reference, line.why) for line in erasure_log.read()} == wanted
