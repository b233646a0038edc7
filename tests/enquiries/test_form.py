"""The form: what it asks, what it says when something is wrong, what it takes."""

import unicodedata

import pytest

from enquiries.models import Enquiry
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.factories import make_service

WRONG = {
    "name": ("", "Enter your name"),
    "role": (" ", "Enter your role"),
    "setting_name": ("\r\n", "Enter the name of your school or setting"),
    "setting_type": ("castle", "Choose the type of setting from the list"),
    "district": ("", "Choose a district"),
    "email": ("robin@example.org, sam@example.org", "Enter one email address"),
    "subject": ("x" * 151, "Subject must be 150 characters or fewer; it has 151"),
    "message": ("x" * 50_000, "Your question must be 5,000 characters or fewer; it has 50,000"),
    "phone": ("1" * 41, "Phone number must be 40 characters or fewer; it has 41"),
}


@pytest.mark.parametrize("field", WRONG)
def test_each_field_says_what_is_wrong_and_the_summary_links_to_it(sender, field):
    wrong, message = WRONG[field]
    response = sender.fill_in(**{field: wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(message) == 2
    assert f'<a href="#id_{field}">' in page
    assert f'id="id_{field}_error"' in page
    assert "<title>Error: " in page


def test_what_was_typed_is_still_there_after_an_error(sender):
    page = sender.fill_in(name="", message="Our question & a <b>tag</b>").content.decode()
    assert "Our question &amp; a &lt;b&gt;tag&lt;/b&gt;" in page


@pytest.mark.parametrize("topic", ["training", "review"])
def test_training_asks_for_what_a_quote_needs(sender, topic):
    service = make_service(slug="staff-day")
    response = sender.client.get(f"/enquiries/new/?topic={topic}&service=staff-day")
    assert b'<option value="staff-day" selected>' in response.content
    told = {"preferred_dates": "Any Tuesday", "attendees": "40, all staff", "order_number": "PO 4711"}
    sender.send(topic, service="staff-day", delivery="online", **told)
    enquiry = Enquiry.objects.get()
    assert (enquiry.service, enquiry.delivery) == (service, "online")
    assert {name: getattr(enquiry, name) for name in told} == told


def test_a_quote_may_leave_open_how_the_training_is_given(sender):
    assert "in-person" in sender.client.get("/enquiries/new/?topic=training").content.decode()
    sender.send("training", delivery="")
    assert Enquiry.objects.get().delivery == ""


def test_an_odd_answer_on_how_it_is_given_is_named_beside_the_field(sender):
    response = sender.fill_in("training", delivery="by-pigeon")
    assert response.status_code == 422
    assert "Choose online, in person" in response.content.decode()


def test_a_service_that_is_not_public_cannot_be_chosen(sender):
    make_service(slug="drafted", status="draft", publish_at=None)
    assert b"drafted" not in sender.client.get("/enquiries/new/?topic=training&service=drafted").content
    assert sender.fill_in("training", service="drafted").status_code == 422
    assert sender.fill_in("training", service="\x00").status_code == 422


def test_other_subjects_do_not_ask_about_training(sender):
    assert "service" not in Document.of(sender.client.get("/enquiries/new/?topic=policy")).fields
    assert sender.send("policy", service="nonsense", attendees="x" * 5000).status_code == 302
    assert Enquiry.objects.get().attendees == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ask\r\nBcc: all@example.org", "Ask Bcc: all@example.org"),
        ("nul\x00l and bell\x07", "null and bell"),
        ("left\u202eright\u2066mark", "leftrightmark"),
        ("  many   spaces\t", "many spaces"),
        ("e\u0301cole", "école"),
        ("{{ settings.SECRET_KEY }}{% now 'Y' %}", "{{ settings.SECRET_KEY }}{% now 'Y' %}"),
    ],
)
def test_one_line_fields_keep_what_a_person_can_read(sender, typed, kept):
    checked = sender.fill_in(subject=typed)
    assert checked.status_code == 200
    # Typed again, since a page cannot carry every character: a NUL in it is read as U+FFFD.
    sender.press_send(checked, subject=typed)
    assert Enquiry.objects.get().subject == kept


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_are_kept_in_one_spelling_however_they_were_typed(sender, form):
    sender.send(subject=unicodedata.normalize(form, "Déjà vu à l’école, Việt Nam"))
    assert Enquiry.objects.get().subject == "Déjà vu à l’école, Việt Nam"


def test_the_message_keeps_its_lines(sender):
    sender.send(message="First\r\nsecond\r\n\r\nthird\x0b")
    assert Enquiry.objects.get().message == "First\nsecond\n\nthird"


@pytest.mark.parametrize(
    "email", ["robin@schule-münchen.de", "robin+test@example.org", "o'brien@example.org"]
)
def test_unusual_addresses_are_taken(sender, email):
    assert sender.send(email=email).status_code == 302
    assert Enquiry.objects.get().email == email


@pytest.mark.parametrize(
    "email",
    ["robin", "a@b.org;c@d.org", "a@b.org\r\nBcc: c@d.org", "<a@b.org>", f"{'a' * 250}@b.org", "a@b.org\x00"],
)
def test_other_addresses_are_not(sender, email):
    assert sender.fill_in(email=email).status_code == 422


def test_html_and_template_syntax_are_shown_as_typed(sender):
    wicked = '<script>alert(1)</script> {{ 7|add:7 }} "><img src=x>'
    page = sender.fill_in(subject=wicked, name=wicked).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7|add:7 }}" in page


def test_bodies_that_are_too_big_or_broken_are_refused_without_a_trace(sender):
    client = sender.client
    assert (
        client.post("/enquiries/check/", {"topic": "policy", "message": "x" * 3_000_000}).status_code == 413
    )
    many = "&".join(f"a{number}=1" for number in range(2000))
    form = "application/x-www-form-urlencoded"
    assert client.post("/enquiries/check/", many, content_type=form).status_code == 400
    other = "application/x-www-form-urlencoded; charset=rot13"
    assert client.generic("POST", "/enquiries/check/", b"topic=policy", other).status_code == 400
    broken = "multipart/form-data; boundary=\x00"
    assert client.generic("POST", "/enquiries/check/", b"--x", broken).status_code == 400


def test_the_form_is_never_stored_by_a_browser_or_a_proxy(sender):
    for response in (
        sender.client.get("/enquiries/new/?topic=policy"),
        sender.fill_in(),
        sender.fill_in(name=""),
    ):
        assert "no-store" in response["Cache-Control"]
        assert b'<meta name="robots" content="noindex">' in response.content


PURPOSES = {
    "name": "name",
    "role": "organization-title",
    "setting_name": "organization",
    "email": "email",
    "phone": "tel",
}


def test_a_browser_keeps_who_asks_and_nothing_that_may_tell_of_a_child(sender):
    page = Document.of(sender.client.get("/enquiries/new/?topic=training"))
    told = {name: field.get("autocomplete") for name, field in page.fields.items()}
    for name in ("subject", "message", "preferred_dates", "attendees", "order_number"):
        assert told[name] == "off"
    assert {name: told[name] for name in PURPOSES} == PURPOSES
    assert page.select("main form")[0].attributes["autocomplete"] == "off"


def test_every_page_with_what_was_typed_says_that_the_browser_does_not_bring_it_back(sender, content):
    data = {**ANSWERS, "topic": "policy", "edit": "topic"}
    pages = {
        "if you leave this page or go back, it is gone": sender.fill_in(name=""),
        "Your browser’s own Back button does not bring back": sender.fill_in(),
        "Your browser’s own Back does not": sender.fill_in(message=CONCERN),
        "You keep what you typed": sender.client.post("/enquiries/new/", data),
    }
    for words, response in pages.items():
        page = Document.of(response)
        assert words in page.main
        assert page.select("head script[src$='not-kept.js']")
        assert "no-store" in response["Cache-Control"]


def test_what_makes_browsers_let_go_of_whole_pages_is_asked_by_the_signpost(sender, content):
    page = Document.of(sender.fill_in(message=CONCERN))
    (link,) = page.select("link[href$='/not-kept.css']")
    assert link.attributes["media"] == "print", "who to ring does not wait for it"
    asked, by_script = (
        sender.client.get("/enquiries/not-kept.css"),
        sender.client.head("/enquiries/not-kept.css"),
    )
    assert (asked["Clear-Site-Data"], asked.content) == ('"cache"', b"")
    assert "Clear-Site-Data" not in by_script.headers
    assert "no-store" in by_script["Cache-Control"]


@pytest.mark.parametrize(
    "text", ["Which policy should we adopt? " * 200, "Мой сын боится идти в школу. " * 200]
)
def test_whoever_types_too_much_reads_where_to_turn_with_a_concern(sender, text):
    page = Document.of(sender.fill_in(message=text))
    assert "Don’t shorten it: go to the Front Door." in page.text
    assert {"/front-door/", "/allegations/"} <= {link.attributes["href"] for link in page.links}


def test_whoever_errs_otherwise_reads_nothing_of_a_concern_in_the_summary(sender):
    assert "Don’t shorten it" not in Document.of(sender.fill_in(name="", subject="x" * 151)).text


def test_check_answers_calls_a_training_not_chosen_what_the_form_calls_it(sender):
    page = Document.of(sender.fill_in("training")).text
    assert "Training or service I’m not sure yet" in page


def test_an_office_for_several_districts_is_told_which_to_choose(sender):
    page = sender.client.get("/enquiries/new/?topic=policy")
    assert "Choose that of your main office" in Document.of(page).text


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("topic=policy&message=tommy+was+hit", "/enquiries/new/?topic=policy"),
        ("message=tommy", "/enquiries/new/"),
        ("service=review&topic=training&q=x&name=y", "/enquiries/new/?service=review&topic=training"),
    ],
)
def test_what_the_form_does_not_know_does_not_stay_in_the_address(client, db, query, leads_to):
    answer = client.get(f"/enquiries/new/?{query}")
    assert (answer.status_code, answer["Location"]) == (303, leads_to)
    assert "no-store" in answer["Cache-Control"]
    assert client.post(f"/enquiries/new/?{query}").status_code == 307
