"""What looks like spam is put apart: by two signs, or by the field that no person sees. Nobody asks for proof
that somebody is a person, and what teachers ask about is no sign.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from enquiries import spam, triage
from enquiries.models import Enquiry, Topic
from enquiries.today_lines import put_apart_lines
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ANSWERS
from tests.factories import make_editor, make_enquiry

quick = settings(max_examples=200, deadline=None, derandomize=True)
LINKS = " ".join(f"https://{name}.example" for name in ("one", "two", "three", "four", "five"))
MARKUP = "We sell <a href='https://example.org'>links</a>"
SALES = "Our SEO services put your school on the first page of Google"
SIGNS = {"links": f"See {LINKS}", "markup": MARKUP, "sales": SALES}
PAIRS = [("links", "markup"), ("links", "sales"), ("markup", "sales")]


def signs(topic: str = "policy", trap: str = "", **changes) -> list[str]:
    return spam.signs(answers={**ANSWERS, "topic": topic, **changes}, trap=trap)


@pytest.mark.parametrize(
    "changes",
    [
        {"leave_empty": "x"},
        {"message": f"{MARKUP} {LINKS}"},
        {"message": f"{SALES}: {LINKS}"},
        {"message": SALES, "setting_name": "https://example.org"},
    ],
)
def test_suspected_spam_is_kept_apart_with_its_clock_and_mails_nobody(sender, changes):
    response = sender.press_send(sender.fill_in(**changes), **changes)
    assert response.status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.status == Enquiry.Status.SPAM
    assert enquiry.spam_signs
    assert enquiry.reply_by > timezone.localdate()
    assert (enquiry.delete_on - enquiry.received_at.date()).days == 30
    assert not QueuedEmail.objects.exists()


@pytest.mark.parametrize("sign", SIGNS)
def test_one_sign_is_none(sign):
    assert signs(message=SIGNS[sign]) == []


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_signs_of_different_kinds_put_apart(one, other):
    assert len(signs(message=f"{SIGNS[one]} {SIGNS[other]}")) == 2


def test_links_in_two_places_are_one_sign():
    assert signs(message=LINKS, name="https://example.org", role="https://example.org") == []


@pytest.mark.parametrize(
    ("topic", "changes"),
    [
        ("portal", {"subject": "Broken link on https://portal.example.org/resources/"}),
        ("filtering", {"subject": "Is www.character.ai blocked by other schools?"}),
        ("filtering", {"message": f"{LINKS} {MARKUP}"}),
        ("portal", {"message": f"{LINKS} {SALES}", "setting_name": "https://example.org"}),
        ("curriculum", {"message": "Which lesson explains why one video can rank higher than another?"}),
        ("curriculum", {"message": "How do we teach about sponsored posts and casino adverts?"}),
        ("policy", {"setting_name": "www.example.org"}),
        (
            "policy",
            {"message": "Is https://www.gov.uk/government/publications/keeping-children-safe current?"},
        ),
        ("policy", {"message": "Чи є у вас листівка для батьків про ігри в інтернеті?"}),
        ("policy", {"message": "保護者向けの資料はありますか。"}),
        ("policy", {"message": f"هل لديكم منشور للوالدين؟ {LINKS}"}),
    ],
)
def test_what_schools_write_is_answered_like_any_other(topic, changes):
    assert signs(topic, **changes) == []


def test_links_to_the_portal_itself_count_nowhere(settings):
    settings.SITE_URL = "https://portal.example.org"
    ours = " ".join(f"https://portal.example.org/resources/{number}/" for number in range(9))
    assert signs(message=f"Our MAT's backlinks: {ours}", setting_name="https://portal.example.org/") == []


def test_no_example_of_a_real_enquiry_is_spam():
    examples = Path(triage.__file__).parent / "training" / "examples.jsonl"
    for example in map(json.loads, examples.read_text(encoding="utf-8").splitlines()):
        found = signs(subject=example["subject"], message=example["message"])
        assert found == [], example["id"]


@pytest.mark.parametrize("topic", list(Topic))
def test_the_hidden_field_is_enough_under_every_topic(topic):
    assert signs(topic, trap="x") == ["hidden field filled"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
words = st.sampled_from([*SIGNS.values(), "https://[::1", "http://", "<a href", "[url", "www.x.example"])


@quick
@given(
    st.lists(words | texts, max_size=6), st.lists(words | texts, max_size=2), st.sampled_from(Topic.values)
)
def test_whatever_is_typed_puts_nobody_apart_by_one_sign(message, name, topic):
    found = signs(topic, message=" ".join(message), name=" ".join(name))
    assert len(found) != 1
    stopped = spam.signs(answers={**ANSWERS, "topic": topic}, trap="x", was_stopped=True)
    assert stopped == [], "what the screen stopped is never put apart"


def test_the_hidden_field_is_hidden_from_people_and_readers_and_unknown_to_autofill(client, db):
    page = client.get("/enquiries/new/?topic=policy")
    trap = Document.of(page).fields[spam.TRAP]
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    known = (
        "name",
        "mail",
        "phone",
        "tel",
        "url",
        "site",
        "home",
        "page",
        "address",
        "company",
        "org",
        "user",
    )
    assert not [word for word in known if word in f"{trap['name']} {trap['id']}"]
    assert b'class="trap" aria-hidden="true"' in page.content


def test_the_hidden_field_goes_on_through_every_page(sender):
    checked = Document.of(sender.fill_in(leave_empty="x"))
    assert checked.hidden[spam.TRAP] == "x"
    assert spam.TRAP not in Document.of(sender.fill_in()).hidden, "an empty one is not sent on"


def test_the_first_page_of_the_admin_counts_what_was_put_apart(adviser):
    assert put_apart_lines(adviser) == []
    for days in (-1, 3):
        day = timezone.localdate() + timedelta(days=days)
        make_enquiry(status="spam", spam_signs=["link markup", "sales talk"], reply_by=day)
    make_enquiry(status="spam")
    (line,) = put_apart_lines(adviser)
    assert line.text == "2 enquiries wait in Suspected spam, 1 of them past the day to answer by"
    assert line.url == "/admin/enquiries/suspectedspam/?signs=rules"
    assert line.is_urgent


def test_the_first_page_of_who_may_not_read_enquiries_says_nothing_of_them(db):
    make_enquiry(status="spam", spam_signs=["link markup", "sales talk"])
    assert put_apart_lines(make_editor()) == []


def test_an_adviser_confirms_spam_and_nobody_is_told_of_it_again(adviser_client, adviser):
    enquiry = make_enquiry(status="spam", spam_signs=["link markup", "sales talk"])
    page = "/admin/enquiries/suspectedspam/"
    done = adviser_client.post(page, {"action": "confirm", "_selected_action": [enquiry.pk]}, follow=True)
    assert "1 confirmed as spam." in done.content.decode()
    assert not Enquiry.objects.put_apart().exists()
    assert Enquiry.objects.spam().get() == enquiry
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action_in_words) == (adviser.username, "Confirmed as spam")


def test_the_list_of_suspected_spam_shows_the_day_to_answer_by(adviser_client):
    make_enquiry(status="spam", spam_signs=["x", "y"], reply_by=timezone.localdate() - timedelta(days=1))
    assert "Late: was due" in adviser_client.get("/admin/enquiries/suspectedspam/").content.decode()


def test_nobody_needs_a_cookie_to_send(db):
    client = Client(enforce_csrf_checks=True)
    client.get("/enquiries/new/?topic=policy")
    assert not client.cookies
