"""The changes page: from a code or a date to what changed, old beside new, why, and what to do."""

from datetime import date

import pytest
from django.test import Client

from guidance.models import Clause, PolicyTemplate, Update
from guidance.national_changes import national_changes
from guidance.policies import reference_code
from guidance.policies.rows import text_of
from guidance.policies.setting_types import PHASES, SETTING_TYPES
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
    def issue(key="aims-purpose", text="New aims.", on=date(2026, 12, 1), why="The guidance changed."):
        clause = Clause.objects.get(section__template=template, key=key)
        editions.reword(
            clause=clause,
            text=text,
            change_note=why,
            what_to_do="Tell staff.",
            by=adviser,
        )
        return editions.issue(template=template, note="New aims.", by=adviser, on=on)

    return issue


def test_an_adopted_policy_is_up_to_date_until_an_edition_is_issued(client, template):
    page = client.get(URL, {"code": adopted(client)}).content.decode()
    assert page.count("Nothing has changed") == 1


def test_a_code_leads_to_exactly_what_changed(client, edit):
    name = adopted(client)
    edit()
    page = client.get(URL, {"code": name}).content.decode()
    assert "1 clause changed" in page
    assert "Changed: 1.1 What this policy is for" in page
    assert '[put in: </span>New aims.<span class="vh change__mark">]</span></ins>' in page
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
        (
            {"template": "social-media", "adopted": "1 January 1066"},
            "Date you adopted it: enter a date after 1999",
        ),
        (
            {"template": "social-media", "adopted": "1 January 2035"},
            "Date you adopted it: enter a date within the next year",
        ),
        ({"template": "social-media", "adopted": "then"}, "Date you adopted it: enter a date, like"),
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
        (reference_code.encode("SM", "2025.1", [1, 1]), "Enter the date you adopted it instead"),
        (reference_code.encode("SM", SHIPPED, [1, 1]), "does not fit the edition"),
        (reference_code.encode("SM", "2026.1")[:-1] + "0", "wrong or missing"),
        ("x" * 500, "Code of your policy must be 200 characters or fewer"),
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
    head, row = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert head == ["Clause", "Before", "Now", "Why, and for whom"]
    assert row[0].startswith("1.1 What this policy is for")
    assert row[1].startswith("[Taken out: ")
    assert row[2].strip() == "[Put in: New aims.]"
    assert "The guidance changed." in row[3]
    assert "To do: Tell staff." in row[3]
    assert [cell.text for cell in document.tables[1].rows[1].cells][1:] == ["", "", ""]
    assert client.get(f"{URL}changes.docx", {"code": name}).content == response.content


def test_nothing_changed_can_be_downloaded_too(client, template):
    response = client.get(f"{URL}changes.docx", {"code": adopted(client)})
    assert response.status_code == 200
    assert opened(response.content).paragraphs


def test_a_withdrawn_template_is_no_longer_compared(client, template, adviser):
    name = adopted(client)
    publishing.withdraw(obj=template, by=adviser, reason="It was merged.")
    assert client.get(URL, {"code": name}).status_code == 400


def test_a_day_that_was_sent_is_kept_nowhere(client, portal):
    for adopted_on in ("3 September 2025", "then", "1 December 2026"):
        response = client.post(URL, {"template": "acceptable-use", "adopted": adopted_on})
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert "2025" not in response.get("Location", "")


def test_a_paper_for_governors_is_there_as_word_in_the_words_of_such_a_setting(client, edit):
    made = client.post("/policies/social-media/tailor/", {"setting_name": "Elm", "setting_type": "pru"})
    name = opened(made.content).core_properties.keywords
    edit()
    response = client.get(f"{URL}governor-paper.docx", {"code": name, "governance": "committee"})
    assert response["Content-Disposition"] == 'attachment; filename="social-media-governor-paper.docx"'
    word = opened(response.content)
    assert any("management committee" in paragraph.text for paragraph in word.paragraphs)
    texts = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("What this policy is for" in text for text in texts)
    assert "Elm" not in " ".join([*texts, *(paragraph.text for paragraph in word.paragraphs)])


def test_a_paper_is_only_made_where_there_is_something_to_decide(client, template):
    name = adopted(client)
    response = client.get(f"{URL}governor-paper.docx", {"code": name})
    assert (response.status_code, response["Location"]) == (302, f"{URL}?code={name}")
    assert client.get(f"{URL}governor-paper.docx", {"code": "hello"}).status_code == 400
    assert "Governor paper" not in client.get(URL, {"code": name}).content.decode()


def test_no_cookie_is_set_and_no_token_is_needed(portal):
    browser = Client(enforce_csrf_checks=True)
    assert not browser.get(URL).cookies
    response = browser.post(URL, {"template": "social-media", "adopted": "2026-12-01"})
    assert response.status_code == 302
    assert not response.cookies


def test_the_code_of_a_policy_says_for_what_kind_of_setting_it_was_made(client, template):
    page = client.get(URL, {"code": adopted(client, phases=["ks2"])}).content.decode()
    assert f"{SETTING_TYPES['primary'].label}. {PHASES['ks2']}" in page
    assert "what type of setting you are" not in page


@pytest.fixture
def older(client, edit, template) -> str:
    """A code from before codes held the type of setting; after it came a clause for colleges only."""
    states = (
        reference_code.parse(adopted(client))
        .of_edition(len(list(text_of(template.edition).clauses())))
        .states
    )
    section = template.sections.first()
    clause = section.clauses.create(
        key="for-colleges", label="For colleges", types=["college"], why="It helps."
    )
    clause.versions.create(number=1, text="Students may.", written_on=date(2026, 12, 1))
    edit()
    return reference_code.encode("SM", SHIPPED, states)


def test_an_older_code_is_read_and_the_page_asks_for_the_type_of_setting(client, older):
    page = client.get(URL, {"code": older}).content.decode()
    assert "2 clauses changed" in page
    assert "It may not concern you." in page
    assert "does not say what type of setting you are" in page
    assert f'name="code" value="{older}"' in page


def test_once_the_type_is_told_what_is_for_others_stands_apart(client, older):
    told = {"code": older, "setting_type": "primary"}
    page = client.get(URL, told).content.decode()
    assert "1 clause changed" in page
    assert "New: For colleges. For: sixth form or further education college." in page
    assert "A governing body" in page
    told["governance"] = "trust"
    page = client.get(URL, told).content.decode()
    assert f"?code={older}&amp;setting_type=primary&amp;governance=trust" in page
    word = opened(client.get(f"{URL}changes.docx", told).content)
    assert "New: For colleges. For: sixth form or further education college." in [
        paragraph.text for paragraph in word.paragraphs
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"setting_type": "circus"},
        {"setting_type": "nursery", "governance": "trust"},
        {"governance": "trust"},
        {"setting_type": "\x00", "governance": "' OR 1"},
    ],
)
def test_what_cannot_be_meant_about_a_setting_is_not_taken(client, older, told):
    for address in (URL, f"{URL}changes.docx"):
        assert client.get(address, {"code": older, **told}).status_code == 200
    assert "governance=" not in client.get(URL, {"code": older, **told}).content.decode()


@pytest.mark.parametrize("around", ["Code: {}", "({})", "“{}”,", "Code: {}. See these changes online"])
def test_a_code_is_read_as_people_paste_it(client, edit, around):
    name = adopted(client)
    edit()
    assert "1 clause changed" in client.get(URL, {"code": around.format(name)}).content.decode()


def test_a_policy_older_than_this_site_is_no_error(client, portal):
    response = client.post(URL, {"template": "acceptable-use", "adopted": "3 September 2025"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" not in page
    assert "Your policy is older than this site" in page
    assert "Here is what changed since September 2025." in page
    for slug in ("kcsie-2026", "rshe-guidance", "mobile-phones-in-schools", "generative-ai-product-safety"):
        assert f"/updates/{slug}/" in page
    assert "/updates/ai-abuse-imagery-guide/" not in page
    assert "/policies/acceptable-use/tailor/" in page
    assert "/policies/acceptable-use/" in page


def test_what_is_law_stands_apart_from_what_is_news_and_from_what_is_to_come(portal):
    Update.objects.filter(slug="rshe-guidance").update(happened_on=date(2040, 1, 1))
    found = national_changes(date(2025, 9, 3))
    slugs = {heading: [update.slug for update in updates] for heading, updates in found.groups}
    assert {"kcsie-2026", "prevent-susceptible"} <= set(slugs["Statutory guidance and law for settings"])
    assert "report-fraud" in slugs["Other law, advice and news"]
    assert not set(slugs["Other law, advice and news"]) & set(
        slugs["Statutory guidance and law for settings"]
    )
    assert slugs["Still to come"] == ["rshe-guidance"]


def test_without_updates_since_a_day_the_page_says_so(client, portal):
    Update.objects.all().delete()
    response = client.post(URL, {"template": "acceptable-use", "adopted": "3 September 2025"})
    assert "have nothing from that day on" in response.content.decode()


def test_a_report_costs_few_queries_however_many_editions_there_are(
    client, edit, django_assert_max_num_queries
):
    name = adopted(client)
    for day in range(1, 4):
        edit(text=f"Aims {day}.", on=date(2026, 12, day), why=f"Reason {day}.")
    client.get(URL, {"code": name})
    with django_assert_max_num_queries(4):
        client.get(URL, {"code": name})
