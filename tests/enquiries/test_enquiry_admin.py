"""The advisers' list of enquiries."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from enquiries.models import Diversion, Enquiry, Establishment
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.factories import make_enquiry, make_mail

LIST = "/admin/enquiries/enquiry/"
SPAM = "/admin/enquiries/suspectedspam/"
WICKED = "<script>alert(1)</script>{{ 7|add:7 }}"


def act(client, page: str, action: str, *enquiries: Enquiry):
    return client.post(
        page, {"action": action, "_selected_action": [row.pk for row in enquiries]}, follow=True
    )


def test_advisers_see_enquiries_and_spam_apart(adviser_client):
    enquiry, spam = make_enquiry(subject="Real one"), make_enquiry(subject="Junk", status="spam")
    page = adviser_client.get(LIST).content.decode()
    assert "Real one" in page
    assert "Junk" not in page
    page = adviser_client.get(SPAM).content.decode()
    assert "Junk" in page
    assert "Real one" not in page
    assert adviser_client.get(f"{LIST}{enquiry.pk}/change/").status_code == 200
    assert adviser_client.get(f"{SPAM}{spam.pk}/change/").status_code == 200
    assert adviser_client.get(f"{LIST}{spam.pk}/change/").status_code == 302


def test_what_the_screen_could_not_read_says_so_in_the_list_and_on_its_page(adviser_client):
    enquiry = make_enquiry(declared_general=True, screen_route="unread", screen_signals=["screen-failed"])
    for address in (LIST, f"{LIST}{enquiry.pk}/change/"):
        page = adviser_client.get(address).content.decode()
        assert "Not read by the screen: read first" in page
        assert "Stopped by the screen" not in page


def test_an_adviser_reads_in_plain_words_why_the_screen_stopped_it(adviser_client):
    signals = ["rules:lately-with-somebody-told", "pairs:she-often"]
    enquiry = make_enquiry(declared_general=True, screen_route="front_door", screen_signals=signals)
    page = adviser_client.get(f"{LIST}{enquiry.pk}/change/").content.decode()
    assert "mentions a recent day or time; something told, seen or found; one person<" in page
    assert "lately" not in page
    assert "pairs:" not in page


def test_what_was_sent_cannot_be_changed(adviser_client):
    enquiry = make_enquiry()
    page = adviser_client.get(f"{LIST}{enquiry.pk}/change/").content.decode()
    assert "_save" not in page
    assert adviser_client.post(f"{LIST}{enquiry.pk}/change/", {"subject": "x"}).status_code == 403
    assert adviser_client.get(f"{LIST}{enquiry.pk}/delete/").status_code == 403


def test_advisers_close_and_sort_out_spam(adviser_client):
    first, second = make_enquiry(), make_enquiry()
    assert b"1 closed" in act(adviser_client, LIST, "close", first).content
    assert b"1 put apart" in act(adviser_client, LIST, "mark_spam", second).content
    assert Enquiry.objects.spam().get() == second
    assert b"1 moved" in act(adviser_client, SPAM, "release", second).content
    assert Enquiry.objects.unanswered().get() == second


def test_only_a_superuser_erases_and_the_mails_go_too(admin_client):
    enquiry, kept = make_enquiry(), make_enquiry()
    make_mail(about=enquiry.reference)
    assert admin_client.post(f"{LIST}{enquiry.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Enquiry.objects.all()) == [kept]
    assert not QueuedEmail.objects.exists()
    act(admin_client, LIST, "delete_selected", kept)
    confirmed = {"action": "delete_selected", "_selected_action": [kept.pk], "post": "yes"}
    admin_client.post(LIST, confirmed)
    assert not Enquiry.objects.exists()


def entries() -> set[tuple[str, str, str]]:
    return {
        (entry.actor, entry.action, entry.object_key)
        for entry in AuditEntry.objects.filter(object_type="enquiries.enquiry")
    }


def test_what_an_adviser_does_is_noted_with_their_name_and_no_typed_word(adviser_client, adviser):
    closed, spam = make_enquiry(name="Wx Yz"), make_enquiry(subject="Secret words")
    act(adviser_client, LIST, "close", closed)
    act(adviser_client, LIST, "mark_spam", spam)
    act(adviser_client, SPAM, "release", spam)
    assert entries() == {
        (adviser.username, "close", closed.reference),
        (adviser.username, "mark as spam", spam.reference),
        (adviser.username, "release", spam.reference),
    }
    everything = str(list(AuditEntry.objects.values()))
    assert "Secret words" not in everything
    assert "Wx Yz" not in everything


def test_what_is_closed_already_is_not_noted_again(adviser_client, adviser):
    enquiry = make_enquiry()
    for _ in range(2):
        act(adviser_client, LIST, "close", enquiry)
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_erasure_is_noted_once_with_the_name_of_who_did_it(admin_client, admin_user):
    first, second, spam = make_enquiry(), make_enquiry(), make_enquiry(status="spam")
    assert admin_client.post(f"{LIST}{first.pk}/delete/", {"post": "yes"}).status_code == 302
    for page, enquiry in ((LIST, second), (SPAM, spam)):
        chosen = {"action": "delete_selected", "_selected_action": [enquiry.pk], "post": "yes"}
        assert admin_client.post(page, chosen).status_code == 302
    assert not Enquiry.objects.exists()
    assert entries() == {(admin_user.username, "delete", row.reference) for row in (first, second, spam)}
    assert AuditEntry.objects.count() == 3
    assert not LogEntry.objects.exists()


def test_the_history_of_an_enquiry_shows_what_was_done_before_it_was_spam_too(adviser_client):
    enquiry = make_enquiry()
    act(adviser_client, LIST, "mark_spam", enquiry)
    assert "Marked as spam" in adviser_client.get(f"{SPAM}{enquiry.pk}/history/").content.decode()
    assert "An adviser says so" in adviser_client.get(SPAM).content.decode()
    act(adviser_client, SPAM, "release", enquiry)
    history = adviser_client.get(f"{LIST}{enquiry.pk}/history/").content.decode()
    assert "Marked as spam" in history
    assert "Taken out of spam" in history


def test_editors_and_readers_see_none_of_it(editor_client, client):
    enquiry = make_enquiry()
    for page in (LIST, SPAM, f"{LIST}{enquiry.pk}/change/"):
        assert editor_client.get(page).status_code == 403
        assert client.get(page).status_code == 302
    assert editor_client.post(LIST, {"action": "close", "_selected_action": [enquiry.pk]}).status_code == 403


def test_what_was_typed_is_escaped_in_the_admin(adviser_client):
    enquiry = make_enquiry(subject=WICKED, message=WICKED, name=WICKED, setting_name=WICKED)
    for page in (LIST, f"{LIST}{enquiry.pk}/change/"):
        content = adviser_client.get(page).content.decode()
        assert "<script>alert" not in content
        assert "{{ 7|add:7 }}" in content


def test_advisers_see_the_counts_and_the_register(adviser_client):
    Diversion.objects.create(
        day=timezone.localdate(), route="lado", step="form", declared_general=False, count=3
    )
    Establishment.objects.create(urn=100001, name="Oak School", local_authority="Kent")
    assert b"LADO" in adviser_client.get("/admin/enquiries/diversion/").content
    assert b"Oak School" in adviser_client.get("/admin/enquiries/establishment/?q=oak").content


def test_the_notice_links_to_the_enquiry(sender, adviser_client):
    sender.send()
    notice = QueuedEmail.objects.get(name="notice")
    path = f"{LIST}{Enquiry.objects.get().pk}/change/"
    assert path in notice.body
    assert adviser_client.get(path).status_code == 200
