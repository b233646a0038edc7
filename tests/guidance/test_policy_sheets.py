"""Agreements, forms, logs and charts of a policy, each downloaded alone on a sheet of its own."""

from dataclasses import replace

import pytest

from guidance.models import PolicyEdition, PolicyTemplate
from guidance.policies.annexes import of_sheet, sheet_names
from guidance.policies.answers import Answers
from guidance.policies.document import SectionHeading
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.rows import text_of
from guidance.policies.schema import as_data
from guidance.policies.tailor import tailor
from guidance.services import publishing
from tests.guidance.policies import SLUGS, opened, part, portal, template, words

SHEETS = "/policies/social-media/sheets"


@pytest.fixture
def with_annexes(portal) -> PolicyTemplate:
    """A template whose last section is an agreement on a sheet, with a log and a chart."""
    found = PolicyTemplate.objects.get(slug="social-media")
    content = as_data(changed(text_of(found.edition)))
    PolicyEdition.objects.filter(pk=found.edition.pk).update(content=content)
    return found


def changed(text):
    *sections, last = text.sections
    last = replace(last, title="My agreement", annex=True, sheet="agreement-ks2")
    return replace(text, sections=(*sections, last), log=True, charts=("adult",))


def test_each_annex_of_a_template_is_a_file_of_its_own(client, with_annexes):
    for sheet in ("agreement-ks2", "incident-log", "chart-adult", "contacts"):
        response = client.get(f"{SHEETS}/{sheet}.docx")
        assert response["Content-Disposition"] == f'attachment; filename="social-media-{sheet}.docx"'
        assert opened(response.content).paragraphs
        assert not response.cookies


def test_the_page_of_a_template_leads_to_every_sheet_and_to_the_paper_for_governors(client, with_annexes):
    page = client.get("/policies/social-media/").content.decode()
    for sheet in ("agreement-ks2", "incident-log", "chart-adult", "contacts"):
        assert f'href="{SHEETS}/{sheet}.docx"' in page
    assert 'href="/policies/social-media/governor-paper.docx"' in page
    assert f'<a href="{SHEETS}/agreement-ks2/">My agreement</a>' in page


def test_a_sheet_there_never_was_is_not_found(client, with_annexes):
    assert client.get(f"{SHEETS}/nothing.docx").status_code == 404
    assert client.get("/policies/image-use/sheets/agreement-ks2.docx").status_code == 404


@pytest.mark.parametrize("end", ["sheets/contacts.docx", "governor-paper.docx"])
def test_files_of_a_draft_are_not_found_and_those_of_a_withdrawn_template_have_gone(
    client, portal, adviser, end
):
    PolicyTemplate.objects.filter(slug="image-use").update(status="draft", publish_at=None)
    assert client.get(f"/policies/image-use/{end}").status_code == 404
    publishing.withdraw(
        obj=PolicyTemplate.objects.get(slug="social-media"), by=adviser, reason="It was merged."
    )
    assert client.get(f"/policies/social-media/{end}").status_code == 410


@pytest.mark.parametrize("end", ["sheets/contacts.docx", "governor-paper.docx"])
def test_files_are_only_read(client, portal, end):
    assert client.post(f"/policies/social-media/{end}").status_code == 405


def test_a_sheet_holds_its_own_part_and_nothing_else():
    document = sheet("agreement-ks2", setting_name="Elm", setting_type="primary")
    assert (document.title, document.header_left) == ("My agreement", "Social media policy, Elm")
    assert document.head_on_first
    assert not [part for part in document.parts if isinstance(part, SectionHeading)]
    assert not document.contents
    assert "999" in document.footer


def test_agreements_have_a_place_for_a_logo_and_working_papers_none():
    assert sheet("agreement-ks2").logo
    assert not sheet("incident-log").logo


def test_a_long_agreement_gives_up_the_place_for_a_logo_to_stay_on_one_sheet():
    text = changed(template("social-media"))
    *sections, last = text.sections
    points = "### Safe\n\n" + "\n".join(f"- I keep to rule number {number}." for number in range(36))
    short = replace(last, clauses=(replace(last.clauses[0], text=points[:200]),))
    long = replace(last, clauses=(replace(last.clauses[0], text=points),))
    logos = []
    for section in (short, long):
        made = tailor(replace(text, sections=(*sections, section)), Answers(setting_type="primary"))
        document = of_sheet("agreement-ks2", made, portal(made, "social-media"))
        assert document
        assert fits_one_page(document)
        logos.append(document.logo)
    assert logos == [True, False]


@pytest.mark.parametrize("setting_type", ["nursery", "childminder", "primary", "special", "college", ""])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_sheet_of_every_template_fits_one_page(slug, setting_type):
    names = {"leader": "Mrs Ruth Cole", "dsl": "Ms Priya Nair", "deputies": "Mr Tom Beck and Ms Ivy Stone"}
    made = tailor(template(slug), Answers(setting_name="Elm", setting_type=setting_type, **names))
    known = portal(made, slug)
    long = {name for name in sheet_names(made, known) if not fits_one_page(of_sheet(name, made, known))}
    # A chart fills its page with nothing to spare.
    assert long <= {"chart-nudes", "chart-adult"}


def test_drawings_of_one_clause_after_another_stand_together():
    text = changed(template("social-media"))
    *sections, last = text.sections
    drawn = [
        replace(last.clauses[0], key=f"drawing-{name}", text=f"![A drawing](picture:{name}) I {name}.")
        for name in ("stop", "tell")
    ]
    made = tailor(replace(text, sections=(*sections, replace(last, clauses=tuple(drawn)))), Answers())
    document = of_sheet("agreement-ks2", made, portal(made, "social-media"))
    assert document
    (only,) = document.parts
    assert [picture.name for picture in only.blocks[0].items] == ["stop", "tell"]


def test_a_tailored_sheet_has_the_names_of_the_setting():
    assert "Ms Priya Nair" in words(sheet("contacts", setting_type="primary", dsl="Ms Priya Nair"))
    chart = words(sheet("chart-adult", setting_type="primary", dsl="Ms Priya Nair"))
    assert any("Ms Priya Nair" in text for text in chart)


def test_a_sheet_of_a_part_that_does_not_apply_is_not_offered():
    text = changed(template("social-media"))
    *sections, last = text.sections
    only = replace(last, condition=replace(last.condition, types=("college",)))
    made = tailor(replace(text, sections=(*sections, only)), Answers(setting_type="primary"))
    assert "agreement-ks2" not in sheet_names(made, portal(made, "social-media"))
    assert of_sheet("agreement-ks2", made, portal(made, "social-media")) is None


def sheet(name: str, **answers):
    made = tailor(changed(template("social-media")), Answers(**answers))
    found = of_sheet(name, made, portal(made, "social-media"))
    assert found
    return found


def test_a_sheet_says_on_its_only_page_of_which_policy_it_is(client, with_annexes):
    heads = part(client.get(f"{SHEETS}/contacts.docx").content, "word/header2.xml")
    assert "Social media policy" in heads
    policy = client.get("/policies/social-media/template.docx").content
    assert "Social media policy" not in part(policy, "word/header2.xml")
