"""Anybody may write about the website: a parent or a reader who cannot use a page works in no setting."""

import pytest

from enquiries.enquiry_statistics import compile_statistics
from enquiries.models import Enquiry
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.answers import CONCERN

ANYBODY = dict.fromkeys(("name", "role", "setting_name", "setting_type", "district"), "")


def test_a_parent_can_complain_about_the_website_with_an_email_address_alone(sender):
    assert sender.send("portal", **ANYBODY, email="parent@example.org").status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.topic, enquiry.email, enquiry.setting_name) == ("portal", "parent@example.org", "")
    assert "From: no setting given" in QueuedEmail.objects.get(name="notice").body
    assert QueuedEmail.objects.get(name="acknowledgement").recipient == "parent@example.org"


@pytest.mark.parametrize("topic", ["policy", "training", "other", "unsure"])
def test_any_other_topic_asks_who_writes(sender, topic):
    page = sender.fill_in(topic, **ANYBODY)
    assert page.status_code == 422
    assert "Enter the name of your school or setting" in page.content.decode()


def test_about_the_website_an_address_to_answer_to_is_still_needed(sender):
    page = sender.fill_in("portal", **ANYBODY, email="")
    assert page.status_code == 422
    assert "Enter your email address" in page.content.decode()


def test_a_concern_is_stopped_there_as_everywhere(sender):
    page = sender.fill_in("portal", **ANYBODY, message=CONCERN)
    assert 'data-signpost="front_door"' in page.content.decode()


def test_whoever_works_in_a_setting_may_say_so(sender):
    sender.send("portal")
    assert Enquiry.objects.get().setting_type == "primary"


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/", "/enquiries/"])
def test_pages_that_send_people_there_lead_straight_to_that_form(client, db, path):
    links = {link.attributes.get("href") for link in Document.of(client.get(path)).one("main").select("a")}
    assert "/enquiries/new/?topic=portal" in links


def test_an_adviser_sees_that_no_setting_was_given_and_no_others_of_it(sender, adviser_client):
    for number in range(2):
        sender.send("portal", **ANYBODY, email=f"parent{number}@example.org")
    page = adviser_client.get(
        f"/admin/enquiries/enquiry/{Enquiry.objects.first().pk}/change/"
    ).content.decode()
    assert "Not given" in page
    assert "of this setting" not in page
    assert "From ," not in page


def test_a_count_of_enquiries_has_room_for_those_without_a_setting(sender):
    sender.send("portal", **ANYBODY)
    by_title = {breakdown.title: dict(breakdown.rows) for breakdown in compile_statistics().breakdowns}
    assert [sum(by_title[title]["Not given"]) for title in ("District", "Type of setting")] == [1, 1]
