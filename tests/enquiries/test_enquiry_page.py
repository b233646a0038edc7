"""What the page of an enquiry shows, and to whom."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from enquiries.models import Enquiry, Establishment
from enquiries.services import answer, assign, close, hold
from tests.document import Document
from tests.factories import make_adviser, make_enquiry, make_person, make_service

NOON = datetime(2026, 11, 27, 12, tzinfo=ZoneInfo("Europe/London"))
WICKED = "<script>alert(1)</script>{{ 7|add:7 }}"


def page(client, enquiry: Enquiry) -> str:
    response = client.get(f"/admin/enquiries/enquiry/{enquiry.pk}/change/")
    assert response.status_code == 200
    return response.content.decode()


def text(client, enquiry: Enquiry) -> str:
    return Document.of(client.get(f"/admin/enquiries/enquiry/{enquiry.pk}/change/")).text


@pytest.mark.parametrize(
    ("reply_by", "words"),
    [
        (date(2026, 12, 3), "Answer by Thursday 3 December 2026 (4 working days left)"),
        (date(2026, 11, 30), "Answer by Monday 30 November 2026 (1 working day left)"),
        (date(2026, 11, 27), "Answer today, Friday 27 November 2026"),
        (date(2026, 11, 25), "Late by 2 working days: answer was due Wednesday 25 November 2026"),
    ],
)
def test_it_says_by_when_to_answer(freeze, adviser_client, reply_by, words):
    freeze(NOON)
    assert words in text(adviser_client, make_enquiry(reply_by=reply_by))


def test_it_says_where_it_stands(adviser_client, adviser):
    enquiry = make_enquiry(delete_on=date(2028, 11, 27))
    assert "Nobody has taken it" in text(adviser_client, enquiry)
    assert "Monday 27 November 2028, or 24 months after it is closed" in text(adviser_client, enquiry)
    assign.give(enquiry=enquiry, to=make_adviser(first_name="Sam", last_name="Lee"), by=adviser, seen=0)
    assert "Sam Lee answers it" in text(adviser_client, enquiry)
    hold.hold(enquiry=enquiry, until=timezone.localdate() + timedelta(days=3), by=adviser)
    assert "On hold until" in text(adviser_client, enquiry)
    close.close(enquiry=enquiry, closed_with=close.ClosedWith("nothing"), by=adviser)
    words = text(adviser_client, enquiry)
    assert "Closed on" in words
    assert "Answer by" not in words
    assert "Write a reply" not in words
    assert "Reopen" in words


def test_a_message_has_its_paragraphs(adviser_client):
    html = page(adviser_client, make_enquiry(message="One.\n\nTwo.\nThree."))
    assert "<p>One.</p>" in html
    assert "<p>Two.<br>Three.</p>" in html


@pytest.mark.parametrize("topic", ["training", "review"])
def test_what_is_asked_for_a_quote_is_there_for_training_and_reviews(adviser_client, topic):
    enquiry = make_enquiry(topic=topic, service=make_service(title="Whole staff"), attendees="12 staff")
    words = text(adviser_client, enquiry)
    for word in ("For the quote", "Whole staff", "12 staff"):
        assert word in words
    assert "None chosen" in text(adviser_client, make_enquiry(topic=topic))
    assert "For the quote" not in text(adviser_client, make_enquiry(topic="policy"))


def test_what_was_asked_for_a_quote_stays_when_the_topic_is_another(adviser_client):
    words = text(adviser_client, make_enquiry(topic="policy", order_number="PO 12"))
    assert "For the quote" in words
    assert "PO 12" in words
    assert "None chosen" not in words


def test_the_thread_names_person_and_time(freeze, adviser_client, adviser):
    freeze(NOON)
    sam, enquiry = make_adviser(first_name="Sam", last_name="Lee"), make_enquiry()
    answer.add_note(enquiry=enquiry, text="They open on Monday.", by=sam)
    html = page(adviser_client, enquiry)
    assert "Private note, never sent</strong>: Sam Lee at 12.00pm" in html
    assert 'class="entry entry--note"' in html
    freeze(NOON + timedelta(days=1))
    assert ": Sam Lee on 27 November 2026 at 12.00pm" in text(adviser_client, enquiry)
    sam.delete()
    assert ": Sam Lee on" in text(adviser_client, enquiry)


def test_the_senders_details_are_links(adviser_client):
    enquiry = make_enquiry(reference="7KM4-XCDP", email="o'neill+a@example.org", phone="01622 (000) 000")
    html = page(adviser_client, enquiry)
    assert "mailto:o%27neill%2Ba@example.org?subject=%5B7KM4-XCDP%5D%20Acceptable%20use%20policy" in html
    assert 'href="tel:01622000000"' in html


@pytest.mark.parametrize("phone", ["ring the office", "07700 900000 or my wife 07700 900001", ""])
def test_what_is_more_than_a_number_is_no_link(adviser_client, phone):
    html = page(adviser_client, make_enquiry(phone=phone))
    assert "tel:" not in html
    assert phone in html


def test_the_setting_leads_to_its_other_enquiries(adviser_client):
    school = Establishment.objects.create(urn=100001, name="Oak School", local_authority="Kent")
    first, _ = make_enquiry(establishment=school), make_enquiry(establishment=school, setting_name="Oak")
    make_enquiry(establishment=school, status="spam"), make_enquiry(setting_name="Elm & Co")
    second = make_enquiry(setting_name="elm & co")
    assert "1 other enquiry of this setting" in text(adviser_client, first)
    assert "?establishment__exact=100001" in page(adviser_client, first)
    assert "setting_name__iexact=elm%20%26%20co" in page(adviser_client, second)
    there = adviser_client.get("/admin/enquiries/enquiry/?establishment__exact=100001").content.decode()
    assert first.reference in there
    assert second.reference not in there
    assert "other enquir" not in text(adviser_client, make_enquiry(setting_name="Ash"))


def test_what_was_not_read_says_so(adviser_client):
    enquiry = make_enquiry(declared_general=True, screen_route="unread", screen_signals=["screen-failed"])
    words = text(adviser_client, enquiry)
    assert "Not read by the screen: read first. If it is about a child" in words
    assert "or about an adult who works with children, use the red button" in words
    assert "Not read by the screen: the screen was broken and read nothing" in words


def test_what_was_typed_is_escaped_wherever_it_stands(adviser_client, adviser):
    fields = dict.fromkeys(("subject", "message", "name", "role", "setting_name", "phone"), WICKED[:40])
    enquiry = make_enquiry(**fields)
    answer.add_note(enquiry=enquiry, text=WICKED, by=adviser)
    answer.reply(enquiry=enquiry, text=WICKED, by=adviser, seen=0)
    assert "<script>alert" not in page(adviser_client, enquiry)


def test_who_may_only_look_sees_no_button(db):
    looker = make_person(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_enquiry"))
    client = Client()
    client.force_login(looker)
    enquiry = make_enquiry(declared_general=True, screen_route="lado")
    html = page(client, enquiry)
    assert "read first" in html
    assert f"/{enquiry.pk}/take/" not in html
    assert "<details" not in html
    assert client.post(f"/admin/enquiries/enquiry/{enquiry.pk}/take/").status_code == 403


def test_only_who_may_delete_is_offered_it(adviser_client, admin_client):
    enquiry = make_enquiry()
    assert f"/{enquiry.pk}/delete/" in page(admin_client, enquiry)
    assert f"/{enquiry.pk}/delete/" not in page(adviser_client, enquiry)


def test_nothing_on_a_page_that_is_only_read_is_called_close(adviser_client):
    Establishment.objects.create(urn=100001, name="Oak School", local_authority="Kent")
    enquiry, spam = make_enquiry(), make_enquiry(status="spam")
    places = (f"enquiry/{enquiry.pk}", f"suspectedspam/{spam.pk}", "establishment/100001")
    for place in places:
        html = adviser_client.get(f"/admin/enquiries/{place}/change/").content.decode()
        assert ">Close</a>" not in html
        assert "Back to the list</a>" in html


def test_the_page_asks_the_database_little_however_long_the_thread(
    adviser_client, adviser, django_assert_max_num_queries
):
    enquiry = make_enquiry()
    for number in range(20):
        answer.add_note(enquiry=enquiry, text=f"Note {number}.", by=adviser)
    with django_assert_max_num_queries(16):
        page(adviser_client, enquiry)


@pytest.mark.parametrize("number", ["0", "999", "x", "9" * 30, "_00"])
def test_an_odd_number_leads_to_the_list(adviser_client, number):
    response = adviser_client.get(f"/admin/enquiries/enquiry/{number}/change/", follow=True)
    assert "no longer here" in response.content.decode()
