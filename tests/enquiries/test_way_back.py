"""From a list to an enquiry, an act, and back to the list as it was."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from tests.factories import make_adviser, make_enquiry

LIST = "/admin/enquiries/enquiry/"
SPAM = "/admin/enquiries/suspectedspam/"
FILTERED = f"{LIST}?tab=nobody&topic__exact=policy&o=-1&p=2"


def hrefs(response) -> list[str]:
    return [unescape(one) for one in re.findall(r'(?:href|action)="([^"]*)"', response.content.decode())]


def opened_from(client, address: str, enquiry) -> str:
    """The address of the page of ``enquiry``, as the list at ``address`` links it."""
    found = [one for one in hrefs(client.get(address)) if f"/{enquiry.pk}/change/" in one]
    assert found
    return found[0]


def way_back(response) -> str:
    page = response.content.decode()
    return unescape(re.search(r'href="([^"]*)"[^>]*>Back to the list', page)[1])


def same(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    return first.path == second.path and parse_qs(first.query) == parse_qs(second.query)


def act(client, page, name: str, **data):
    """Do what a form of the page does, at the address that the form has."""
    (action,) = [one for one in hrefs(page) if f"/{name}/" in one]
    return client.post(action, data, follow=True)


def test_the_way_back_leads_to_the_list_as_it_was(adviser_client):
    last = min([make_enquiry() for _ in range(51)], key=lambda one: one.reference)
    page = adviser_client.get(opened_from(adviser_client, FILTERED, last))
    assert same(way_back(page), FILTERED)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("take", {}),
        ("give", {"to": ""}),
        ("topic", {"topic": "training"}),
        ("note", {"text": "Some words of ours."}),
        ("hold", {"until": "2020-01-01"}),
        ("close", {"outcome": "nothing"}),
        ("reply", {"text": "Some words for them.", "send": ""}),
        ("spam", {}),
    ],
)
def test_an_act_keeps_the_way_back(adviser_client, name, data):
    enquiry = make_enquiry()
    here = f"{LIST}?tab=nobody&topic__exact=policy"
    page = adviser_client.get(opened_from(adviser_client, here, enquiry))
    after = act(adviser_client, page, name, **data)
    assert same(way_back(after), here)
    assert adviser_client.get(way_back(after)).status_code == 200


def test_a_reply_keeps_it_from_the_box_to_the_preview_and_the_mail(adviser_client):
    enquiry = make_enquiry()
    here = f"{LIST}?tab=nobody"
    page = adviser_client.get(opened_from(adviser_client, here, enquiry))
    (action,) = {one for one in hrefs(page) if "/reply/" in one}
    preview = adviser_client.post(action, {"text": "Some words.", "preview": ""})
    send = next(one for one in hrefs(preview) if "/reply/" in one)
    after = adviser_client.post(send, {"text": "Some words.", "send": ""}, follow=True)
    assert same(way_back(after), here)


def test_what_was_spam_leads_back_to_the_list_of_spam(adviser_client):
    enquiry = make_enquiry(status="spam", spam_signs=["hidden field filled"])
    page = adviser_client.get(opened_from(adviser_client, f"{SPAM}?topic__exact=policy", enquiry))
    after = act(adviser_client, page, "release")
    assert after.redirect_chain[-1][0].startswith(f"{LIST}{enquiry.pk}/change/")
    assert way_back(after) == f"{SPAM}?topic__exact=policy"
    assert adviser_client.get(way_back(after)).status_code == 200


def test_what_was_deleted_leads_back_to_the_list(admin_client):
    for here, fields in ((f"{LIST}?tab=nobody", {}), (SPAM, {"status": "spam"})):
        enquiry = make_enquiry(**fields)
        page = admin_client.get(opened_from(admin_client, here, enquiry))
        assert act(admin_client, page, "delete", post="yes").redirect_chain[-1][0] == here


@pytest.mark.parametrize("step", ["history", "about-a-child"])
def test_the_pages_beside_it_keep_it_too(adviser_client, step):
    enquiry = make_enquiry()
    page = adviser_client.get(opened_from(adviser_client, f"{LIST}?tab=nobody", enquiry))
    beside = next(one for one in hrefs(page) if f"/{step}/" in one)
    again = next(one for one in hrefs(adviser_client.get(beside)) if f"/{enquiry.pk}/change/" in one)
    assert same(way_back(adviser_client.get(again)), f"{LIST}?tab=nobody")


def test_chosen_rows_are_closed_where_they_stand_in_the_list(adviser_client):
    enquiry = make_enquiry(name="Robin Marsh")
    here = f"{LIST}?q=Marsh&tab=nobody"
    data = {"action": "close", "_selected_action": enquiry.pk}
    assert adviser_client.post(here, data)["Location"] == here


def test_one_taken_by_telephone_leads_back_to_the_list_it_was_added_from(adviser_client):
    add = next(one for one in hrefs(adviser_client.get(f"{LIST}?tab=mine")) if "/add/" in one)
    assert f"{LIST}?tab=mine" in hrefs(adviser_client.get(add))


@pytest.mark.parametrize(
    "address", [f"{LIST}?q=Marsh", f"{LIST}?tab=mine&setting_name__iexact=Marsh", f"{SPAM}?q=Marsh"]
)
def test_no_other_address_carries_what_was_searched_for(adviser_client, adviser, address):
    fields = {"status": "spam"} if SPAM in address else {"owner": adviser}
    enquiry = make_enquiry(name="Robin Marsh", setting_name="Marsh", email="r@example.org", **fields)
    page = adviser_client.get(address)
    carrying = {urlsplit(one).path for one in hrefs(page) if "Marsh" in one}
    assert carrying <= {"", LIST, SPAM}
    old = f"{LIST}{enquiry.pk}/change/?_changelist_filters=q%3DMarsh%26tab%3Dall"
    there = adviser_client.get(old, follow=True)
    assert not [one for one in hrefs(there) if "_changelist_filters" in one and "Marsh" in one]


def test_a_page_opened_from_a_mail_has_the_plain_list(adviser_client):
    enquiry = make_enquiry(status="closed", closed_at=timezone.now(), owner=make_adviser())
    assert way_back(adviser_client.get(f"{LIST}{enquiry.pk}/change/")) == LIST
