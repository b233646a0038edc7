"""The page that says how the screen decides: its figures with their intervals, and who answers for it."""

import json
import re
from datetime import date

import pytest
from django.template.defaultfilters import floatformat
from django.urls import reverse

from enquiries.triage import model_card
from enquiries.triage.figures import wilson
from enquiries.triage.weights import load_weights
from lesas_portal.core.models import StatementDetails
from tests.document import Document
from tests.enquiries.conftest import Sender

PAGE = "/about/screen/"
CARD = json.loads(model_card.MODEL_CARD_FILE.read_text(encoding="utf-8"))
SHARE = re.compile(r"(\d+) of (\d+): (\d+\.\d)% \((\d+\.\d)% to (\d+\.\d)%\)")
# Whoever says one of these has a figure to give.
PRAISE = re.compile(
    r"accurate|accuracy|reliabl|rarely|seldom|almost|nearly|usually|mostly|highly|never wrong|per cent",
    re.IGNORECASE,
)
FIGURES = ("concerns", "strategic", "lado", "front_door_called_lado", "cannot_be_read", "can_be_read")


def read(client) -> Document:
    response = client.get(PAGE)
    assert response.status_code == 200
    return Document.of(response)


def shares(sets: list[dict]) -> list[tuple[int, int]]:
    """Every share that sets of the card hold."""
    return [tuple(one[name]) for one in sets for name in FIGURES if name in one]


@pytest.fixture
def card(monkeypatch):
    """Puts another card in the place of the one that ships."""

    def show(**changes) -> None:
        other = model_card.from_json(json.dumps(CARD | changes))
        monkeypatch.setattr("lesas_portal.views.site.load_model_card", lambda: other)

    return show


def test_the_card_is_of_the_weights_that_ship():
    assert CARD["learnt_from"] == load_weights().learnt_from


@pytest.mark.django_db
class TestFigures:
    def test_every_figure_of_the_card_is_shown(self, client):
        shown = [(int(part), int(whole)) for part, whole, *_ in SHARE.findall(read(client).main)]
        held = shares([*CARD["sets"], *CARD["reader"]["sets"]])
        held += [tuple(one["right"]) for one in [*CARD["functions"], *CARD["known_misses"]]]
        held += [(round(share * count), count) for count, _, share in CARD["calibration"]["bins"]]
        assert sorted(shown) == sorted(held)

    def test_every_figure_has_its_interval(self, client):
        main = read(client).main
        assert len(re.findall(r"\d+ of \d+", main)) == len(SHARE.findall(main)) > 0
        for part, whole, *told in SHARE.findall(main):
            low, high = wilson(int(part), int(whole))
            expected = [int(part) / int(whole), low, high]
            assert told == [f"{value * 100:.1f}" for value in expected]

    def test_every_set_and_every_kind_of_message_is_named_with_how_many_it_has(self, client):
        page = read(client)
        for one in CARD["sets"]:
            assert (
                f"{one['name']} ({one['concerns'][1] + one['strategic'][1]} messages): {one['about']}"
                in page.main
            )
        for one in [*CARD["functions"], *CARD["examples"]]:
            assert one["about"] in page.main
        assert f"{sum(one['count'] for one in CARD['examples'])} examples" in page.main
        assert f"{floatformat(CARD['calibration']['error'], 3)} away from what holds" in page.main

    def test_it_claims_nothing_without_a_figure(self, client):
        assert PRAISE.findall(read(client).main) == []

    def test_a_share_of_nothing_is_none(self, client, card):
        card(reader=None, sets=[CARD["sets"][0] | {"lado": [0, 0]}])
        cells = [cell.text for cell in read(client).select("td[data-column^='Concerns for the LADO']")]
        assert cells == ["none in this set"]

    def test_both_readers_come_first_and_the_first_alone_after_them(self, client, card):
        both = [CARD["sets"][0] | {"concerns": [98, 99]}]
        alone = [CARD["sets"][0] | {"concerns": [97, 99]}]
        card(reader={"about": "A small language model reads long messages again.", "sets": both}, sets=alone)
        main = read(client).main
        assert "A small language model reads long messages again." in main
        figures = [
            *("As it works: both readers", "98 of 99: 99.0% (94.5% to 99.8%)"),
            *("While the second reader is broken: the first alone", "97 of 99: 98.0% (92.9% to 99.4%)"),
        ]
        places = [main.index(figure) for figure in figures]
        assert places == sorted(places)
        assert main.count("What the sets are") == 1

    def test_without_a_second_reader_nothing_is_said_of_one(self, client, card):
        card(reader=None)
        main = read(client).main
        assert "second reader" not in main
        assert "What the sets are" in main

    def test_it_has_the_day_on_which_it_was_measured(self, client):
        made_on = date.fromisoformat(CARD["made_on"])
        assert f"Record and figures of {made_on.day} {made_on:%B %Y}." in read(client).main


@pytest.mark.django_db
class TestRecord:
    def test_it_has_the_sections_of_the_national_standard(self, client):
        page = read(client)
        headings = {
            heading.attributes.get("id"): heading.text for heading in page.one("main").select("h2[id]")
        }
        assert list(headings.values()) == [
            *("In short", "Owner and responsibility", "Description and rationale", "How decisions are made"),
            *("Tool specification", "How often it is right", "Risks, mitigations and impact assessments"),
            *("Ask, or complain", "About this site"),
        ]
        leads = {
            link.attributes["href"][1:]: link.text for link in page.select("nav[aria-label='On this page'] a")
        }
        assert leads.items() <= headings.items()
        assert len(leads) == 7

    def test_whoever_asks_is_told_who_to_ring_first(self, client):
        link = read(client).one("main").select("a")[0]
        assert link.attributes["href"] == reverse("guidance:front_door")

    def test_what_nobody_has_filled_in_is_asked_for_through_the_form(self, client):
        main = read(client).main
        assert (
            "To ask who at the council is its senior responsible owner, use the form about this website"
            in main
        )
        assert "To ask which impact assessments the council has made" in main

    def test_what_an_adviser_filled_in_is_shown(self, client, adviser_client):
        fields = {"screen_owner": "Head of the elm service", "screen_assessment": "One on data protection."}
        assert adviser_client.post(reverse("admin:core_statementdetails_add"), fields).status_code == 302
        assert StatementDetails.objects.get().screen_owner == "Head of the elm service"
        main = read(client).main
        assert "The council’s senior responsible owner: Head of the elm service." in main
        assert "One on data protection." in main
        assert "To ask who" not in main
        assert "To ask which" not in main

    def test_questions_go_to_the_mailbox_of_the_settings(self, client, settings):
        settings.ENQUIRIES_MAILBOX, settings.REPLY_TARGET_WORKING_DAYS = "questions@example.org", 7
        page = read(client)
        assert "mailto:questions@example.org" in [link.attributes["href"] for link in page.links]
        assert page.main.count("within 7 working days") == 2

    def test_one_query_is_enough(self, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get(PAGE)

    def test_no_cookie_is_set_and_nothing_can_be_posted(self, client):
        assert not client.get(PAGE).cookies
        assert client.post(PAGE).status_code == 405


@pytest.mark.django_db
class TestWaysToIt:
    @pytest.mark.parametrize("path", ["/privacy/", "/about/", "/about/data/", "/cookies/"])
    def test_the_pages_about_the_site_lead_to_it(self, client, path):
        assert PAGE in [
            link.attributes["href"] for link in Document.of(client.get(path)).one("main").select("a")
        ]

    def test_the_signpost_of_an_enquiry_leads_to_it(self, client):
        stopped = Sender(client).fill_in(
            message="A man online has sent my daughter of 11 pictures of himself."
        )
        page = Document.of(stopped)
        assert page.select("[data-signpost]")
        assert PAGE in [link.attributes["href"] for link in page.links]

    def test_search_engines_are_told_of_it(self, client):
        assert f"{PAGE}</loc>" in client.get("/sitemap.xml").content.decode()

    def test_it_stands_below_the_page_about_us(self, client):
        assert [link.text for link in read(client).select(".crumbs a")] == ["Home", "About LESAS"]


def test_it_stands_without_the_database(client, no_database):
    main = read(client).main
    assert "We cannot show the council’s senior responsible owner at the moment." in main
    assert "We cannot show what the council has assessed at the moment." in main
    assert SHARE.search(main)
