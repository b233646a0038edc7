"""After the key of the portal is renewed, what was given out under the old one goes on working.

Once the old key is no longer among SECRET_KEY_FALLBACKS, none of it does.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from enquiries.models import Enquiry
from lesas_portal.core import carried_form, checksums
from lesas_portal.core.admin import saving_token
from lesas_portal.core.models import QueuedEmail
from lesas_portal.staff.services import people
from tests.document import Document
from tests.enquiries.conftest import Sender
from tests.factories import make_adviser
from tests.portal.telephone import ASK, set_up

pytestmark = pytest.mark.django_db
NEW_KEY = "the-key-of-tomorrow-which-is-long-enough-for-a-public-host"


@pytest.fixture(params=["kept", "dropped"])
def renew(request, settings):
    """Renew the key; return whether the old one is still among those that are taken."""

    def now() -> bool:
        old, settings.SECRET_KEY = settings.SECRET_KEY, NEW_KEY
        settings.SECRET_KEY_FALLBACKS = [old] if request.param == "kept" else []
        return request.param == "kept"

    return now


@pytest.fixture
def sender(client):
    return Sender(client)


def test_who_is_signed_in_stays_so(client, adviser, renew):
    client.force_login(adviser)
    is_kept = renew()
    assert (client.get("/admin/").status_code == 200) is is_kept


def test_a_form_that_was_open_is_sent(sender, renew):
    checked = sender.fill_in()
    is_kept = renew()
    sender.press_send(checked)
    assert Enquiry.objects.exists() is is_kept


def test_the_same_form_sent_before_and_after_is_one_enquiry(sender, renew):
    checked = sender.fill_in()
    first = sender.press_send(checked)
    is_kept = renew()
    again = Sender(Client()).press_send(checked)
    assert Enquiry.objects.count() == 1
    assert (again.get("Location") == first["Location"]) is is_kept


def test_a_recovery_code_lets_in(client, renew):
    person = make_adviser(username="sam")
    client.force_login(person)
    codes = set_up(client, person)
    is_kept = renew()
    fresh = Client()
    fresh.force_login(person)
    answer = fresh.post(ASK, {"code": codes[0]})
    assert answer.status_code == (302 if is_kept else 422)
    assert StaticToken.objects.count() == (9 if is_kept else 10)
    if is_kept:
        again = Client()
        again.force_login(person)
        assert again.post(ASK, {"code": codes[0]}).status_code == 422


def test_a_link_to_a_new_password_opens(client, renew):
    person = make_adviser(username="sam", email="sam@example.org", password="purple kettle seven")
    client.post(reverse("admin_password_reset"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/admin/\S+)", QueuedEmail.objects.latest("pk").body)[1]
    is_kept = renew()
    page = Document.of(client.get(link, follow=True))
    assert any("password" in name for name in page.fields) is is_kept


def test_an_invitation_opens_whatever_the_key_is(manager_client, client, renew):
    """It is a random secret of its own."""
    new = {"full_name": "Robin Marsh", "email": "robin@example.org", "role": "adviser"}
    manager_client.post("/admin/staff/person/add/", new)
    body = QueuedEmail.objects.filter(name="invitation").latest("pk").body
    renew()
    assert client.get(re.search(r"/admin/invitation/\S+", body)[0]).status_code == 200


def test_forms_of_the_admin_that_were_open_are_read(rf, adviser, manager, renew):
    saving = saving_token.issue(person=adviser.pk, about="a row", shown={"title": "Old"})
    post = rf.post("/admin/", {carried_form.OPENED_BY: carried_form._opener().sign("7"), "title": "Mine"})
    packed = carried_form._pack(post)
    seen = people.fingerprint(adviser)
    is_kept = renew()
    assert bool(saving_token.read(saving, person=adviser.pk, about="a row")) is is_kept
    assert bool(carried_form._read(packed)) is is_kept
    assert bool(carried_form._pack(post)) is is_kept
    assert (seen in people._checksums(adviser)) is is_kept


def test_a_checksum_is_written_under_the_key_of_today(renew):
    before = checksums.checksum("a salt", "a text")
    is_kept = renew()
    after = checksums.checksum("a salt", "a text")
    assert after != before
    assert (before in checksums.checksums("a salt", "a text")) is is_kept
