"""Everything that people read is read here: every page, every Word file, every mail, with no slip in it."""

from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from enquiries import form_tokens
from enquiries.models import Topic
from guidance.models import Clause, Helpline, PolicyTemplate, Resource
from guidance.services import editions
from lesas_portal.core.models import QueuedEmail
from lesas_portal.views import errors
from tests.conventions import seen
from tests.enquiries.answers import ALLEGATION, CONCERN
from tests.enquiries.conftest import Sender
from tests.guidance.policies import SLUGS, opened

KINDS = ("primary", "childminder", "college", "nursery")
NAMED = {"setting_name": "Elm School", "leader": "Ms A Cole", "adopted_on": "2026-12-01"}
SEARCHES = {
    "results": "q=filtering",
    "one kind of result": "q=filtering&kind=guidance",
    "a typing error": "q=sextorsion",
    "nothing found": "q=zzxxyyq",
    "nothing asked": "q=",
    "a concern": f"q={CONCERN}",
    "an allegation": f"q={ALLEGATION}",
}


def slips_of(response) -> list[str]:
    """The slips of a page."""
    return seen.in_page(response.content.decode())


def test_no_page_has_a_slip(pages):
    assert len(pages) > 330
    assert {path: found for path, visit in pages.items() if (found := seen.in_page(visit.html))} == {}


@pytest.mark.parametrize("query", SEARCHES.values(), ids=SEARCHES)
def test_no_answer_of_search_has_a_slip(portal, client, query):
    assert slips_of(client.get(f"/search/?{query}")) == []


@pytest.mark.parametrize(
    "address",
    [
        *("/nothing/here/", "/resources/?risk=weather", "/resources/?risk=contact&phase=primary"),
        *(
            "/resources/?q=zzxxyyq",
            "/policies/changes/?code=XX",
            "/enquiries/?asked=1",
            "/updates/?risk=contact",
        ),
    ],
)
def test_no_answer_to_an_odd_request_has_a_slip(portal, client, address):
    assert slips_of(client.get(address)) == []


def test_no_page_about_a_page_that_is_gone_has_a_slip(portal, client):
    gone = Resource.objects.withdrawn()
    assert gone
    assert {str(row): found for row in gone if (found := slips_of(client.get(row.get_absolute_url())))} == {}


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_no_page_about_an_error_has_a_slip(status):
    show = {400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, 500: errors.server_error}
    assert slips_of(show[status](RequestFactory().get("/"))) == []


@pytest.mark.parametrize("status", [411, 413, 429])
def test_no_page_about_what_was_refused_unread_has_a_slip(portal, status):
    assert slips_of(errors.body_refused(RequestFactory().post("/enquiries/check/"), status)) == []


def test_the_front_door_has_no_slip_whatever_is_missing(portal, client):
    for slug in ("police-non-emergency", "front-door", "lado", "front-door-out-of-hours", "emergency-999"):
        Helpline.objects.filter(slug=slug).delete()
        assert slips_of(client.get("/front-door/")) == [], slug


@pytest.mark.parametrize("topic", Topic.values)
def test_no_step_of_an_enquiry_has_a_slip(portal, client, topic):
    sender = Sender(client)
    steps = [client.get("/enquiries/new/", {"topic": topic}), sender.fill_in(topic)]
    steps.append(
        client.post("/enquiries/check/", {"topic": topic, "form_token": form_tokens.issue(backdate=True)})
    )
    steps += [sender.fill_in(topic, message=CONCERN), sender.fill_in(topic, message=ALLEGATION)]
    steps += [
        sender.fill_in(topic, message=CONCERN, declared="on"),
        client.get(sender.send(topic)["Location"]),
    ]
    assert [found for step in steps for found in slips_of(step)] == []


@pytest.mark.parametrize("limit", ["ENQUIRIES_PER_FORM", "ENQUIRIES_PER_HOUR_PER_ADDRESS"])
def test_the_page_of_an_enquiry_too_many_has_no_slip(portal, client, settings, limit):
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    setattr(settings, limit, 0)
    refused = Sender(client).send()
    assert refused.status_code == 429
    assert slips_of(refused) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_step_of_making_a_policy_has_a_slip(portal, client, slug):
    address = reverse("guidance:policy_tailor", args=[slug])
    for step in ("preview", "edit"):
        for kind in KINDS:
            answer = client.post(address, {**NAMED, "setting_type": kind, "step": step})
            assert answer.status_code == 200
            assert slips_of(answer) == [], (step, kind)
    refused = client.post(address, {"step": "preview"})
    assert refused.status_code == 422
    assert slips_of(refused) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_word_file_has_a_slip(portal, client, slug):
    plain = client.get(reverse("guidance:policy_word", args=[slug]))
    assert seen.in_word_file(plain.content) == []
    for kind in KINDS:
        made = client.post(reverse("guidance:policy_tailor", args=[slug]), {**NAMED, "setting_type": kind})
        assert made.headers["Content-Disposition"].endswith('.docx"')
        assert seen.in_word_file(made.content) == [], kind


@pytest.mark.parametrize(
    "path",
    [
        *("/guidance/filtering-check-record/sheet.docx", "/guidance/yearly-review-sheet/sheet.docx"),
        *("/for/governors/questions.docx", "/for/governors/briefing.docx"),
        "/for/governors/briefing.docx?since=2026-11-27",
    ],
)
def test_no_sheet_and_no_paper_for_governors_has_a_slip(portal, client, path):
    assert seen.in_word_file(client.get(path).content) == []


@pytest.fixture
def changes(portal, adviser) -> str:
    """The query of the page of what changed in a policy that was adopted before its newest edition."""
    clause = Clause.objects.get(section__template__slug="social-media", key="aims-purpose")
    template = clause.section.template
    made = Client().post(
        reverse("guidance:policy_tailor", args=["social-media"]), {"setting_type": "primary", **NAMED}
    )
    editions.reword(
        clause=clause, text="New aims.", change_note="Clearer.", what_to_do="Tell staff.", by=adviser
    )
    editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2026, 12, 2))
    return f"?code={opened(made.content).core_properties.keywords}"


def test_no_report_of_changes_has_a_slip(client, changes):
    page = client.get(f"/policies/changes/{changes}")
    assert "1 clause changed" in page.content.decode()
    assert slips_of(page) == []
    assert slips_of(client.get("/policies/social-media/")) == []
    first = PolicyTemplate.objects.get(slug="social-media").editions.last().number
    assert slips_of(client.get(f"/policies/social-media/?edition={first}")) == []
    assert seen.in_word_file(client.get(f"/policies/changes/changes.docx{changes}").content) == []


@pytest.mark.parametrize("answers", [{}, {"message": CONCERN, "declared": "on"}], ids=["plain", "declared"])
def test_no_mail_has_a_slip(portal, client, answers):
    assert Sender(client).send(**answers).status_code == 302
    mails = {mail.name: mail for mail in QueuedEmail.objects.all()}
    assert set(mails) == {"acknowledgement", "notice"}
    assert {name: seen.in_mail(mail.subject, mail.body) for name, mail in mails.items()} == {
        "acknowledgement": [],
        "notice": [],
    }
