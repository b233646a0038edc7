"""An adviser erases an enquiry that was about a child after all: two pages, then nothing is left of it."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryExport, ErasedEnquiry, Event
from enquiries.services import erasure_log
from lesas_portal.core import mail_queue
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.factories import make_enquiry, make_mail, make_person

OTHER = "7KM4-XCDX"


def page(enquiry: Enquiry) -> str:
    return f"/admin/enquiries/enquiry/{enquiry.pk}/about-a-child/"


def erase(client, enquiry: Enquiry, typed: str = ""):
    return client.post(page(enquiry), {"reference": typed or enquiry.reference})


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_first_page_says_who_to_ring_what_goes_and_what_stays(adviser_client, content):
    enquiry = make_enquiry()
    EnquiryExport.objects.create(
        by_name="Sam Lee",
        reason="Board",
        delete_by=timezone.localdate() + timedelta(days=9),
        references=[enquiry.reference],
    )
    text = adviser_client.get(page(enquiry)).content.decode()
    for words in ("999", "03000 41 11 11", "03000 41 91 91", "how to tell the LADO", "There is no way back"):
        assert words in text
    assert "Ask Sam Lee to take it out of the file now" in text
    assert "they are deleted after 30 days" in text
    assert "We have deleted your enquiry" in text
    assert enquiry.message not in text


def test_looking_changes_nothing(adviser_client):
    enquiry = make_enquiry()
    for address in (page(enquiry), f"{page(enquiry)}?confirm"):
        assert adviser_client.get(address).status_code == 200
    assert Enquiry.objects.get() == enquiry
    assert not ErasedEnquiry.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("spelling", ["{0}", " #{1} ", "[{0}]", "{2}", "{0}."])
def test_the_reference_is_taken_as_people_type_it(adviser_client, spelling):
    enquiry = make_enquiry()
    bare = enquiry.reference.replace("-", "")
    response = erase(
        adviser_client, enquiry, spelling.format(enquiry.reference, bare.lower(), " ".join(bare))
    )
    assert response.status_code == 302
    assert not Enquiry.objects.exists()


def test_a_slip_or_another_reference_erases_nothing_and_says_so(adviser_client):
    enquiry, other = make_enquiry(), make_enquiry()
    for typed, words in (
        (enquiry.reference[:-1], "slip in it"),
        (other.reference, "another enquiry’s"),
        ("", ""),
    ):
        response = adviser_client.post(page(enquiry), {"reference": typed})
        assert response.status_code == 422
        assert words in response.content.decode()
        assert "Nothing is erased yet" in response.content.decode()
    assert Enquiry.objects.count() == 2


def test_what_is_left_is_the_tombstone_and_an_audit_entry(adviser_client, adviser):
    enquiry = make_enquiry(topic="training", district="dover", declared_general=True, screen_route="lado")
    Event.objects.create(enquiry=enquiry, kind="note", by_name="Sam", text="A private note")
    make_mail(about=enquiry.reference)
    kept, mail = make_enquiry(), make_mail(about=OTHER)
    erase(adviser_client, enquiry)
    left = ErasedEnquiry.objects.get()
    assert (left.reference, left.topic, left.district) == (enquiry.reference, "training", "dover")
    assert (left.screen_route, left.went_on, left.erased_by) == ("lado", True, adviser.username)
    assert left.received_on == timezone.localdate(enquiry.received_at)
    assert Enquiry.objects.get() == kept
    assert not Event.objects.exists()
    assert set(QueuedEmail.objects.exclude(name="about_a_child")) == {mail}
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_key) == ("erase about a child", enquiry.reference)
    shown = adviser_client.get("/admin/enquiries/erasedenquiry/").content.decode()
    assert "Erased: about a child" in shown
    assert enquiry.reference in shown


def test_the_sender_is_told_who_to_ring_and_nothing_is_quoted(adviser_client, content):
    enquiry = make_enquiry(name="Wx Yz", subject="Secret subject", message="Secret words", phone="01622 1")
    erase(adviser_client, enquiry)
    mail = QueuedEmail.objects.get()
    assert mail.recipient == enquiry.email
    assert enquiry.reference in mail.subject
    for words in ("ring 999", "03000 41 11 11", "03000 41 91 91", "/front-door/", "/allegations/", "30 days"):
        assert words in mail.body
    for words in ("Wx Yz", "Secret", "01622", "Example Primary"):
        assert words not in f"{mail.subject}{mail.body}"


def test_the_sender_is_told_however_many_mails_they_had_today(adviser_client, settings):
    enquiry = make_enquiry()
    for _ in range(settings.AUTOMATIC_REPLIES_PER_DAY):
        make_mail(recipient=enquiry.email, is_automatic_reply=True)
    erase(adviser_client, enquiry)
    assert QueuedEmail.objects.filter(name="about_a_child").count() == 1


def test_the_mail_keeps_no_address_and_no_words_once_it_is_sent(adviser_client, mailoutbox):
    enquiry, other = make_enquiry(), make_mail(name="notice")
    erase(adviser_client, enquiry)
    mail_queue.send_due()
    assert {message.to[0] for message in mailoutbox} == {enquiry.email, other.recipient}
    sent = QueuedEmail.objects.get(name="about_a_child")
    assert (sent.recipient, sent.body, sent.about) == ("", "", enquiry.reference)
    assert sent.sent_at
    assert QueuedEmail.objects.get(name="notice").body


@pytest.mark.parametrize("email", ["", "robin@localhost, pat"])
def test_where_no_mail_can_go_it_is_erased_all_the_same(adviser_client, email):
    enquiry = make_enquiry(source="phone", email=email)
    assert erase(adviser_client, enquiry).status_code == 302
    assert not Enquiry.objects.exists()
    assert not QueuedEmail.objects.exists()


def test_those_that_were_closed_as_the_same_go_together_with_one_mail(adviser_client):
    first = make_enquiry()
    closed = {"status": "closed", "closed_at": timezone.now()}
    second = make_enquiry(same_as=first, email="ROBIN@example.org", **closed)
    third = make_enquiry(same_as=second, **closed)
    kept = make_enquiry()
    text = adviser_client.get(page(third)).content.decode()
    assert "3 enquiries go together" in text
    erase(adviser_client, third)
    assert Enquiry.objects.get() == kept
    assert set(ErasedEnquiry.objects.values_list("reference", flat=True)) == {
        row.reference for row in (first, second, third)
    }
    assert QueuedEmail.objects.filter(name="about_a_child").count() == 1


def test_suspected_spam_is_erased_too(adviser_client):
    enquiry = make_enquiry(status="spam")
    assert (
        adviser_client.get(f"/admin/enquiries/suspectedspam/{enquiry.pk}/about-a-child/").status_code == 200
    )
    erase(adviser_client, enquiry)
    assert not Enquiry.objects.exists()


def test_whoever_comes_second_is_told_and_nothing_happens_twice(adviser_client):
    enquiry = make_enquiry()
    erase(adviser_client, enquiry)
    again = erase(adviser_client, enquiry)
    assert again.status_code == 302
    assert "not here any more" in said(again)
    assert "not here any more" in said(adviser_client.get(page(enquiry)))
    assert ErasedEnquiry.objects.count() == 1
    assert QueuedEmail.objects.count() == 1


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "1/2", "²"])
def test_an_odd_address_leads_back_to_the_list(adviser_client, number):
    assert adviser_client.get(f"/admin/enquiries/enquiry/{number}/about-a-child/").status_code == 302


def test_only_who_may_change_enquiries_may_erase_one(editor_client, client, manager_client):
    enquiry = make_enquiry()
    for wrong in (editor_client, manager_client):
        assert wrong.get(page(enquiry)).status_code == 403
        assert erase(wrong, enquiry).status_code == 403
        assert wrong.get("/admin/enquiries/erasedenquiry/").status_code == 403
    assert "/admin/login/" in erase(client, enquiry)["Location"]
    assert Enquiry.objects.exists()


def test_no_browser_keeps_the_pages(adviser_client):
    enquiry = make_enquiry()
    for address in (page(enquiry), f"{page(enquiry)}?confirm"):
        assert "no-store" in adviser_client.get(address)["Cache-Control"]
    form = adviser_client.get(f"{page(enquiry)}?confirm").content.decode()
    assert re.search(r'name="reference"[^>]* autocomplete="off"', form)


@pytest.mark.django_db(transaction=True)
def test_the_file_beside_the_database_knows_it_at_once(adviser_client, settings):
    enquiry, deleted = make_enquiry(), make_enquiry()
    erase(adviser_client, enquiry)
    boss = make_person(is_staff=True, is_superuser=True)
    adviser_client.force_login(boss)
    adviser_client.post(f"/admin/enquiries/enquiry/{deleted.pk}/delete/", {"post": "yes"})
    whys = {line.reference: line.why for line in erasure_log.read()}
    assert whys == {enquiry.reference: "about a child", deleted.reference: "person"}
    file = settings.LAST_KNOWN_DIR / "erased.jsonl"
    assert file.stat().st_mode & 0o777 == 0o640
    assert enquiry.email not in file.read_text()
    file.unlink()
    erasure_log.sync()
    assert {line.reference: line.why for line in erasure_log.read()} == whys


def test_of_many_that_are_noted_at_once_none_is_lost():
    at, start = timezone.now().isoformat(), threading.Barrier(8)

    def note(reference: str) -> None:
        start.wait()
        erasure_log.add([erasure_log.Erasure(reference, at, erasure_log.PERSON)])

    references = [f"7KM4-XCD{letter}" for letter in "3467CDFH"]
    threads = [threading.Thread(target=note, args=[reference]) for reference in references]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.reference for one in erasure_log.read()) == references


BROKEN = [
    b'{"reference": "7K',
    b"[1]",
    b'{"reference": "7KM4-XCDW", "at": "yesterday", "why": "person"}',
    b'{"reference": "7KM4-XCDW", "at": "2026-11-03T10:00", "why": "person"}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_of_the_file_spoils_no_other(db, settings, caplog, broken):
    good = erasure_log.Erasure("7KM4-XCDP", timezone.now().isoformat(), "person")
    old = erasure_log.Erasure("7KM4-XCDX", (timezone.now() - timedelta(days=800)).isoformat(), "person")
    erasure_log.add([good, old])
    with (settings.LAST_KNOWN_DIR / "erased.jsonl").open("ab") as file:
        file.write(broken)
    assert erasure_log.read() == [good]
    assert "cannot be read" in caplog.text
    erasure_log.add([])
    assert erasure_log.read() == [good]


def test_tombstones_go_after_their_months_with_their_blank_mails(adviser_client):
    enquiry = make_enquiry()
    erase(adviser_client, enquiry)
    ErasedEnquiry.objects.update(erased_at=timezone.now() - timedelta(days=800))
    from enquiries.services import erase as service

    assert service.purge_remains() == 1
    assert not QueuedEmail.objects.exists()
