"""The changes page: from a code or a date to what changed, old beside new, why, and what to do."""

from datetime import date

import pytest
from django.test import Client

from guidance.models import Clause, PolicyTemplate
from guidance.policies import reference_code
from guidance.services import editions, publishing
from tests.guidance import policies
from tests.guidance.policies import opened

URL = "/policies/changes/"
SHIPPED = policies.template("social-media").edition
NEEDED = {"setting_name": "Elm", "setting_type": "primary"}


@pytest.fixture
def template(portal) -> PolicyTemplate:
    return PolicyTemplate.objects.get(slug="social-media")


def adopted(client, **fields) -> str:
    made = client.post("/policies/social-media/tailor/", {**NEEDED, **fields})
    return opened(made.content).core_properties.keywords


@pytest.fixture
def edit(template, adviser):
    def issue(key="aims-purpose", text="New aims.", on=date(2026, 12, 1)):
        clause = Clause.objects.get(section__template=template, key=key)
        editions.reword(
            clause=clause,
            text=text,
            change_note="The guidance changed.",
            what_to_do="Tell staff.",
            by=adviser,
        )
        return editions.issue(template=template, note="New aims.", by=adviser, on=on)

    return issue


def test_an_adopted_policy_is_up_to_date_until_an_edition_is_issued(client, template):
    page = client.get(URL, {"code": adopted(client)}).content.decode()
    assert "Nothing has changed." in page


def test_a_code_leads_to_exactly_what_changed(client, edit):
    name = adopted(client)
    edit()
    page = client.get(URL, {"code": name}).content.decode()
    assert "1 clause changed" in page
    assert "Changed: What this policy is for" in page
    assert "<ins>New aims.</ins>" in page
    assert "The guidance changed." in page
    assert "Tell staff." in page


def test_a_clause_the_setting_left_out_is_not_reported(client, edit):
    name = adopted(client, **{"out_staff-opinions": "on"})
    edit(key="staff-opinions")
    assert "Nothing has changed." in client.get(URL, {"code": name}).content.decode()


def test_own_words_are_remembered_by_the_code(client, edit):
    name = adopted(client, **{"own_aims-purpose": "Ours."})
    edit()
    assert "has its own words here" in client.get(URL, {"code": name}).content.decode()


def test_a_date_leads_to_the_edition_of_that_day(client, edit):
    edit()
    response = client.post(URL, {"template": "social-media", "adopted": "27 November 2026"})
    name = reference_code.encode("SM", SHIPPED)
    assert (response.status_code, response["Location"]) == (302, f"{URL}?code={name}")
    assert "1 clause changed" in client.get(response["Location"]).content.decode()
    later = client.post(URL, {"template": "social-media", "adopted": "2 December 2026"})
    assert "Nothing has changed." in client.get(later["Location"]).content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"template": "social-media", "adopted": "2020-01-01"}, "The first edition here is of"),
        ({"template": "social-media", "adopted": "then"}, "Enter a date, like"),
        ({"template": "nothing", "adopted": "2026-12-01"}, "Choose the policy template from the list"),
        ({}, "Choose the policy template"),
    ],
)
def test_a_date_that_leads_nowhere_is_explained(client, template, fields, message):
    response = client.post(URL, fields)
    assert response.status_code == 400
    assert message in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Paste the code"),
        ("hello", "does not look like one of our codes"),
        (reference_code.encode("ZZ", "2026.1"), "no policy template whose codes start with ZZ"),
        (reference_code.encode("SM", "2031.4"), "no edition 2031.4"),
        (reference_code.encode("SM", SHIPPED, [1, 1]), "does not fit the edition"),
        (reference_code.encode("SM", "2026.1")[:-1] + "0", "wrong or missing"),
        ("x" * 500, "Use at most 200 characters"),
        ("\x00<script>", "only letters, digits and hyphens"),
    ],
)
def test_a_wrong_code_is_refused_in_words_that_help(client, template, typed, message):
    for address in (URL, f"{URL}changes.docx"):
        assert client.get(address, {"code": typed}).status_code == 400
    assert message in client.get(URL, {"code": typed}).content.decode()


def test_the_report_is_there_as_word(client, edit):
    name = adopted(client)
    edit()
    response = client.get(f"{URL}changes.docx", {"code": name})
    document = opened(response.content)
    assert document.paragraphs[0].text == "Changes to: Social media policy"
    assert "What to do: Tell staff." in [paragraph.text for paragraph in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Before", "Now"]
    assert client.get(f"{URL}changes.docx", {"code": name}).content == response.content


def test_nothing_changed_can_be_downloaded_too(client, template):
    response = client.get(f"{URL}changes.docx", {"code": adopted(client)})
    assert response.status_code == 200
    assert opened(response.content).paragraphs


def test_a_withdrawn_template_is_no_longer_compared(client, template, adviser):
    name = adopted(client)
    publishing.withdraw(obj=template, by=adviser, reason="It was merged.")
    assert client.get(URL, {"code": name}).status_code == 400


def test_no_cookie_is_set_and_no_token_is_needed(portal):
    browser = Client(enforce_csrf_checks=True)
    assert not browser.get(URL).cookies
    response = browser.post(URL, {"template": "social-media", "adopted": "2026-12-01"})
    assert response.status_code == 302
    assert not response.cookies
