"""Advisers answer by mail: written, filled from a saved reply, looked at, sent once."""

import pytest
from django.urls import reverse

from enquiries import placeholders
from enquiries.models import Enquiry, Event, SavedReply
from enquiries.services import answer, close
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.enquiries.answers import CONCERN
from tests.factories import make_adviser, make_enquiry

TEXT = "Dear Robin,\n\nAdopt the template for primary schools."
MINE = "My own long answer about tablets."


def address(enquiry: Enquiry, act: str = "reply") -> str:
    return f"/admin/enquiries/enquiry/{enquiry.pk}/{act}/"


def press(client, enquiry: Enquiry, button: str, value: str = "", **data):
    return client.post(address(enquiry), {"text": TEXT, button: value, **data}, follow=True)


def box(response) -> str:
    """What stands in the box of the reply."""
    return response.context["forms"]["reply"]["text"].value()


def saved(**fields) -> SavedReply:
    return SavedReply.objects.create(**{"title": "One", "body": "Hello", **fields})


def test_a_reply_is_seen_as_it_will_go_and_then_sent(adviser_client, adviser, settings):
    enquiry = make_enquiry(reference="7KM4-XCDP")
    page = press(adviser_client, enquiry, "preview")
    for words in ("[7KM4-XCDP] Acceptable use policy", settings.DEFAULT_FROM_EMAIL, "robin@example.org"):
        assert words in Document.of(page).text
    assert not QueuedEmail.objects.exists()
    page = press(adviser_client, enquiry, "send", **Document.of(page).hidden)
    mail = QueuedEmail.objects.get()
    assert (mail.name, mail.recipient, mail.about) == ("reply", "robin@example.org", "7KM4-XCDP")
    assert mail.subject == "[7KM4-XCDP] Acceptable use policy"
    assert mail.body.startswith(TEXT)
    assert "Your reference: 7KM4-XCDP" in mail.body
    assert mail.reply_to == settings.ENQUIRIES_MAILBOX
    assert not mail.is_automatic_reply
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.awaiting_sender, enquiry.owner) == ("open", True, adviser)
    assert enquiry.answered_at
    assert "it is for them to write back" in Document.of(page).text
    assert "primary schools" not in str(list(AuditEntry.objects.values()))


def test_what_we_answered_is_not_late(adviser_client):
    enquiry = make_enquiry(reply_by="2020-01-01")
    press(adviser_client, enquiry, "send")
    assert not Enquiry.objects.overdue()
    assert "Late by" not in adviser_client.get(address(enquiry, "change")).content.decode()


def test_a_colleagues_reply_stays_theirs_to_follow_up(adviser_client):
    other = make_adviser()
    enquiry = make_enquiry(owner=other)
    press(adviser_client, enquiry, "send")
    enquiry.refresh_from_db()
    assert enquiry.owner == other


def test_sending_and_closing_is_one_press(portal, adviser_client, settings):
    enquiry = make_enquiry()
    text = f"See {settings.SITE_URL}/policies/."
    page = press(adviser_client, enquiry, "preview", text=text)
    assert page.context["form"]["page"].value() == "/policies/", "the page that the reply links to"
    data = {"outcome": "page", "page": "/policies/", **Document.of(page).hidden}
    assert "the enquiry is closed" in press(adviser_client, enquiry, "send_close", **data).content.decode()
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.outcome_page) == ("closed", "/policies/")
    assert [event.kind for event in enquiry.events.all()] == ["given", "reply", "closed"]
    assert QueuedEmail.objects.count() == 1


def test_sending_and_closing_asks_what_answered_it_and_keeps_the_text(adviser_client):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "send_close")
    assert page.status_code == 422
    assert "Say what answered it" in Document.of(page).text
    assert Document.of(page).hidden["text"] == TEXT
    assert not QueuedEmail.objects.exists()


def test_the_second_of_two_reads_both_texts_before_they_look_at_their_own_mail(adviser_client):
    enquiry, other = make_enquiry(), make_adviser(first_name="Sam", last_name="Lee")
    answer.reply(enquiry=enquiry, text=TEXT, by=other, seen=0)
    page = press(adviser_client, enquiry, "preview", text=MINE, seen=0)
    assert page.status_code == 409
    assert "Nothing was sent. It was already answered by Sam Lee at" in Document.of(page).text
    assert box(page) == MINE
    seen = page.context["forms"]["reply"]["seen"].value()
    page = press(adviser_client, enquiry, "preview", text=MINE, seen=seen)
    assert (page.status_code, Document.of(page).hidden["text"]) == (200, MINE)


def test_the_second_of_two_reads_both_texts_and_may_send_then(adviser_client):
    enquiry, other = make_enquiry(), make_adviser(first_name="Sam", last_name="Lee")
    answer.reply(enquiry=enquiry, text=TEXT, by=other, seen=0)
    page = press(adviser_client, enquiry, "send", text=MINE, seen=0)
    assert page.status_code == 409
    words = Document.of(page).text
    assert "Nothing was sent. It was already answered by Sam Lee at" in words
    assert "Adopt the template for primary schools" in words
    assert box(page) == MINE
    assert QueuedEmail.objects.count() == 1
    seen = page.context["forms"]["reply"]["seen"].value()
    press(adviser_client, enquiry, "send", text=MINE, seen=seen)
    assert QueuedEmail.objects.count() == 2


def test_two_presses_of_send_are_one_mail(adviser_client):
    enquiry = make_enquiry()
    for _ in range(2):
        page = press(adviser_client, enquiry, "send", seen=0)
    assert page.status_code == 409
    assert QueuedEmail.objects.count() == 1


def test_what_a_colleague_closed_meanwhile_is_answered_only_with_open_eyes(adviser_client):
    enquiry, other = make_enquiry(), make_adviser(first_name="Sam")
    close.close(enquiry=enquiry, closed_with=close.ClosedWith("nothing"), by=other)
    page = press(adviser_client, enquiry, "send", text=MINE, seen=0)
    assert page.status_code == 409
    assert "already closed by Sam" in Document.of(page).text
    assert box(page) == MINE
    seen = page.context["forms"]["reply"]["seen"].value()
    press(adviser_client, enquiry, "send", text=MINE, seen=seen)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.awaiting_sender) == ("closed", False)
    assert QueuedEmail.objects.count() == 1


def test_spam_is_not_answered(adviser_client):
    enquiry = make_enquiry(status="spam")
    page = press(adviser_client, enquiry, "send", text=MINE)
    assert page.status_code == 409
    assert box(page) == MINE
    assert not QueuedEmail.objects.exists()


def test_a_reply_that_reads_like_a_concern_comes_back_once(adviser_client):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "preview", text=CONCERN)
    assert page.status_code == 422
    assert "This reads like a concern about a child" in Document.of(page).text
    assert box(page) == CONCERN
    page = press(adviser_client, enquiry, "preview", text=CONCERN, store_anyway="on")
    press(adviser_client, enquiry, "send", **Document.of(page).hidden)
    assert Event.objects.filter(kind="reply").get().text == CONCERN


@pytest.mark.parametrize("button", ["preview", "send", "send_close"])
def test_an_empty_reply_is_not_sent(adviser_client, button):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, button, text=" ", outcome="nothing")
    assert page.status_code == 422
    assert "Write the reply" in Document.of(page).text
    assert not QueuedEmail.objects.exists()


def test_who_left_no_address_is_not_written_to(adviser_client):
    enquiry = make_enquiry(source="phone", email="")
    assert "Write a reply" not in adviser_client.get(address(enquiry, "change")).content.decode()
    assert press(adviser_client, enquiry, "send").status_code == 409
    assert not Event.objects.exists()


def test_a_saved_reply_is_put_in_below_what_was_typed(adviser_client, adviser):
    body = "Dear {name}, about “{subject}” ({reference}) at {setting}. {adviser}"
    one, enquiry = saved(body=body), make_enquiry(reference="7KM4-XCDP")
    page = press(adviser_client, enquiry, "use", saved=one.pk)
    filled = (
        "Dear Robin Marsh, about “Acceptable use policy” (7KM4-XCDP) at Example Primary School. "
        f"{adviser.username}"
    )
    assert box(page) == f"{TEXT}\n\n{filled}"
    assert press(adviser_client, enquiry, "use", saved="odd").status_code == 200


def test_a_saved_reply_fits_a_sender_who_gave_no_name_and_no_setting(adviser_client):
    one = saved(body="Dear {name}, about {setting}")
    page = press(adviser_client, make_enquiry(name="", setting_name=""), "use", saved=one.pk, text="")
    assert box(page) == "Dear Sir or Madam, about your setting"


def test_saved_replies_of_its_topic_come_first(adviser_client):
    saved(title="A", topic="training"), saved(title="B"), saved(title="C", topic="policy")
    page = adviser_client.get(address(make_enquiry(topic="policy"), "change")).content.decode()
    assert page.index(">C<") < page.index(">B<") < page.index(">A<")


@pytest.mark.parametrize(
    "body",
    ["{enquiry.email}", "{0.__class__}", "{name.__class__}", "{email}", "{", "{}", "{{ name }}", "%(name)s"],
)
def test_only_five_placeholders_are_filled_and_the_rest_stays_as_typed(adviser_client, body):
    one = saved(body=body)
    assert box(press(adviser_client, make_enquiry(), "use", saved=one.pk, text="")) == body


def test_what_a_sender_typed_is_not_filled_in_turn(adviser_client):
    one = saved(body="{name}/{subject}/{adviser}")
    enquiry = make_enquiry(name="{subject}", subject="{adviser} {email}")
    page = press(adviser_client, enquiry, "use", saved=one.pk, text="")
    assert box(page).startswith("{subject}/{adviser} {email}/")


def test_placeholders_that_are_unknown_can_be_named():
    assert placeholders.unknown_in("{name} {enquiry.email} {} {adviser}") == ["enquiry.email", ""]


def test_a_page_is_found_by_its_words_and_its_link_goes_in(portal, adviser_client, settings):
    enquiry = make_enquiry()
    page = press(adviser_client, enquiry, "search", find="acceptable use")
    assert "Acceptable use of technology policy" in Document.of(page).text
    assert box(page) == TEXT
    path = reverse("guidance:policies")
    assert box(press(adviser_client, enquiry, "insert", path)).endswith(f": {settings.SITE_URL}{path}")
    for odd in ("https://elsewhere.example/policies/", "/no/such/", "//[", "/\0/", ""):
        assert box(press(adviser_client, enquiry, "insert", odd)) == TEXT
    assert "No page matches" in press(adviser_client, enquiry, "search", find="zzzzqqq").content.decode()


def test_going_on_writing_keeps_the_text(adviser_client):
    assert box(press(adviser_client, make_enquiry(), "edit")) == TEXT


def test_a_mail_that_did_not_get_through_is_named_on_the_page(adviser_client, django_user_model):
    enquiry = make_enquiry()
    press(adviser_client, enquiry, "send")
    QueuedEmail.objects.update(failed_at=enquiry.received_at)
    assert 'class="trouble"' in adviser_client.get(address(enquiry, "change")).content.decode()


def test_a_page_goes_in_where_the_reply_waits_for_it_and_none_goes_out_without(
    portal, adviser_client, settings
):
    enquiry = make_enquiry()
    text = "This page answers it:\n\n{page}\n\nKind regards\nSam"
    page = press(adviser_client, enquiry, "preview", text=text)
    assert page.status_code == 422
    assert "Put a page in for {page}, or take it out" in Document.of(page).text
    assert box(page) == text
    path = reverse("guidance:policies")
    filled = box(press(adviser_client, enquiry, "insert", path, text=text))
    assert filled.startswith("This page answers it:\n\n")
    assert filled.endswith(f"{settings.SITE_URL}{path}\n\nKind regards\nSam")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", "LINK"),
        ("Hello", "Hello\n\nLINK"),
        ("Hello\n\nKind regards\nSam\nLESAS\n", "Hello\n\nLINK\n\nKind regards\nSam\nLESAS"),
        ("Yours truly said so.\n\nMore.", "Yours truly said so.\n\nMore.\n\nLINK"),
        ("{page} or {page}", "LINK or {page}"),
    ],
)
def test_a_link_stands_before_whoever_signs(text, filled):
    assert placeholders.put_link(text, "LINK") == filled
