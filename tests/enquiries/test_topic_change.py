"""Another topic for an enquiry that is typed already: everything comes along, and nothing is kept."""

import time

import pytest

from enquiries import form_tokens
from enquiries.models import Diversion, Enquiry
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.factories import make_service
from tests.traces import new_marker, places_with

QUOTE = {"preferred_dates": "Any Tuesday", "attendees": "40, all staff", "order_number": "PO 4711"}


@pytest.fixture
def ask(sender):
    """Presses "Choose another topic" in a form with these answers; returns the page."""

    def press(topic: str = "policy", **answers) -> Document:
        token = form_tokens.issue(*form_tokens.Mark, backdate=True)
        data = {**ANSWERS, "topic": topic, "form_token": token, **answers}
        response = sender.client.post(f"/enquiries/new/?topic={topic}", {**data, "edit": "topic"})
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        return Document.of(response)

    return press


@pytest.fixture
def choose(sender):
    """Answers the first question on such a page."""

    def press(page: Document, topic: str):
        (button,) = [button for button in page.buttons if button.get("name") == "edit"]
        data = {**page.hidden, "topic": topic, "edit": button["value"]}
        return sender.client.post(page.select("main form")[0].attributes["action"], data)

    return press


def typed(page: Document) -> dict[str, str]:
    """What stands in the fields of the form."""
    texts = {name: field.get("value", "") for name, field in page.fields.items()}
    (message,) = page.select("textarea")
    return texts | {"message": message.node.text_content().strip("\n")}


def test_the_button_stands_in_the_form_and_enter_does_not_press_it(sender):
    page = Document.of(sender.client.get("/enquiries/new/?topic=policy"))
    first, another, *_ = page.select("main form button")
    assert (first.text, "name" in first.attributes) == ("Continue", False)
    assert another.text == "Choose another topic"
    assert another.attributes["formaction"] == "/enquiries/new/?topic=policy"


def test_the_question_is_asked_again_with_the_topic_chosen_and_no_room_for_text(ask):
    page = ask()
    chosen = [radio.attributes["value"] for radio in page.select("main input[type=radio][checked]")]
    assert chosen == ["policy"]
    assert page.one("h1").text == "Choose another topic"
    assert "topic" not in page.hidden, "the question asks for it"
    assert ANSWERS["message"] not in page.main


def test_everything_typed_is_in_the_form_of_the_new_topic(ask, choose):
    form = Document.of(choose(ask(phone="01622 000000"), "other"))
    assert form.hidden["topic"] == "other"
    values = typed(form)
    for name in ("subject", "message", "name", "role", "setting_name", "email"):
        assert values[name] == ANSWERS[name]
    assert values["phone"] == "01622 000000"
    assert [option.text for option in form.select("select option[selected]")] == [
        *("Infant, junior or primary school", "Swale"),
    ]


def test_the_questions_for_a_quote_come_and_go_with_training(ask, choose, sender):
    make_service(slug="staff-day")
    other = Document.of(choose(ask("training", service="staff-day", **QUOTE), "other"))
    assert not {*QUOTE, "service"} & {*other.fields, *other.hidden}
    review = typed(Document.of(choose(ask("training", service="staff-day", **QUOTE), "review")))
    assert {name: review[name] for name in QUOTE} == QUOTE
    assert {*QUOTE, "service"} <= Document.of(choose(ask("policy"), "training")).fields.keys()


@pytest.mark.parametrize(("topic", "door"), [("child", "/front-door/"), ("adult", "/allegations/")])
def test_a_concern_chosen_there_leads_to_who_can_act_without_the_text(ask, choose, topic, door):
    response = choose(ask(), topic)
    assert (response.status_code, response["Location"]) == (302, door)
    assert response.content == b""


def test_check_answers_shows_the_topic_first_and_changes_it(sender, choose):
    checked = Document.of(sender.fill_in())
    first = checked.select("dl > div")[0]
    assert [part.text for part in first.select("dt, dd")] == [
        *("Topic", "A policy or an acceptable use agreement", "Change topic"),
    ]
    (button,) = first.select("button")
    assert (button.attributes["name"], button.attributes["value"]) == ("edit", "topic")
    asked = sender.client.post(button.attributes["formaction"], {**checked.hidden, "edit": "topic"})
    form = Document.of(choose(Document.of(asked), "portal"))
    assert typed(form)["message"] == ANSWERS["message"]
    sender.press_send(sender.client.post("/enquiries/check/", {**ANSWERS, **form.hidden}))
    assert Enquiry.objects.get().topic == "portal"


def test_a_concern_that_was_typed_meets_the_signpost_on_the_way(sender):
    data = {**ANSWERS, "topic": "policy", "message": CONCERN, "edit": "topic"}
    page = Document.of(sender.client.post("/enquiries/new/", data))
    assert page.select("[data-signpost=front_door]")
    assert Diversion.objects.exists()


def test_what_was_declared_comes_along(ask, choose):
    page = ask(message=CONCERN, declared="child")
    assert page.hidden["declared"] == "child"
    form = Document.of(choose(page, "other"))
    assert "checked" in form.fields["declared"]
    assert typed(form)["message"] == CONCERN


def test_nothing_typed_is_kept_on_the_way(ask, choose):
    since, marker = time.time(), new_marker()
    for topic in ("training", "child"):
        choose(ask(subject=f"Staff training {marker}", phone=marker), topic)
    assert places_with(marker, since) == []
    assert not Enquiry.objects.exists()
