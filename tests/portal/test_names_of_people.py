"""People are called by one name wherever the admin names them."""

import re
from pathlib import Path

import pytest

from enquiries.services import answer, assign
from guidance.services import checking
from lesas_portal.core.models import AuditEntry
from tests.factories import make_adviser, make_enquiry, make_page

ROOT = Path(__file__).resolve().parents[2]
# What is found, not shown: the user name to sign in with, the key of an audit row, who may not be the second,
# who is named in the log.
KEYS = {"errors.py", "person_names.py", "audit.py", "create_demo_adviser.py", "route_editions.py"}
# So are mails about signing in.
KEYS |= {"password_changed.txt", "password_reset.txt", "second_factor_reset.txt", "address_changed.txt"}
KEYS |= {"second_factor_set_up.txt"}
KEYS |= {"password_reset_confirm.html", "0009_names_in_old_entries.py"}
NAMED = r"get_full_name|get_username|get_short_name|(user|person|owner)\.username\b"


@pytest.fixture
def sam(db):
    return make_adviser(username="slee7", first_name="Sam", last_name="Lee", password="x", is_superuser=True)


@pytest.fixture
def enquiry(sam):
    enquiry = make_enquiry()
    assign.give(enquiry=enquiry, to=sam, by=sam, seen=0)
    answer.add_note(enquiry=enquiry, text="Some words.", by=sam)
    return enquiry


def shown(client, address: str) -> str:
    """What the page says, without the line that greets who is signed in."""
    page = client.get(address)
    assert page.status_code == 200, address
    return re.sub(r'(?s)<div id="user-tools">.*?</div>', "", page.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/admin/enquiries/enquiry/",
        "/admin/enquiries/enquiry/{enquiry}/change/",
        "/admin/enquiries/enquiry/{enquiry}/history/",
        "/admin/core/auditentry/",
        "/admin/core/auditentry/{entry}/change/",
    ],
)
def test_both_histories_and_the_lists_say_the_full_name(admin_client, enquiry, address):
    entry = AuditEntry.objects.first()
    page = shown(admin_client, address.format(enquiry=enquiry.pk, entry=entry.pk))
    assert "Sam Lee" in page
    assert "slee7" not in page


def test_a_page_of_the_portal_says_who_checked_it_by_the_full_name(admin_client, sam):
    page = make_page()
    checking.mark_checked(obj=page, by=sam)
    shows = shown(admin_client, f"/admin/guidance/guidancepage/{page.pk}/change/")
    assert "Sam Lee" in shows
    assert "slee7" not in shows


def test_who_has_entered_no_name_is_called_by_the_user_name(admin_client):
    enquiry = make_enquiry(owner=make_adviser(username="slee7"))
    assert "slee7" in shown(admin_client, f"/admin/enquiries/enquiry/{enquiry.pk}/change/")


def test_who_did_what_is_found_by_the_name_that_is_shown(admin_client, enquiry):
    assert enquiry.reference in shown(admin_client, "/admin/core/auditentry/?q=Lee")
    assert enquiry.reference not in shown(admin_client, "/admin/core/auditentry/?q=Marsh")


def test_a_person_without_an_account_stays_in_the_history_by_the_full_name(admin_client, enquiry, sam):
    enquiry.owner = None
    enquiry.save()
    sam.delete()
    assert "Sam Lee" in shown(admin_client, f"/admin/enquiries/enquiry/{enquiry.pk}/history/")


def test_one_function_says_what_people_are_called():
    places = [
        path
        for folder in ("lesas_portal", "guidance", "enquiries", "templates")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".py", ".html", ".txt"} and path.name not in KEYS and "staff" not in path.parts
    ]
    assert [path.name for path in places if re.search(NAMED, path.read_text(encoding="utf-8"))] == []
