"""How much may be sent in an hour: from one opened form, one address, one network, and by all together."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from enquiries import form_tokens, rate_limit
from enquiries.models import Enquiry, RateHit
from enquiries.triage import Route
from tests.document import Document
from tests.enquiries.conftest import Sender

SENT, TOO_MANY = HTTPStatus.FOUND, HTTPStatus.TOO_MANY_REQUESTS


@pytest.fixture
def from_outside(client, db):
    """A sender at an address of the internet."""
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    return Sender(client)


@pytest.fixture
def behind_a_proxy(client, db, settings):
    """A sender behind a proxy on this machine, which names an address in the header as told."""
    settings.TRUSTED_PROXIES = 1
    client.defaults["REMOTE_ADDR"] = "127.0.0.1"

    def send(forwarded: str, number: int = 0):
        client.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
        return Sender(client).send(subject=f"Question {number}")

    return send


def test_an_address_that_sent_too_many_is_told_when_and_another_way_and_keeps_its_text(
    from_outside, settings, freeze
):
    freeze(datetime(2026, 11, 27, 14, 20, tzinfo=UTC))
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 3
    for number in range(3):
        assert from_outside.send(subject=f"Question {number}").status_code == SENT
    refused = from_outside.send(subject="One too many")
    page = Document.of(refused)
    assert refused.status_code == TOO_MANY
    assert "Too many enquiries came from your address" in page.main
    assert "You can send it from 3pm: keep this page open." in page.main
    assert "One too many" in page.main
    assert settings.ENQUIRIES_MAILBOX in page.main
    assert "This form has sent" not in page.main
    assert from_outside.press_send(refused).status_code == TOO_MANY
    freeze(datetime(2026, 11, 27, 15, 0, tzinfo=UTC))
    assert from_outside.press_send(refused).status_code == SENT
    assert Enquiry.objects.count() == 4


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 7, 1, 13, 20, tzinfo=UTC), "3pm"),
        (datetime(2026, 11, 27, 8, 59, tzinfo=UTC), "9am"),
        (datetime(2026, 11, 27, 11, 20, tzinfo=UTC), "midday"),
        (datetime(2026, 11, 27, 23, 20, tzinfo=UTC), "midnight"),
    ],
)
def test_the_hour_is_said_by_the_clock_here(from_outside, settings, freeze, moment, said):
    freeze(moment)
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 0
    assert f"You can send it from {said}: keep" in Document.of(from_outside.send()).main


def test_a_form_that_sent_too_many_is_opened_anew_with_all_that_was_typed(sender, settings):
    token = form_tokens.issue(backdate=True)
    for number in range(3):
        assert sender.send(form_token=token, subject=f"Question {number}").status_code == SENT
    refused = sender.send(form_token=token, subject="One too many", phone="01622 000000")
    page = Document.of(refused)
    assert refused.status_code == TOO_MANY
    assert "This form has sent 3 enquiries" in page.main
    assert "address" not in page.main.split("What you typed is still below")[0]
    (button,) = [button for button in page.buttons if button.get("value") == "all"]
    form = Document.of(sender.client.post(button["formaction"], {**page.hidden, "edit": "all"}))
    assert form.fields["subject"]["value"] == "One too many"
    assert form.fields["phone"]["value"] == "01622 000000"
    sent = sender.send(form_token=form.hidden["form_token"], subject="One too many")
    assert sent.status_code == SENT


def test_a_form_opened_anew_keeps_that_its_sender_has_seen_the_signpost(sender, settings, screen_says):
    settings.ENQUIRIES_PER_FORM = 0
    screen_says(Route.FRONT_DOOR)
    page = Document.of(sender.send(declared="child"))
    settings.ENQUIRIES_PER_FORM = 3
    again = sender.fill_in(declared="child", form_token=page.hidden["form_token"])
    assert sender.press_send(again).status_code == SENT


def test_only_what_is_stored_counts(from_outside, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1
    for _ in range(5):
        from_outside.fill_in(name="")
        checked = from_outside.fill_in()
    assert from_outside.press_send(checked).status_code == SENT
    assert from_outside.press_send(checked).status_code == SENT, "the same again is no second one"


def test_loopback_is_not_limited(sender, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = settings.ENQUIRIES_PER_HOUR = 1
    assert {sender.send(subject=f"Question {number}").status_code for number in range(3)} == {SENT}
    assert not Enquiry.objects.filter(acknowledgement_waits=True).exists()


def test_loopback_without_a_header_is_not_limited_behind_a_proxy_either(sender, settings):
    settings.TRUSTED_PROXIES, settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1, 1
    assert {sender.send(subject=f"Question {number}").status_code for number in range(3)} == {SENT}


def test_a_port_behind_the_address_switches_no_limit_off(behind_a_proxy, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 2
    answers = [behind_a_proxy(f"198.51.100.7:{5000 + number}", number).status_code for number in range(3)]
    assert answers == [SENT, SENT, TOO_MANY]
    assert behind_a_proxy("198.51.100.8:5000").status_code == SENT


def test_all_with_an_address_that_cannot_be_read_share_a_wider_limit(behind_a_proxy, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS, settings.ENQUIRIES_PER_HOUR_UNREADABLE = 1, 3
    answers = [
        behind_a_proxy(text, number).status_code
        for number, text in enumerate(["nonsense", "", "unknown", "203.0.113.7,"])
    ]
    assert answers == [SENT, SENT, SENT, TOO_MANY]
    assert behind_a_proxy("203.0.113.7").status_code == SENT, "who can be told apart is not held up by it"


def refused_at(addresses: list[str]) -> int | None:
    """The number of the first of these senders who is refused."""
    for number, address in enumerate(addresses, start=1):
        try:
            rate_limit.consume(address=address, nonce=str(number), now=0)
        except rate_limit.AddressLimitError:
            return number
    return None


def test_one_customer_of_ipv6_counts_once_whatever_network_they_send_from(db):
    assert refused_at(["2001:db8::1", *["2001:db8::ffff"] * 30]) == 31
    assert refused_at([f"2001:db8:1:{number:x}::1" for number in range(1, 32)]) == 31
    assert refused_at([f"2001:db8:{number:x}::1" for number in range(16, 100)]) is None


def test_neighbours_under_ipv4_share_a_wider_limit(db, settings):
    settings.ENQUIRIES_PER_HOUR_PER_V4_NETWORK = 40
    assert refused_at([f"198.51.100.{number}" for number in range(1, 50)]) == 41
    assert refused_at(["203.0.113.7"] * 31) == 31


def test_the_next_hour_begins_anew(db, settings):
    settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1
    rate_limit.consume(address="2001:db8::1", nonce="a", now=0)
    with pytest.raises(rate_limit.AddressLimitError) as refused:
        rate_limit.consume(address="2001:db8::1", nonce="b", now=10)
    assert refused.value.until == datetime(1970, 1, 1, 1, tzinfo=UTC)
    rate_limit.consume(address="2001:db8::1", nonce="a", now=3600)


def test_a_form_says_how_many_it_sends(db, settings):
    settings.ENQUIRIES_PER_FORM = 0
    with pytest.raises(rate_limit.FormLimitError) as refused:
        rate_limit.consume(address="", nonce="a", now=0)
    assert refused.value.limit == 0


def test_no_address_is_stored_and_counts_go_once_no_form_of_their_hour_is_taken(from_outside, db, settings):
    from_outside.send()
    assert "203.0.113" not in repr(list(RateHit.objects.values()))
    assert RateHit.objects.exists()
    ends = RateHit.objects.first().window + settings.FORM_HOURS_AT_MOST
    assert not rate_limit.delete_expired(now=ends * 3600)
    assert rate_limit.delete_expired(now=(ends + 1) * 3600)
    assert not RateHit.objects.exists()


def test_a_body_in_pieces_is_answered_with_who_to_ring(server):
    body = "topic=policy&message=" + "x" * 100
    answer = server.send(
        "POST /enquiries/check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    )
    assert answer.status == HTTPStatus.LENGTH_REQUIRED
    assert "None of it was read, kept or sent." in answer.text
    assert "/front-door/" in answer.text


addresses = st.one_of(
    st.ip_addresses().map(str), st.sampled_from(["", "127.0.0.1", "::1", rate_limit.UNREADABLE])
)


class AnySender(TestCase):
    """Whatever the address is, it is counted or it is this machine's."""

    @hypothesis_settings(
        max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(address=addresses, nonce=st.text(max_size=20))
    def test_the_first_enquiry_of_anybody_is_taken_and_counted(self, address, nonce):
        RateHit.objects.all().delete()
        rate_limit.consume(address=address, nonce=nonce, now=0)
        unlimited = address == "" or address == "::1" or address.startswith("127.")
        assert RateHit.objects.count() == (1 if unlimited else 2 if address == "unreadable" else 3)
        assert rate_limit.count_for_all(address=address, now=0)
