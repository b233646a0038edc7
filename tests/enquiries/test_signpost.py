"""The signpost: what someone sees who typed a concern, and how they may go on."""

from datetime import UTC, datetime

import pytest

from enquiries.models import Diversion, Enquiry
from enquiries.triage import Route
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, ANSWERS, CONCERN
from tests.factories import make_helpline

UKRAINIAN = "Дівчинка з мого класу сказала, що вдома її б’ють, і вона боїться йти додому."
DECLARED = b"My enquiry is not about a particular"
LINKS = " ".join(f"https://{name}.example" for name in ("one", "two", "three", "four", "five"))
FRONT_DOOR_FIRST = ["999", "03000 41 11 11", "03000 41 91 91", "Refer it online"]
CHILD, ADULT = (Route.FRONT_DOOR,), (Route.LADO,)
BOTH, UNREAD = (Route.FRONT_DOOR, Route.LADO), (Route.UNREAD,)
WHAT_IS_DECLARED = [
    *((CHILD, "child"), (ADULT, "adult"), (BOTH, "child or adult"), (UNREAD, "child or adult")),
]
NOT_DECLARED = [
    *(("child", ADULT), ("child", BOTH), ("child", UNREAD), ("adult", CHILD), ("adult", BOTH)),
    *(("adult", UNREAD), ("", CHILD), ("anything", UNREAD)),
]


@pytest.mark.parametrize("path", ["/enquiries/new/", "/enquiries/check/"])
def test_a_concern_is_answered_by_the_front_door(sender, content, path):
    data = {**ANSWERS, "topic": "policy", "message": CONCERN}
    response = sender.client.post(path, data)
    page = Document.of(response)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert page.one("h1").text == "This needs the Front Door, not this form"
    assert [plate.text for plate in page.select(".plates .num")] == [
        *("999", "03000 41 11 11", "03000 41 91 91")
    ]
    assert page.select("[data-signpost=front_door]")
    assert "What you typed has not been kept or sent" in page.main
    assert not Enquiry.objects.exists()


def test_an_allegation_is_answered_by_the_lado(sender, content, freeze):
    freeze(datetime(2026, 11, 27, 17, 30, tzinfo=UTC))
    page = Document.of(sender.fill_in(message=ALLEGATION))
    assert page.one("h1").text == "This needs the LADO, not this form"
    assert page.select("[data-signpost=lado]")
    assert [plate.text for plate in page.select(".plates .num")] == [
        *("999", "03000 41 11 11", "03000 41 91 91", "Refer it online")
    ]
    (clock,) = page.select(".asof")
    assert "before the next working day, Monday 30 November" in clock.text
    assert "What you typed has not been kept or sent" in page.main
    assert "now" not in page.main.split("What you typed")[1].split("In this order")[0].split()


def test_what_the_screen_could_not_read_is_answered_by_the_numbers(sender, content, weights_away):
    page = Document.of(sender.fill_in())
    assert page.select("[data-signpost=unread]")
    assert page.one("h1").text == "If it is about a child, ring now"
    assert "We could not read what you typed. If it is about a child" in page.main
    assert "English" not in page.main, "it is not the sender's words that are at fault"
    assert [plate.text for plate in page.select(".plates .num")] == FRONT_DOOR_FIRST


def test_what_is_not_english_is_answered_by_the_numbers_and_why(sender, content, screen_says):
    screen_says(Route.UNREAD)
    page = Document.of(sender.fill_in(message=UKRAINIAN))
    assert page.select("[data-signpost=unread]")
    (why,) = page.select(".help__head .lead")
    assert why.text.startswith("We could not read what you typed: this form reads English only.")
    assert [plate.text for plate in page.select(".plates .num")] == FRONT_DOOR_FIRST
    assert [heading.text for heading in page.select(".help__ring h2")] == [
        "About an adult who works with children?"
    ]
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("route", [Route.FRONT_DOOR, Route.LADO])
def test_what_is_about_a_child_and_an_adult_names_both_the_front_door_first(
    sender, content, screen_says, route
):
    screen_says(route, also={Route.FRONT_DOOR: Route.LADO, Route.LADO: Route.FRONT_DOOR}[route])
    page = Document.of(sender.fill_in(message=ALLEGATION))
    assert page.select(f"[data-signpost={route}]")
    assert page.one("h1").text == "This needs the Front Door and the LADO, not this form"
    assert [plate.text for plate in page.select(".plates .num")] == FRONT_DOOR_FIRST
    assert page.select(".plates b")[-1].text == "Tell the LADO"
    assert "about a particular child, and about an adult who works with children" in page.main
    assert "First ring the Front Door, or the out of hours team: they see to the child’s safety." in page.main


def test_the_lado_s_signpost_puts_a_child_in_danger_first(sender):
    page = Document.of(sender.fill_in(message=ALLEGATION))
    assert "A child in danger or at risk comes first: ring 999, the Front Door" in page.main


@pytest.mark.parametrize("message", [CONCERN, ALLEGATION])
def test_the_signpost_is_the_answer_and_the_way_back_comes_last(sender, content, message):
    page = Document.of(sender.fill_in(message=message))
    assert page.select(".strip") == []
    headings = [heading.text for heading in page.select("main h2")]
    assert headings[-1] == "Did we get it wrong?"
    assert page.select("main input:not([type=hidden]), main textarea, main select") == []


@pytest.mark.parametrize("field", ["subject", "name", "role", "setting_name", "phone"])
def test_a_concern_is_caught_in_any_free_text(sender, field):
    assert DECLARED in sender.fill_in(**{field: CONCERN}).content


@pytest.mark.parametrize("field", ["preferred_dates", "attendees", "order_number"])
def test_a_concern_is_caught_in_the_training_fields(sender, field):
    assert DECLARED in sender.fill_in("training", **{field: CONCERN}).content


def test_a_concern_is_caught_before_anything_is_validated(sender):
    response = sender.fill_in(message=CONCERN, email="nonsense", district="", form_token="forged")
    assert response.status_code == 200
    assert DECLARED in response.content


def test_the_sender_gets_everything_back_and_goes_on_with_a_declaration(sender):
    page = Document.of(sender.fill_in(message=CONCERN, phone="01622 000000"))
    form = sender.client.post("/enquiries/new/", {**page.hidden, "edit": "all"})
    assert form.status_code == 200
    for typed in (CONCERN, "Robin Marsh", "01622 000000"):
        assert typed in form.content.decode()
    declaration = Document.of(form).fields["declared"]
    assert declaration["type"] == "checkbox"
    assert "checked" not in declaration
    checked = sender.fill_in(
        message=CONCERN, declared=declaration["value"], form_token=Document.of(form).hidden["form_token"]
    )
    assert b"You told us that this is not about a particular child." in checked.content
    assert sender.press_send(checked).status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.declared_general
    assert enquiry.screen_route == "front_door"
    assert enquiry.screen_signals


def test_going_on_without_the_declaration_leads_back_to_the_signpost(sender):
    page = Document.of(sender.fill_in(message=CONCERN))
    form = sender.client.post("/enquiries/new/", {**page.hidden, "edit": "all"})
    assert (
        DECLARED in sender.fill_in(message=CONCERN, form_token=Document.of(form).hidden["form_token"]).content
    )
    assert DECLARED in sender.fill_in(message=CONCERN, going_on="on").content
    assert not Enquiry.objects.exists()


def test_a_withdrawn_declaration_leads_back_to_the_signpost(sender):
    assert b"Check your answers" in sender.fill_in(message=CONCERN, declared="on").content
    checked = sender.fill_in(message=CONCERN, declared="on")
    hidden = {name: value for name, value in Document.of(checked).hidden.items() if name != "declared"}
    assert DECLARED in sender.client.post("/enquiries/check/", hidden).content
    assert DECLARED in sender.fill_in(message=CONCERN).content
    assert not Enquiry.objects.exists()


def test_nobody_gets_the_declaration_without_the_signpost(sender):
    page = sender.client.get("/enquiries/new/?topic=policy&declared=on")
    assert b'name="declared"' not in page.content


def test_an_ordinary_enquiry_carries_no_mark_even_if_declared(sender):
    sender.send(declared="on")
    enquiry = Enquiry.objects.get()
    assert not enquiry.declared_general
    assert enquiry.screen_route == "strategic"


def test_a_screen_that_breaks_has_read_nothing_and_the_sender_may_go_on(sender, weights_away):
    assert DECLARED in sender.fill_in().content
    assert not Enquiry.objects.exists()
    assert sender.send(declared="on").status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.screen_route, enquiry.screen_signals) == ("unread", ["screen-failed"])
    assert set(Diversion.objects.values_list("route", "declared_general")) == {
        ("unread", False),
        ("unread", True),
    }


def test_what_could_not_be_read_is_to_answer_never_spam(sender, screen_says):
    screen_says(Route.UNREAD)
    assert sender.send(message=f"{UKRAINIAN} {LINKS}").status_code == 200, (
        "without the declaration it is stopped"
    )
    sender.send(message=f"{UKRAINIAN} {LINKS}", declared="on")
    enquiry = Enquiry.objects.unanswered().get()
    assert enquiry.spam_signs == []
    assert {mail.name for mail in QueuedEmail.objects.all()} == {"acknowledgement", "notice"}
    assert "The screen could not read it. Read it first." in QueuedEmail.objects.get(name="notice").body


@pytest.mark.parametrize("route", [Route.UNREAD, Route.FRONT_DOOR, Route.LADO])
def test_what_the_screen_did_not_let_pass_is_never_put_apart_whoever_fills_the_hidden_field(
    sender, screen_says, route
):
    screen_says(route)
    sender.send(message=f"{UKRAINIAN} {LINKS} Unsubscribe here", declared="on", leave_empty="x")
    assert Enquiry.objects.unanswered().get().spam_signs == []


@pytest.mark.parametrize(("result", "subject"), WHAT_IS_DECLARED)
def test_the_box_says_the_words_of_the_button_and_sends_no_others(sender, screen_says, result, subject):
    screen_says(*result)
    page = Document.of(sender.fill_in())
    (button,) = [button.text for button in page.all("button") if "not about a particular" in button.text]
    assert button == f"My enquiry is not about a particular {subject}"
    form = Document.of(sender.client.post("/enquiries/new/", {**page.hidden, "edit": "all"}))
    assert form.select("label[for=id_declared]")[0].text == button
    ticked = form.fields["declared"]["value"]
    checked = sender.fill_in(declared=ticked)
    assert f"You told us that this is not about a particular {subject}." in Document.of(checked).main
    assert Document.of(checked).hidden["declared"] == ticked
    for page in (
        Document.of(sender.client.post("/enquiries/new/", {**Document.of(checked).hidden, "edit": "role"})),
        Document.of(sender.fill_in(declared=ticked, role="")),
    ):
        box = page.fields["declared"]
        assert (box["value"], "checked" in box) == (ticked, True)
        assert page.select("label[for=id_declared]")[0].text == button


@pytest.mark.parametrize(("declared", "result"), NOT_DECLARED)
def test_who_declared_one_thing_has_not_declared_another(sender, screen_says, declared, result):
    screen_says(*result)
    page = Document.of(sender.send(declared=declared))
    assert page.select("[data-signpost]")
    assert "declared" not in page.hidden
    going_on = {**page.hidden, "edit": "all", "declared": declared}
    form = Document.of(sender.client.post("/enquiries/new/", going_on))
    assert "checked" not in form.fields["declared"], "what was ticked before is not this"
    assert not Enquiry.objects.exists()


def test_only_counts_are_kept(sender):
    sender.fill_in(message=CONCERN)
    sender.fill_in(message=CONCERN)
    sender.press_send(sender.fill_in(), message=ALLEGATION)
    sender.fill_in(message=CONCERN, declared="on")
    counts = set(Diversion.objects.values_list("route", "step", "declared_general", "count"))
    assert counts == {
        ("front_door", "form", False, 2),
        ("front_door", "form", True, 1),
        ("lado", "check", False, 1),
    }
    assert {field.name for field in Diversion._meta.fields} == {
        "id",
        "day",
        "route",
        "step",
        "declared_general",
        "count",
    }


def test_the_signpost_stands_when_nothing_can_be_counted(sender, monkeypatch):
    make_helpline(slug="front-door", phone="03000 41 11 11", phone_confirmed=True)
    monkeypatch.setattr(Diversion._meta, "db_table", "missing_table")
    assert DECLARED in sender.fill_in(message=CONCERN).content


@pytest.mark.parametrize(
    "labels",
    [
        {"role": "Teacher", "setting_name": "Boys’ Grammar School"},
        {"role": "Mum and parent governor", "setting_name": "Children’s House Nursery"},
        {"role": "Anti-bullying lead", "setting_name": "St Mary’s Church of England (Aided) Primary School"},
        {"name": "Victoria Boy", "preferred_dates": "Tuesday 12 or Thursday 14 January, after 3.30pm"},
        {"name": "Jo Hurt", "attendees": "60 children in Year 5, 8 childminders and governors (9)"},
    ],
)
def test_names_of_people_and_schools_are_no_concern(sender, labels):
    assert b"What you typed has not been kept" not in sender.fill_in("training", **labels).content


@pytest.mark.parametrize("told", ["uncle sends her nudes", "my son is being abused by his stepdad"])
def test_a_short_concern_in_a_short_field_is_caught(sender, told):
    assert DECLARED in sender.fill_in("training", attendees=told).content
