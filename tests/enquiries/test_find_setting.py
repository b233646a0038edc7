"""Finding one's setting in the form: without a script by a button of the form, with one from a JSON list."""

import json
import time

import pytest
from django.db import OperationalError, connection

from enquiries import form_tokens
from enquiries.models import Diversion, Enquiry, Establishment
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.traces import everything_heard, new_marker, places_with

NAMES = "/enquiries/establishments.json"


@pytest.fixture
def schools(db):
    """Thirty schools of Dover, two of one name, and a closed one."""
    rows = [(number, f"Dover School {number:02}", "Dover", "CT16 1AA") for number in range(1, 31)]
    rows += [(101, "Oak & Ash School", "Deal", "CT14 1AA"), (102, "Oak & Ash School", "Ashford", "TN23 1AA")]
    for urn, name, town, postcode in rows:
        Establishment.objects.create(urn=urn, name=name, town=town, postcode=postcode, local_authority="Kent")
    Establishment.objects.create(urn=201, name="Elm School", local_authority="Kent", is_closed=True)


class Finder:
    """Somebody who has typed something into the form and presses a button beside the name of the setting."""

    def __init__(self, client) -> None:
        self.client = client

    def press(self, edit: str = "find-setting", topic: str = "policy", **typed) -> Document:
        token = form_tokens.issue(backdate=True)
        data = {"topic": topic, "form_token": token, **typed, "edit": edit}
        response = self.client.post(f"/enquiries/new/?topic={topic}", data)
        assert response.status_code == 200
        return Document.of(response)


@pytest.fixture
def finder(client, schools) -> Finder:
    return Finder(client)


def choices(page: Document) -> dict[str, str]:
    buttons = page.select(".found button")
    return {button.text: button.attributes["value"] for button in buttons}


def test_the_button_answers_with_what_fits_and_everything_typed_and_no_errors(finder):
    page = finder.press(setting_name="oak", message="Half a question", email="not yet", subject="")
    assert choices(page) == {
        "Oak & Ash School, Ashford, TN23 1AA": "choose-setting-102",
        "Oak & Ash School, Deal, CT14 1AA": "choose-setting-101",
    }
    assert "2 settings found" in page.main
    assert page.select("textarea")[0].text == "Half a question"
    assert page.fields["email"]["value"] == "not yet"
    assert page.fields["setting_name"]["value"] == "oak"
    assert page.select(".error, .error-summary") == []
    assert page.faults == []


def test_the_heading_of_what_was_found_takes_the_focus(finder):
    for typed in ("oak", "nothing like it", "", "dover"):
        (heading,) = finder.press(setting_name=typed).select("#settings-found")
        assert {"tabindex", "autofocus"} <= set(heading.attributes)


def test_twenty_are_shown_at_most_and_it_is_said_that_there_are_more(finder):
    page = finder.press(setting_name="dover")
    assert len(choices(page)) == 20
    assert "The first 20 of 30 settings" in page.main
    assert "Not here? Type more of its name" in page.main


@pytest.mark.parametrize(
    ("typed", "says"),
    [("Elm", "No setting found"), ("x" * 5000, "No setting found"), ("", "Type a part of the name first")],
)
def test_nothing_found_is_said_and_what_to_do(finder, typed, says):
    page = finder.press(setting_name=typed)
    assert says in page.main
    assert choices(page) == {}


def test_a_choice_fills_in_the_name_and_is_that_school_when_sent(finder, sender):
    page = finder.press("choose-setting-102", setting_name="oak", message="Half a question")
    name = page.fields["setting_name"]["value"]
    assert name == "Oak & Ash School, Ashford, TN23 1AA"
    assert page.select("textarea")[0].text == "Half a question"
    sender.send(setting_name=name)
    assert Enquiry.objects.get().establishment_id == 102


@pytest.mark.parametrize("urn", ["201", "999", "x", "", "9" * 30, "²"])
def test_a_choice_that_there_is_not_keeps_what_was_typed(finder, urn):
    page = finder.press(f"choose-setting-{urn}", setting_name="oak")
    assert page.fields["setting_name"]["value"] == "oak"


@pytest.mark.parametrize("edit", ["find-setting", "choose-setting-101", "choose-setting-x"])
def test_nothing_that_is_typed_is_kept_by_looking(finder, settings, edit):
    since, marker = time.time(), new_marker()
    with everything_heard(settings) as ears:
        typed = dict.fromkeys(("setting_name", "subject", "role"), marker)
        assert marker in finder.press(edit, **ANSWERS | typed).html
    assert places_with(marker, since) == []
    assert not [line for line in ears.heard if marker in line]
    assert (Enquiry.objects.count(), Diversion.objects.count()) == (0, 0)


def test_no_statement_to_the_database_holds_a_typed_word(finder, at_most_queries):
    with at_most_queries(20) as queries:
        finder.press(setting_name="Zanzibar")
    assert not any("Zanzibar" in query["sql"] for query in queries.captured_queries)


def test_a_concern_meets_the_signpost_although_a_setting_was_looked_for(finder, sender):
    page = finder.press(setting_name="oak", message=CONCERN)
    assert page.select("[data-signpost=front_door]")


@pytest.fixture
def went_on(finder, sender) -> dict[str, str]:
    """The hidden fields of the form that somebody got back who was stopped by the screen, and went on."""
    signpost = Document.of(sender.fill_in(message=CONCERN))
    return finder.press("all", **signpost.hidden).hidden


@pytest.mark.parametrize("ticked", [True, False])
def test_who_went_on_from_the_signpost_may_look_and_keeps_the_box_as_it_was(finder, went_on, ticked):
    typed = {**went_on, "setting_name": "oak", "message": CONCERN}
    typed |= {"declared": went_on["going_on"]} if ticked else {}
    for edit in ("find-setting", "choose-setting-101"):
        page = finder.press(edit, **typed)
        assert page.select("textarea")[0].text == CONCERN
        assert ("checked" in page.fields["declared"]) == ticked


def test_who_did_not_tick_the_box_is_stopped_again_when_they_continue(went_on, client):
    response = client.post("/enquiries/check/", {**ANSWERS, **went_on, "message": CONCERN})
    assert Document.of(response).select("[data-signpost]")


def test_enter_in_a_field_continues_and_does_not_look(finder):
    first = finder.press(setting_name="oak").select("main form button")[0]
    assert "name" not in first.attributes
    assert "formaction" not in first.attributes


def test_without_the_list_the_form_stands_and_says_so(finder):
    def fail(execute, sql, *others):
        if "enquiries_establishment" in sql:
            raise OperationalError("gone")
        return execute(sql, *others)

    with connection.execute_wrapper(fail):
        page = finder.press(setting_name="oak")
        assert finder.press("choose-setting-101", setting_name="oak").fields["setting_name"]["value"] == "oak"
        assert finder.client.get(NAMES).status_code == 503
    assert "We cannot look it up at the moment" in page.main
    assert page.fields["setting_name"]["value"] == "oak"


def test_the_script_gets_every_open_school_in_a_list_that_is_kept(client, schools, sender):
    answer = client.get(NAMES)
    listed = json.loads(answer.content)
    assert len(listed) == 32
    assert "Oak & Ash School, Ashford, TN23 1AA" in listed
    assert "Elm School" not in listed
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "public, max-age=3600")
    again = client.get(NAMES, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = client.get(NAMES, headers={"Accept-Encoding": "gzip"})
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert client.get(NAMES, headers={"If-None-Match": packed["ETag"]}).status_code == 304
    Establishment.objects.filter(urn=101).update(name="Oak School")
    assert client.get(NAMES, headers={"If-None-Match": answer["ETag"]}).status_code == 200
    assert client.post(NAMES).status_code == 405


def test_the_list_takes_no_question_and_the_form_names_its_address(client, schools):
    assert client.get(f"{NAMES}?q=oak").content == client.get(NAMES).content
    page = Document.of(client.get("/enquiries/new/?topic=policy"))
    (names,) = page.select("#setting-names")
    assert names.attributes["data-names"] == NAMES
    assert page.fields["setting_name"]["list"] == "setting-names"
