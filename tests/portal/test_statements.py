"""The privacy notice and the accessibility statement: what they must say, and what an adviser fills in."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lesas_portal.core import statements
from lesas_portal.core.models import AuditEntry, StatementDetails
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.enquiries.conftest import Sender
from tests.factories import make_adviser, make_resource
from tests.guidance.test_admin_forms import form_data

ADD = reverse("admin:core_statementdetails_add")
CHANGE = reverse("admin:core_statementdetails_change", args=[1])
LIST = reverse("admin:core_statementdetails_changelist")
FILLED = {
    "controller_address": "Kent County Council\nElm House\nElm Street",
    "officer": "Information governance team",
    "officer_email": "officer@example.org",
    "officer_phone": "01632 960 001",
    "complaints_address": "Complaints team\ncomplaints@example.org",
    "regulator_url": "https://regulator.example.org/complain",
    "special_category_basis": "We rely on the ground of this test",
    "hosting": "Elm Hosting keeps this site in the UK.",
    "privacy_reviewed_on": "2026-11-25",
    "accessibility_email": "access@example.org",
    "accessibility_phone": "01632 960 002",
    "advisory_service_url": "https://advice.example.org/",
    "accessibility_reviewed_on": "2026-11-25",
}


def read(client, path: str) -> Document:
    response = client.get(path)
    assert response.status_code == 200
    return Document.of(response)


def addresses(document: Document) -> list[str]:
    """Where the links of the main part lead outside the site."""
    links = [link.attributes["href"] for link in document.one("main").select("a[href]")]
    return [link for link in links if not link.startswith(("/", "#", "tel:999", "tel:03000"))]


def fill_in(adviser_client, **fields):
    return adviser_client.post(ADD, {**FILLED, **fields})


@pytest.fixture
def record(settings, tmp_path):
    """Replaces the record of the last test of accessibility."""
    kept = json.loads((settings.FIXTURES_DIR / "accessibility.json").read_text(encoding="utf-8"))

    def write(**changes) -> None:
        (tmp_path / "accessibility.json").write_text(json.dumps(kept | changes), encoding="utf-8")
        settings.FIXTURES_DIR = tmp_path

    return write


@pytest.mark.django_db
class TestPrivacyNotice:
    def test_it_names_the_controller_and_the_legal_basis(self, client):
        shown = read(client, "/privacy/").main
        assert "Kent County Council. The council is the controller" in shown
        assert "public task, Article 6(1)(e) of the UK GDPR" in shown

    def test_what_nobody_has_filled_in_is_asked_for_through_the_form(self, client):
        page = read(client, "/privacy/")
        assert "say that your message is for the data protection officer" in page.main
        assert "say that it is a complaint about personal data" in page.main
        assert "To ask on what legal ground we hold it" in page.main
        assert "To ask who hosts this one" in page.main
        assert "has reviewed this notice yet." in page.main
        assert addresses(page) == []

    def test_what_an_adviser_filled_in_is_shown(self, client, adviser_client):
        assert fill_in(adviser_client).status_code == 302
        page = read(client, "/privacy/")
        for detail in ("Elm Street", "Information governance team.", "01632 960 001", "Complaints team"):
            assert detail in page.main
        assert "We rely on the ground of this test." in page.main
        assert "Elm Hosting keeps this site in the UK." in page.main
        assert "last reviewed on 25 November 2026" in page.main
        assert addresses(page) == [
            *("mailto:officer@example.org", "tel:01632960001"),
            "https://regulator.example.org/complain",
        ]
        for question in ("for the data protection officer", "is a complaint about", "To ask", "Not yet"):
            assert question not in page.main

    def test_an_officer_without_an_address_is_reached_through_the_form(self, client, adviser_client):
        fill_in(adviser_client, officer_email="", officer_phone="")
        shown = read(client, "/privacy/").main
        assert (
            "data protection officer (Information governance team), use the form about this website" in shown
        )

    def test_it_leads_to_the_site_of_the_regulator_as_the_list_of_resources_has_it(self, client):
        make_resource(slug="ico-childrens-code", url="https://regulator.example.org/codes/one")
        assert addresses(read(client, "/privacy/")) == ["https://regulator.example.org/"]

    def test_before_sending_one_reads_the_same_purposes(self, client):
        checked = Document.of(Sender(client).fill_in())
        for page in (checked, read(client, "/privacy/")):
            assert "to answer you" in page.main
            assert "to see what settings need" in page.main
        (notice,) = (link for link in checked.one("main").select("a") if link.text == "privacy notice")
        assert notice.attributes["href"] == "/privacy/"

    def test_it_says_how_long_as_the_settings_do(self, client, settings):
        settings.ENQUIRY_RETENTION_MONTHS, settings.SPAM_RETENTION_DAYS = 17, 18
        settings.MAIL_BODY_DAYS, settings.AUDIT_RETENTION_MONTHS = 19, 20
        settings.REPLY_TARGET_WORKING_DAYS = 21
        shown = read(client, "/privacy/").main
        for promise in ("17 months after", "18 days", "19 days after", "20 months", "21 working days"):
            assert promise in shown


@pytest.mark.django_db
class TestAccessibilityStatement:
    def test_it_has_what_the_regulations_ask_for(self, client):
        shown = read(client, "/accessibility/").main
        assert "partially compliant with WCAG 2.2 AA" in shown
        for heading in (
            *("Compliance status", "Not compliant with the accessibility regulations"),
            *("Disproportionate burden", "Not within the scope of the accessibility regulations"),
        ):
            assert heading in shown
        assert "Equality and Human Rights Commission (EHRC) enforces" in shown

    def test_its_dates_and_findings_are_those_of_the_record(self, client, record):
        record(
            **{"prepared_on": "2027-01-02", "reviewed_on": "2027-01-03", "tested_on": "2027-01-04"},
            **{"violations": 1, "known_problems": ["The map has no text."], "not_tested": ["The game."]},
        )
        shown = read(client, "/accessibility/").main
        assert "prepared on 2 January 2027. It was last reviewed on 3 January 2027." in shown
        assert "We review it again by 3 January 2028." in shown
        assert "last tested on 4 January 2027" in shown
        assert "It found 1 violation of its rules." in shown
        assert "The map has no text." in shown
        assert "The game." in shown
        assert "found no page that fails" not in shown

    def test_the_later_review_counts(self, client, adviser_client, record):
        record(reviewed_on="2026-11-20")
        fill_in(adviser_client)
        assert "last reviewed on 25 November 2026" in read(client, "/accessibility/").main
        record(reviewed_on="2027-01-03")
        assert "last reviewed on 3 January 2027" in read(client, "/accessibility/").main

    def test_without_contacts_the_form_is_the_way(self, client, settings):
        settings.REPLY_TARGET_WORKING_DAYS = 7
        page = read(client, "/accessibility/")
        assert "Use the form about this website. Anyone may" in page.main
        assert "We aim to answer within 7 working days" in page.main
        assert addresses(page) == []

    def test_the_contacts_of_an_adviser_come_first(self, client, adviser_client):
        fill_in(adviser_client)
        assert addresses(read(client, "/accessibility/")) == [
            *("mailto:access@example.org", "tel:01632960002", "https://advice.example.org/"),
        ]

    def test_the_record_claims_nothing_that_the_tests_do_not_show(self, settings):
        kept = json.loads((settings.FIXTURES_DIR / "accessibility.json").read_text(encoding="utf-8"))
        days = [date.fromisoformat(kept[name]) for name in ("tested_on", "prepared_on", "reviewed_on")]
        assert days == sorted(days)
        # tests/browser/test_every_type.py fails at the first.
        assert kept["violations"] == 0


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_both_stand_without_the_database(client, no_database, path):
    shown = read(client, path).main
    assert "form about this website" in shown
    assert "Not yet reviewed" not in shown
    if path == "/privacy/":
        assert "We cannot show the council’s contact details at the moment." in shown


@pytest.mark.django_db
class TestAdmin:
    def test_the_list_leads_to_the_one_form(self, adviser_client):
        assert adviser_client.get(LIST).headers["Location"] == ADD
        fill_in(adviser_client)
        assert adviser_client.get(LIST).headers["Location"] == CHANGE
        assert fill_in(adviser_client).status_code == 403
        assert StatementDetails.objects.count() == 1

    def test_who_filled_in_and_changed_what_is_noted(self, adviser_client):
        fill_in(adviser_client)
        data = form_data(adviser_client.get(CHANGE))
        assert adviser_client.post(CHANGE, data | {"officer": "Another team"}).status_code == 302
        assert StatementDetails.objects.get().officer == "Another team"
        entries = AuditEntry.objects.filter(object_type="core.statementdetails")
        assert [entry.action for entry in entries] == ["change", "add"]

    def test_a_colleagues_detail_stays(self, adviser_client):
        fill_in(adviser_client)
        mine = opened(adviser_client, CHANGE, hosting="Oak Hosting.")
        StatementDetails.objects.update(officer="A colleague’s team")
        page = adviser_client.post(CHANGE, mine)
        assert page.status_code == 409
        assert adviser_client.post(CHANGE, of_page(page)).status_code == 302
        row = StatementDetails.objects.get()
        assert (row.officer, row.hosting) == ("A colleague’s team", "Oak Hosting.")

    def test_a_review_that_has_not_happened_is_refused(self, adviser_client):
        answer = fill_in(adviser_client, privacy_reviewed_on="2062-11-25")
        assert "That day has not come yet." in answer.content.decode()
        assert not StatementDetails.objects.exists()

    def test_editors_and_strangers_may_not(self, client, editor_client):
        for path in (LIST, ADD):
            assert editor_client.get(path).status_code == 403
            assert client.get(path).status_code == 302
        assert fill_in(editor_client).status_code == 403

    def test_nobody_deletes_the_row(self, adviser_client):
        fill_in(adviser_client)
        delete = reverse("admin:core_statementdetails_delete", args=[1])
        assert adviser_client.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.django_db
def test_every_cookie_that_an_adviser_gets_is_named(client, adviser_client):
    make_adviser(username="robin", password="a long enough password")
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": "robin", "password": "a long enough password"})
    fill_in(adviser_client)
    named = {cell.text for cell in read(client, "/cookies/").select("tbody th")}
    assert named == {*client.cookies, *adviser_client.cookies} == {"csrftoken", "sessionid"}


@pytest.mark.django_db
def test_there_is_never_a_second_row():
    statements.save(details=StatementDetails(officer="One"), changed=["officer"], by=make_adviser())
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementDetails.objects.create(pk=2)
