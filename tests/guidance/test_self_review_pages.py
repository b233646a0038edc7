"""The self-review as somebody goes through it: kind, themes with gaps, result, files, comparison."""

import html
import io
import re
import zipfile
from base64 import b64decode

import pytest
from django.conf import settings
from django.test import Client

from guidance.policies import reference_code
from guidance.policies.docx.writer import CONTENT_TYPE
from guidance.self_review import code
from guidance.views import self_review_parts
from tests.conventions import seen
from tests.document import Document
from tests.guidance.self_reviews import TYPES, answers, edition

pytestmark = pytest.mark.usefixtures("portal")
START, COMPARE = "/self-review/", "/self-review/compare/"
SCHOOL, SMALL = "/self-review/school/", "/self-review/early-years/"
DOORS = ("/for/dsl/", "/for/governors/", "/for/leaders/", "/for/early-years/")


def fields(page: Document, *, chosen: dict[str, str] | None = None) -> dict[str, str]:
    """What the form of a page sends: hidden fields, what is chosen on it, and what is chosen now."""
    sent = {
        one.attributes["name"]: one.attributes["value"]
        for one in page.select("main form input")
        if one.attributes["type"] == "hidden" or "checked" in one.attributes
    }
    return {name: value for name, value in {**sent, **(chosen or {})}.items() if value or name in sent}


def buttons(page: Document) -> dict[str, str]:
    """The words of each button that goes to a step, with the step."""
    return {
        one.text: one.attributes["value"]
        for one in page.select("button")
        if one.attributes.get("name") == "step"
    }


def post(client: Client, address: str, sent: dict, status: int = 200) -> Document:
    response = client.post(address, sent)
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    found = seen.in_page(response.content.decode())
    assert found == []
    return Document.of(response)


def states(kind: str, level: str = "3", **changes: str) -> dict[str, str]:
    """Every answer of a kind of setting as a form sends it."""
    found = answers(kind, 1)
    return {"setting_type": kind, **dict.fromkeys(found.states, level), **changes}


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_by_role_lead_to_it(client, door):
    assert START in {link.attributes["href"] for link in Document.of(client.get(door)).select("ol.rows a")}


def test_the_first_page_asks_only_what_kind_of_setting_it_is(client):
    page = Document.of(client.get(START))
    names = {one.attributes.get("name") for one in page.select("main input")}
    assert names == {"setting_type"}
    assert len(page.select("main input[type='radio']")) == len(TYPES)
    assert not page.select("main input[checked]")


@pytest.mark.parametrize(("slug", "kind"), TYPES)
def test_each_kind_of_setting_gets_its_own_questions(client, slug, kind):
    page = post(client, START, {"setting_type": kind, "scope": "all"})
    assert page.select("main form")[0].attributes["action"] == f"/self-review/{slug}/"
    first = edition(slug).themes[0]
    asked = [one.text for one in page.select("fieldset legend")]
    assert asked == [one.ask for one in edition(slug).questions_for(first, kind)]


def test_nothing_is_chosen_and_every_answer_says_what_it_means(client):
    page = post(client, SCHOOL, {"setting_type": "primary", "step": "theme:filt"})
    assert not page.select("input[checked]")
    labels = [one.text for one in page.select("#FILT4 label")]
    assert labels[0] == "Not in place Only on the main network."
    assert labels[4:] == ["We don’t know", "Does not apply You manage no devices, on site or lent."]
    assert [one.text for one in page.select("#FILT2 label")][4:] == ["We don’t know"]
    assert "Do not publish it" in page.main


def test_a_source_says_how_sure_its_place_is(client):
    page = post(client, SCHOOL, {"setting_type": "primary", "step": "theme:lead"})
    sources = [one.text for one in page.select("#LEAD1 details li")]
    assert "Check the place in the document" in sources[0]
    assert "Check the place" not in sources[1]
    assert page.select("#LEAD1 details a[href='/resources/kcsie/']")
    assert page.select("#LEAD1 details a[href='/guidance/who-does-what/']")


@pytest.mark.parametrize(
    ("kind", "scope", "themes", "asked"),
    [
        *(("primary", "all", 10, 48), ("primary", "start", 8, 15), ("college", "all", 10, 48)),
        *(("nursery", "all", 6, 22), ("childminder", "all", 6, 23), ("childminder", "start", 4, 8)),
    ],
)
def test_one_goes_from_theme_to_theme_to_the_result(client, kind, scope, themes, asked):
    page, walked, answered = post(client, START, {"setting_type": kind, "scope": scope}), 1, 0
    address = page.select("main form")[0].attributes["action"]
    while True:
        names = [one.attributes["id"] for one in page.select("fieldset.question")]
        answered += len(names)
        sent = fields(page, chosen=dict.fromkeys(names, "3"))
        onward = next((step for text, step in buttons(page).items() if text.startswith("Next: ")), "")
        page = post(client, address, {**sent, "step": onward or "result"})
        if not onward:
            break
        walked += 1
    assert (walked, answered) == (themes, asked)
    assert f"You answered {asked} of {asked}." in page.main


def test_one_may_leave_gaps_go_back_and_change_or_take_back_an_answer(client):
    page = post(client, SCHOOL, {"setting_type": "primary", "step": "theme:lead", "LEAD1": "2", "FILT1": "4"})
    assert [one.attributes["value"] for one in page.select("#LEAD1 input[checked]")] == ["2"]
    sent = fields(page, chosen={"LEAD1": ""})
    assert sent["FILT1"] == "4"
    result = post(client, SCHOOL, {**sent, "step": "result"})
    assert "You answered 1 of 48." in result.main
    again = post(client, SCHOOL, {**fields(result), "step": "theme:filt"})
    assert [one.attributes["value"] for one in again.select("#FILT1 input[checked]")] == ["4"]
    assert not again.select("#FILT2 input[checked]")


def test_a_post_of_answers_alone_is_answered_with_the_result(client):
    page = post(client, SMALL, states("nursery", "3", R1="1", P1="unknown"))
    assert page.one("h1").text == "Your self-review"
    first = [one.text for one in page.select(".review-first h3")]
    assert first == ["Listen and pass on", "Who leads, and who steps in"]
    assert "You say that 1 point of law or statutory guidance is not yet in place" in page.main


def test_the_bars_are_drawn_with_attributes_and_said_in_a_table(client):
    response = client.post(SCHOOL, states("primary", "3", FILT4="1", FILT1="unknown"))
    page = Document.of(response)
    drawn = [one for one in page.select("svg.review-bar") if one.attributes.get("role") == "img"]
    assert len(drawn) == 10
    filtering = drawn[2]
    assert filtering.select("title")[0].text == (
        "Filtering: 3 of 5 in place or better. Not in place: FILT4. We don’t know: FILT1."
    )
    assert filtering.select("desc")[0].text.startswith("FILT1 We don’t know; FILT2 In place;")
    assert len(filtering.select("g")) == 5
    assert "style=" not in response.content.decode()
    cells = [one.text for one in page.select("table.review-bars tbody tr")[2].select("td")]
    assert cells[1] == "3 of 5 in place or betterNot in place: FILT4. We don’t know: FILT1."


def test_the_result_says_what_it_is_not_and_what_not_to_publish(client):
    page = post(client, SCHOOL, states("primary", "2"))
    assert "not a certificate and not an inspection" in page.main
    private = [one.text for one in page.select(".review-private")]
    assert len(private) == 3, "once for all, and under each such theme"
    assert not re.search(r"%|complian", page.main, re.IGNORECASE)


def test_with_gaps_and_nothing_below_the_mark_the_rest_comes_first(client):
    page = post(client, SCHOOL, {"setting_type": "primary", "LEAD1": "3", "LEAD2": "3"})
    assert "Answer the rest first" in page.main
    assert "46 questions are still open." in page.main
    assert "Nothing to do first" not in page.main
    assert buttons(page)["Go on with “Leadership and governance”"] == "theme:lead"
    assert "Nothing to do first" in post(client, SCHOOL, states("primary", "3")).main


def test_what_has_no_level_in_one_of_two_is_counted(client):
    kept = code.encode(answers("primary", 3, FILT4=6, LEAD1=5, LEAD2=0))
    page = post(client, SCHOOL, {**states("primary", "3"), "before": kept})
    assert "45 stayed the same. 3 cannot be compared." in page.main
    assert page.main.count("Not compared: one of the two has no level") == 3


@pytest.mark.parametrize(
    ("address", "asked"), [(SCHOOL, "10 themes, 48 questions"), (SMALL, "6 themes, 20 to 23 questions")]
)
def test_the_first_page_says_how_many_questions_a_setting_is_asked(client, address, asked):
    assert asked in Document.of(client.get(address)).main


def test_without_an_answer_there_is_no_result_yet(client):
    page = post(client, SCHOOL, {"setting_type": "primary", "step": "plan"})
    assert "Answer a question or two first" in page.main
    assert "plan" not in buttons(page).values()


@pytest.mark.parametrize(("step", "name"), [("plan", "action-plan"), ("report", "report")])
@pytest.mark.parametrize(
    ("address", "kind"), [(SCHOOL, "primary"), (SCHOOL, "college"), (SMALL, "childminder")]
)
def test_the_result_can_be_taken_along_as_word(client, address, kind, step, name):
    response = client.post(address, {**states(kind, "2"), "step": step})
    assert response["Content-Type"] == CONTENT_TYPE
    assert response["Content-Disposition"] == f'attachment; filename="self-review-{name}.docx"'
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert "word/document.xml" in packed.namelist()


@pytest.mark.parametrize(("address", "kind"), [(SCHOOL, "college"), (SMALL, "childminder")])
def test_the_plan_can_be_taken_along_as_one_web_page_that_asks_for_nothing_else(client, address, kind):
    sent = states(kind, "2") | {"step": "plan-page"}
    response = client.post(address, sent)
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="self-review-action-plan.html"'
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    text = response.content.decode()
    assert seen.in_page(text) == []
    page = Document(text)
    assert page.faults == []
    (styles,) = page.select("link")
    kind_of_address, _, packed = styles.attributes["href"].partition(",")
    assert kind_of_address == "data:text/css;base64"
    assert "--paper:" in b64decode(packed).decode()
    links = [one.attributes["href"] for one in page.select("a")]
    assert links == [f"{settings.SITE_URL}/self-review/"]
    assert not list(page.having("src"))


def test_the_plan_as_a_web_page_says_what_the_word_file_says(client):
    sent = states("primary", "2", LEAD1="1")
    page = Document.of(client.post(SCHOOL, sent | {"step": "plan-page"}))
    word = client.post(SCHOOL, sent | {"step": "plan"})
    with zipfile.ZipFile(io.BytesIO(word.content)) as packed:
        said = re.findall(r"<w:t(?: [^>]*)?>([^<]+)</w:t>", packed.read("word/document.xml").decode())
    missing = [words for words in map(html.unescape, said) if " ".join(words.split()) not in page.main]
    assert missing == []


def test_the_answers_can_be_taken_along_as_a_list(client):
    response = client.post(SCHOOL, {**states("primary", "2"), "step": "list"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.decode().count("\r\n") == 49


def test_next_year_the_code_tells_what_went_up_and_down(client):
    then = post(client, SCHOOL, states("primary", "2"))
    kept = then.select(".code")[0].text
    now = post(client, SCHOOL, {**states("primary", "3", RESP4="1"), "before": kept})
    assert (
        "47 went up, 1 went down, 0 stayed the same. The code of last time is of edition 2026.1." in now.main
    )
    assert "Started → Not in place" in now.main
    report = client.post(SCHOOL, {**states("primary", "3", RESP4="1"), "before": kept, "step": "report"})
    assert report["Content-Type"] == CONTENT_TYPE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("AT-202603-7K2M", "wrong or missing"),
        ("hello", "does not look like one of our codes"),
        ("SR-202601-0000-0000", "wrong or missing"),
        ("x" * 300, "must be 200 characters or fewer"),
    ],
)
def test_a_code_that_cannot_be_read_is_answered_with_what_to_do(client, typed, words):
    page = post(client, SCHOOL, {**states("primary", "3"), "before": typed}, status=422)
    assert page.select(".error-summary")
    assert words in page.main
    assert "You answered 48 of 48." in page.main, "the result is there all the same"


def test_a_code_leads_back_to_the_result_to_go_on(client):
    kept = code.encode(answers("nursery", 0, P1=2))
    page = post(client, COMPARE, {"code": kept, "setting_type": "nursery"})
    assert "You answered 1 of 22." in page.main
    again = post(client, SMALL, {**fields(page), "step": "theme:p"})
    assert [one.attributes["value"] for one in again.select("#P1 input[checked]")] == ["2"]


def test_two_codes_are_compared_without_the_kind_of_setting(client):
    then, now = (code.encode(answers("primary", level)) for level in (2, 3))
    page = post(client, COMPARE, {"code": then, "newer": now})
    assert "48 went up, 0 went down, 0 stayed the same." in page.main


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Paste the code of last time"),
        ({"code": "{school}"}, "Choose your kind of setting"),
        ({"code": "{school}", "setting_type": "nursery"}, "schools and colleges"),
        ({"code": "{school}", "setting_type": "castle"}, "from the list"),
        ({"code": "{school}", "newer": "{small}"}, "schools and colleges"),
        ({"code": "{policy}"}, "A policy has a code too"),
    ],
)
def test_what_is_wrong_beside_a_code_is_told(client, sent, words):
    known = {"school": code.encode(answers("primary", 2)), "small": code.encode(answers("nursery", 2))}
    known["policy"] = reference_code.encode("AT", "2026.3", [1, 0, 2])
    typed = {name: value.format(**known) for name, value in sent.items()}
    assert words in post(client, COMPARE, typed, status=422).main


@pytest.mark.parametrize(
    "sent",
    [
        {"setting_type": "nursery"},
        {"setting_type": "castle"},
        {"setting_type": "primary", "LEAD1": "9"},
        {"setting_type": "primary", "LEAD1": "not ours"},
        {"step": "begin"},
        {"step": "begin", "setting_type": "nursery"},
    ],
)
def test_what_no_page_offers_is_refused_in_words(client, sent):
    page = post(client, SCHOOL, sent, status=422)
    assert page.select(".error-summary")


@pytest.mark.parametrize(("address", "step"), [(START, ""), (SCHOOL, "begin")])
def test_who_begins_has_answered_nothing_whatever_is_sent(client, address, step):
    sent = {"step": step, "setting_type": "primary", "LEAD1": "9", "LEAD2": "3"}
    page = post(client, address, sent)
    assert page.select("main form input[name=LEAD2]")
    assert not page.select("input[type=radio][checked]")


def test_a_step_or_an_answer_that_there_is_not_breaks_nothing(client):
    page = post(client, SCHOOL, {**states("primary", "3"), "step": "theme:castle", "NONE1": "4"})
    assert page.one("h1").text == "Your self-review"
    # That one does not apply cannot be said of what is law.
    page = post(client, SCHOOL, states("primary", "3", RESP4="not-ours"))
    assert "You answered 47 of 48." in page.main


@pytest.mark.parametrize("address", ["/self-review/castle/", "/self-review/school/questions/by-colour/"])
def test_there_is_no_other_review_and_no_other_order(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [START, SCHOOL, SMALL, COMPARE])
def test_an_address_takes_no_answer(client, address):
    sent = "LEAD1=4&P1=4&setting_type=primary&code=SR-202601-X&step=result"
    page = Document.of(client.get(f"{address}?{sent}"))
    assert not page.select("input[checked]")
    assert "Your self-review" not in page.main
    assert client.put(address).status_code == 405


@pytest.mark.parametrize("slug", ["school", "early-years"])
@pytest.mark.parametrize("order", ["by-theme", "by-role"])
def test_the_questions_can_be_printed_before_the_meeting(client, slug, order):
    address = f"/self-review/{slug}/questions/{order}"
    page = Document.of(client.get(f"{address}/"))
    for one in edition(slug).questions:
        assert one.ask in page.main
    word = client.get(f"{address}.docx")
    assert word["Content-Disposition"] == f'attachment; filename="self-review-{slug}-{order}.docx"'


def test_a_page_that_is_withdrawn_is_not_linked(client, monkeypatch):
    monkeypatch.setattr(self_review_parts, "page_titles", lambda addresses: {})
    page = post(client, SCHOOL, {"setting_type": "primary", "step": "theme:lead"})
    assert not page.select("#LEAD1 details a[href='/guidance/who-does-what/']")


@pytest.mark.parametrize("step", ["theme:filt", "result", "plan", "plan-page", "report", "list"])
def test_a_step_asks_the_database_little(client, at_most_queries, step):
    client.post(SCHOOL, {**states("primary", "2"), "step": step})
    with at_most_queries(4):
        client.post(SCHOOL, {**states("primary", "2"), "step": step})


def test_what_was_reviewed_with_the_old_checklists_leads_here(client):
    assert START in client.get("/resources/self-evaluation-tools/").content.decode()


@pytest.mark.parametrize("typed", ["SR-202601-7K2M", "se 202601"])
def test_the_search_leads_a_code_to_where_it_is_pasted(client, typed):
    page = Document.of(client.get("/search/", {"q": typed}))
    assert page.select("[data-result] a")[0].attributes["href"] == COMPARE


def test_the_page_for_codes_of_policies_says_where_this_one_goes(client):
    kept = code.encode(answers("primary", 2))
    response = client.get("/policies/changes/", {"code": kept})
    assert response.status_code == 400
    assert "That is the code of a self-review" in response.content.decode()
