"""Machines are slowed down and put apart; nobody is asked to prove that they are a person."""

import json
from pathlib import Path

import pytest

from enquiries import form_tokens, rate_limit, spam, triage
from enquiries.models import Enquiry, RateHit
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.enquiries.conftest import Sender

LINKS = " ".join(f"https://{name}.example" for name in ("one", "two", "three", "four", "five"))


@pytest.fixture
def from_outside(client, db):
    """A sender at an address of the internet, as the last proxy reports it."""
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    return Sender(client)


@pytest.mark.parametrize(
    "changes",
    [
        {"homepage": "https://example.org"},
        {"message": LINKS},
        {"message": "We sell <a href='https://example.org'>links</a>"},
        {"message": "Our SEO services rank your website on the first page of Google"},
        {"setting_name": "www.example.org"},
    ],
)
def test_suspected_spam_is_kept_apart_and_mails_nobody(sender, changes):
    checked = sender.fill_in(**changes)
    response = sender.press_send(checked, **changes)
    assert response.status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.status == Enquiry.Status.SPAM
    assert enquiry.spam_signs
    assert (enquiry.delete_on - enquiry.received_at.date()).days == 30
    assert not QueuedEmail.objects.exists()
    page = sender.client.get(response["Location"]).content.decode()
    assert enquiry.reference in page
    assert "send this reference to the email address" not in page


@pytest.mark.parametrize(
    "message",
    [
        "Is https://www.gov.uk/government/publications/keeping-children-safe the current one?",
        "Pupils see casino adverts and forex influencers. Which lesson resources would you use?",
        "Can we block these: https://a.example https://b.example https://c.example?",
        "Do you have the parents’ leaflet in Ukrainian (українською)?",
        "Чи є у вас листівка для батьків про ігри в інтернеті?",
        "保護者向けの資料はありますか。",
    ],
)
def test_what_schools_write_is_not_spam(message):
    answers = {**ANSWERS, "message": message}
    assert spam.signs(answers=answers, trap="") == []


def test_no_example_of_a_real_enquiry_is_spam():
    examples = Path(triage.__file__).parent / "training" / "examples.jsonl"
    for example in map(json.loads, examples.read_text(encoding="utf-8").splitlines()):
        answers = {**ANSWERS, "subject": example["subject"], "message": example["message"]}
        assert spam.signs(answers=answers, trap="") == [], example["id"]


def test_an_address_may_send_many_but_not_endlessly(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 3
    for number in range(3):
        assert from_outside.send(subject=f"Question {number}").status_code == 302
    refused = from_outside.send(subject="One too many")
    page = refused.content.decode()
    assert refused.status_code == 429
    assert "One too many" in page
    assert settings.ENQUIRIES_MAILBOX in page
    assert Enquiry.objects.count() == 3
    from_outside.client.defaults["REMOTE_ADDR"] = "203.0.113.8"
    assert from_outside.press_send(refused).status_code == 302


def test_only_what_is_stored_counts(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1
    for _ in range(5):
        from_outside.fill_in(name="")
        checked = from_outside.fill_in()
    assert from_outside.press_send(checked).status_code == 302
    assert from_outside.press_send(checked).status_code == 302, "the same again is no second one"


def test_loopback_is_not_limited(sender, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1
    assert {sender.send(subject=f"Question {number}").status_code for number in range(3)} == {302}


def test_one_opened_form_sends_few_enquiries(sender, settings):
    token = form_tokens.issue(backdate=True)
    answers = [sender.send(form_token=token, subject=f"Question {number}").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]


def test_no_address_is_stored_and_counts_go(from_outside, db):
    from_outside.send()
    assert "203.0.113" not in repr(list(RateHit.objects.values()))
    assert RateHit.objects.exists()
    rate_limit.delete_expired(now=(RateHit.objects.first().window + 1) * 3600)
    assert not RateHit.objects.exists()


def test_one_household_counts_as_one_under_ipv6(db, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1
    rate_limit.consume(address="2001:db8::1", nonce="a", now=0)
    with pytest.raises(rate_limit.RateLimitError):
        rate_limit.consume(address="2001:db8::ffff", nonce="b", now=10)
    rate_limit.consume(address="2001:db8:0:1::1", nonce="c", now=10)
    rate_limit.consume(address="2001:db8::1", nonce="a", now=3600)
    rate_limit.consume(address="", nonce="d", now=10)


def test_the_hidden_field_is_hidden_from_people_and_readers(client, db):
    page = client.get("/enquiries/new/?topic=policy")
    trap = Document.of(page).fields["homepage"]
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert b'class="trap" aria-hidden="true"' in page.content
