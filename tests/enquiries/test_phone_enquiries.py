"""An adviser writes down what a caller asks."""

import pytest
from django.utils import timezone

from enquiries.models import Enquiry, Event
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, ANSWERS, CONCERN
from tests.factories import make_service

ADD = "/admin/enquiries/enquiry/add/"


def nonce(client) -> str:
    return Document.of(client.get(ADD)).hidden["nonce"]


def save(client, **answers):
    data = {**ANSWERS, "topic": "policy", "is_mine": "on", "nonce": nonce(client), **answers}
    return client.post(ADD, {name: value for name, value in data.items() if value is not None})


def test_a_call_becomes_an_enquiry_of_the_adviser_without_a_mail(adviser_client, adviser):
    response = save(adviser_client, email="", phone="01234 567890")
    enquiry = Enquiry.objects.get()
    assert response["Location"] == f"/admin/enquiries/enquiry/{enquiry.pk}/change/"
    assert (enquiry.source, enquiry.owner, enquiry.email) == ("phone", adviser, "")
    assert enquiry.message == ANSWERS["message"]
    assert enquiry.reply_by > timezone.localdate()
    assert not QueuedEmail.objects.exists()
    event = Event.objects.get()
    assert (event.kind, event.by, event.text) == ("phone", adviser, "")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_key) == ("take by telephone", enquiry.reference)
    page = adviser_client.get("/admin/enquiries/enquiry/").content.decode()
    assert f"The reference to give the caller is {enquiry.reference}." in page


def test_the_caller_gets_the_acknowledgement_only_where_it_is_ticked(adviser_client):
    save(adviser_client)
    assert not QueuedEmail.objects.exists()
    save(adviser_client, acknowledges="on")
    mail = QueuedEmail.objects.get()
    assert (mail.name, mail.recipient) == ("acknowledgement", ANSWERS["email"])
    assert ANSWERS["message"] not in mail.body


def test_a_mail_needs_an_address(adviser_client):
    page = save(adviser_client, email="", acknowledges="on").content.decode()
    assert "Enter their address, or untick the acknowledgement" in page
    assert not Enquiry.objects.exists()


def test_it_need_not_be_theirs(adviser_client):
    save(adviser_client, is_mine=None)
    assert Enquiry.objects.get().owner is None


def test_the_same_form_sent_twice_is_one_enquiry(adviser_client):
    same = nonce(adviser_client)
    first, second = save(adviser_client, nonce=same), save(adviser_client, nonce=same)
    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize(("words", "whom"), [(CONCERN, "ring the Front Door"), (ALLEGATION, "ring the LADO")])
def test_what_reads_like_a_concern_is_warned_of_once_and_kept_on_the_page(adviser_client, words, whom):
    response = save(adviser_client, message=words)
    page = Document.of(response)
    assert whom in response.content.decode()
    assert words in response.content.decode().replace("&#x27;", "'")
    assert not Enquiry.objects.exists()
    save(adviser_client, message=words, keep_anyway="on", nonce=page.hidden["nonce"])
    enquiry = Enquiry.objects.get()
    assert enquiry.screen_route != "strategic"


@pytest.mark.parametrize("words", [CONCERN, ALLEGATION])
def test_what_a_colleague_saved_over_the_warning_is_read_first(adviser_client, words):
    save(adviser_client, message=words, keep_anyway="on")
    enquiry = Enquiry.objects.get()
    page = f"/admin/enquiries/enquiry/{enquiry.pk}/"
    banner = "A colleague took it by telephone past the screen: read first."
    assert banner in Document.of(adviser_client.get(f"{page}change/")).text
    assert banner in adviser_client.get("/admin/enquiries/enquiry/?need=read-first").content.decode()
    assert "use the red button" not in adviser_client.post(f"{page}read/", follow=True).content.decode()
    assert not Enquiry.objects.read_first().exists()
    assert [event.kind for event in enquiry.events.all()] == ["phone", "read"]


def test_a_call_that_the_screen_let_pass_is_not_read_first(adviser_client):
    save(adviser_client)
    assert Enquiry.objects.get().care == ""
    assert not Enquiry.objects.read_first().exists()


def test_no_tick_is_offered_before_there_is_a_warning(adviser_client):
    assert "keep_anyway" not in adviser_client.get(ADD).content.decode()
    assert "keep_anyway" not in save(adviser_client, name="").content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(adviser_client):
    response = save(adviser_client, topic="", name=" ", email="no address", subject="A rare word: quokka")
    page = response.content.decode()
    for words in (
        "Choose a topic",
        "Enter the caller’s name",
        "Enter one email address",
        "quokka",
        "no address",
    ):
        assert words in page
    assert not Enquiry.objects.exists()


def test_what_belongs_to_a_quote_is_kept_for_training_only(adviser_client, db):
    service = make_service()
    given = {"service": service.slug, "attendees": "40, all staff", "delivery": "online"}
    save(adviser_client, topic="training", **given)
    assert Enquiry.objects.get().service == service
    assert Enquiry.objects.get().attendees == "40, all staff"
    save(adviser_client, topic="policy", **given)
    other = Enquiry.objects.latest("pk")
    assert (other.service, other.attendees, other.delivery) == (None, "", "")


def test_it_can_be_marked_as_spam_and_come_back_without_a_mail(adviser_client):
    save(adviser_client, email="")
    enquiry = Enquiry.objects.get()
    chosen = {"_selected_action": [enquiry.pk]}
    adviser_client.post("/admin/enquiries/enquiry/", {"action": "mark_spam", **chosen})
    adviser_client.post("/admin/enquiries/suspectedspam/", {"action": "release", **chosen})
    enquiry.refresh_from_db()
    assert enquiry.status == "open"
    assert not QueuedEmail.objects.exists()


def test_only_who_handles_enquiries_adds_one(editor_client, client, db):
    assert editor_client.get(ADD).status_code == 403
    assert editor_client.post(ADD, ANSWERS).status_code == 403
    assert client.get(ADD).status_code == 302
    assert not Enquiry.objects.exists()


def test_the_list_of_suspected_spam_adds_nothing(adviser_client):
    assert adviser_client.get("/admin/enquiries/suspectedspam/add/").status_code == 403
