"""What nobody sees: characters that a copied text brings along, and fields that look filled in."""

import pytest

from enquiries.models import Enquiry
from lesas_portal.core.form_fields import AddressField, MultiLineField, SingleLineField
from tests.document import Document

# Zero-width space, joiners, marks of direction, word joiner, byte order mark, soft hyphen, variation
# selector, combining grapheme joiner, a tag, and the fillers of Hangul, which count as letters.
INVISIBLE = [
    *("\u200b", "\u200c", "\u200d", "\u202a", "\u202c", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\u034f"),
    *("\U000e0041", "\u3164", "\u115f", "\ufff9"),
]
AT_THE_END_OF_A_WORD = {
    "Bengali, ta with a joiner": "হঠাত\u09cd\u200d",
    "Malayalam, an older chillu": "അവന\u0d4d\u200d",
    "Persian, the sign of an abbreviation": "ه\u200d",
    "a red heart": "Thank you \u2764\ufe0f",
    "the flag of England": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a name in Japanese": "\u8fbb\U000e0100",
}


@pytest.mark.parametrize(
    "typed",
    [
        "office@example.org\u200b",
        "\u202aoffice@example.org\u202c",
        "\ufeffoffice@example.org",
        "\u00a0office@example.org\u00a0",
        "off\u00adice@exam\u200bple.org",
        "office\u2060@example.org\ufe0f",
    ],
)
def test_an_address_is_stored_without_what_nobody_sees(sender, typed):
    assert sender.send(email=typed).status_code == 302
    assert Enquiry.objects.get().email == "office@example.org"


@pytest.mark.parametrize("letter", INVISIBLE)
def test_what_nobody_sees_fills_no_field(sender, letter):
    response = sender.fill_in(subject=letter, message=letter * 2, name=f" {letter} ", email=letter)
    assert response.status_code == 422
    errors = [link.text for link in Document.of(response).select(".error-summary a")]
    assert errors == ["Enter a subject", "Enter your question", "Enter your name", "Enter your email address"]


@pytest.mark.parametrize("letter", INVISIBLE)
def test_both_ends_of_every_line_are_clean(letter):
    line, lines = SingleLineField(), MultiLineField()
    assert line.to_python(f"{letter} {letter}Staff training {letter}") == "Staff training"
    assert lines.to_python(f"{letter}First{letter}\r\n{letter}\r\n  {letter}second{letter * 3}") == (
        "First\n\n  second"
    )
    assert lines.to_python(f"one{letter}two") in {f"one{letter}two", "onetwo"}


@pytest.mark.parametrize("name", AT_THE_END_OF_A_WORD)
def test_words_and_pictures_keep_what_they_are_drawn_with(name):
    word = AT_THE_END_OF_A_WORD[name]
    for field in (SingleLineField(), MultiLineField()):
        assert field.to_python(f"\u200b{word}\u200b") == word


def test_joiners_inside_words_stay(sender):
    persian, family = "می\u200cخواهم", "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    sender.send(subject=f"A leaflet in Persian ({persian}) {family}")
    assert Enquiry.objects.get().subject == f"A leaflet in Persian ({persian}) {family}"


@pytest.mark.parametrize("letter", ["\u200b", "\ufeff", "\u3164"])
def test_the_fields_of_a_policy_are_cleaned_the_same_way(client, content, letter):
    page = client.post("/policies/social-media/tailor/", {"setting_name": letter, "setting_type": "primary"})
    assert "Enter the name of your setting" in page.content.decode()


OWN_MACHINES = [
    *("root@localhost", "root@LOCALHOST", "root@[127.0.0.1]", "root@[IPv6:::1]", "root@127.0.0.10"),
    *("root@mail.localhost", "root@localhost.localdomain", "head@school.local", "root@host.internal"),
]


@pytest.mark.parametrize("typed", OWN_MACHINES)
def test_the_server_s_own_addresses_are_refused_in_plain_words(sender, typed):
    response = sender.fill_in(email=typed)
    said = "Enter an email address with a name like example.org after the @, not “localhost” or a number"
    assert response.status_code == 422
    assert response.content.decode().count(said) == 2


@pytest.mark.parametrize(
    "typed", ["Office@Example.ORG", "o'brien@example.org", "a+b@example.org", "a@schule-münchen.de"]
)
def test_an_address_as_people_have_it_is_taken_as_it_is(typed):
    assert AddressField().clean(f"\u00a0{typed}\u00a0") == typed


def test_a_line_end_counts_once(sender):
    told = "\r\n".join(["Which policy template should our school use next?"] * 100)
    assert len(told) > 5000
    assert sender.send(message=told).status_code == 302
    assert len(Enquiry.objects.get().message) == 4999
