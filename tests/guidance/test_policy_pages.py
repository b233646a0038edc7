"""Reading policy templates: the list, a template whole, its older editions and its plain Word file."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils.html import escape

from guidance.models import Clause, PolicyEdition, PolicyTemplate, SearchDocument
from guidance.policies.rows import text_of
from guidance.policies.schema import as_data
from guidance.services import editions, front_door, publishing
from guidance.services.routes import public_book
from tests.document import Document
from tests.guidance.policies import SLUGS, opened


@pytest.fixture
def template(portal) -> PolicyTemplate:
    return PolicyTemplate.objects.get(slug="social-media")


@pytest.fixture
def second_edition(template, adviser):
    clause = Clause.objects.get(section__template=template, key="aims-purpose")
    editions.reword(clause=clause, text="New aims.", change_note="They are clearer.", by=adviser)
    return editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2026, 12, 1))


def test_the_list_leads_to_every_template_its_questions_and_its_word_file(client, portal):
    page = client.get("/policies/").content.decode()
    for slug in SLUGS:
        for end in ("", "tailor/", "template.docx"):
            assert f'href="/policies/{slug}/{end}"' in page
    assert 'href="/policies/changes/"' in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_is_read_whole_with_an_address_for_each_clause(client, portal, slug):
    response = client.get(f"/policies/{slug}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    for section in sections_of(slug):
        assert (f'href="#{section.key}"' in page) is not bool(section.sheet)
        stands_on = client.get(address(slug, section)).content.decode()
        assert stands_on == page or f'href="{address(slug, section)}"' in page
        for clause in section.clauses:
            assert stands_on.count(f'id="{clause.key}"') == 1
        assert not re.search(r"\{\w+\}", stands_on)
    assert not response.cookies


def sections_of(slug):
    return text_of(PolicyTemplate.objects.get(slug=slug).edition).sections


def address(slug, section):
    return f"/policies/{slug}/sheets/{section.sheet}/" if section.sheet else f"/policies/{slug}/"


@pytest.mark.parametrize("slug", SLUGS)
def test_why_a_clause_is_there_is_one_click_from_it_and_leads_back(client, portal, slug):
    reasons = client.get(f"/policies/{slug}/reasons/").content.decode()
    for section in sections_of(slug):
        page = client.get(address(slug, section)).content.decode()
        assert f'href="/policies/{slug}/reasons/#why-{section.key}"' in page
        assert f'id="why-{section.key}"' in reasons
        for clause in section.clauses:
            assert f'id="why-{clause.key}"><a href="{address(slug, section)}#{clause.key}">' in reasons
            assert escape(clause.why) in reasons


def test_reasons_tell_no_changes(client, second_edition):
    main = Document(client.get("/policies/social-media/reasons/").content.decode()).main
    assert "They are clearer" not in main


def test_a_template_costs_a_fixed_number_of_queries(client, template, at_most_queries):
    public_book()  # The first page after a change reads the numbers of its contacts,
    front_door.now()
    with at_most_queries(10):  # and each one asks whether there was one: for its parts, and for those.
        client.get("/policies/social-media/")


def test_every_clause_says_why_and_what_it_rests_on(client, template):
    page = client.get("/policies/social-media/reasons/").content.decode()
    assert "People follow a rule more readily when they know what it protects." in page
    assert 'Source: <a href="/resources/kcsie/">' in page
    assert 'id="sources"' in page


def test_an_older_edition_stays_readable_and_says_that_it_is_old(client, template, second_edition):
    assert "New aims." in client.get("/policies/social-media/").content.decode()
    first = template.editions.last().number
    old = client.get(f"/policies/social-media/?edition={first}").content.decode()
    assert "This is an older edition" in old
    assert "New aims." not in old
    assert 'content="noindex"' in old
    assert f'href="/policies/social-media/reasons/?edition={first}#why-aims"' in old
    for path in ("reasons/", "sheets/contacts/"):
        part = client.get(f"/policies/social-media/{path}?edition={first}").content.decode()
        assert "This is an older edition" in part
        assert 'content="noindex"' in part
        assert f'href="/policies/social-media/?edition={first}' in part
    reasons = client.get(f"/policies/social-media/reasons/?edition={first}").content.decode()
    assert "They are clearer." not in reasons


def test_a_sheet_of_an_older_edition_is_read_as_it_was(client, portal, adviser):
    template = PolicyTemplate.objects.get(slug="acceptable-use")
    clause = Clause.objects.filter(section__template=template, section__sheet="agreement-ks2").first()
    editions.reword(clause=clause, text="I have new words.", change_note="They are clearer.", by=adviser)
    editions.issue(template=template, note="Clearer words.", by=adviser, on=date(2026, 12, 1))
    page, first = "/policies/acceptable-use/sheets/agreement-ks2/", template.editions.last().number
    assert "I have new words." in client.get(page).content.decode()
    old = client.get(f"{page}?edition={first}").content.decode()
    assert "I have new words." not in old
    assert f'id="{clause.key}"' in old
    assert (
        f'href="{page}?edition={first}"'
        in client.get(f"/policies/acceptable-use/?edition={first}").content.decode()
    )


def test_an_edition_there_never_was_is_not_found(client, template):
    for end in ("", "reasons/", "sheets/contacts/"):
        assert client.get(f"/policies/social-media/{end}?edition=2026.9").status_code == 404
    assert client.get("/policies/social-media/sheets/nothing/").status_code == 404
    assert client.get("/policies/nothing/").status_code == 404


@pytest.mark.parametrize("end", ["", "tailor/", "template.docx", "reasons/", "sheets/contacts/"])
def test_a_draft_is_not_found_and_a_withdrawn_template_has_gone(client, template, adviser, end):
    PolicyTemplate.objects.filter(slug="image-use").update(status="draft", publish_at=None)
    assert client.get(f"/policies/image-use/{end}").status_code == 404
    publishing.withdraw(obj=template, by=adviser, reason="It was merged.")
    assert client.get(f"/policies/social-media/{end}").status_code == 410


@pytest.mark.parametrize("slug", SLUGS)
def test_the_plain_word_file_can_be_downloaded(client, portal, slug):
    response = client.get(f"/policies/{slug}/template.docx")
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.docx"'
    assert "Title" in [paragraph.style.name for paragraph in opened(response.content).paragraphs]
    assert not response.cookies


def test_search_reads_every_clause(portal):
    found = SearchDocument.objects.filter(url__startswith="/policies/mobile-and-smart-technology/")
    assert "smart glasses" in found.get(part="").body
    assert found.filter(url__endswith="#staff-storage").exists()


def test_search_leads_to_a_clause_of_a_sheet_on_its_page(client, portal):
    rows = SearchDocument.objects.filter(url__startswith="/policies/acceptable-use/sheets/")
    assert {row.url.partition("#")[0].split("/")[-2] for row in rows} == {
        section.sheet for section in sections_of("acceptable-use") if section.sheet
    }
    for row in rows:
        page, _, key = row.url.partition("#")
        assert f'id="{key}"' in client.get(page).content.decode()


def test_the_sitemap_names_every_template(client, portal):
    pages = client.get("/sitemap.xml").content.decode()
    for slug in SLUGS:
        assert f"/policies/{slug}/</loc>" in pages
        assert f"/policies/{slug}/reasons/</loc>" in pages
        assert f"/policies/{slug}/sheets/contacts/</loc>" in pages
    assert "/policies/acceptable-use/sheets/agreement-ks2/</loc>" in pages


def test_every_clause_shows_what_binds_a_setting_to_it(client, template):
    text = text_of(template.edition)
    first, *sections = text.sections
    law, advice, *clauses = first.clauses
    law, advice = replace(law, basis="statutory"), replace(advice, basis="good-practice")
    changed = replace(text, sections=(replace(first, clauses=(law, advice, *clauses)), *sections))
    PolicyEdition.objects.filter(pk=template.edition.pk).update(content=as_data(changed))
    page = Document(client.get("/policies/social-media/").content.decode())
    assert page.select(f"#{law.key} .applies")[0].text.startswith("Statutory. It must stay.")
    assert page.select(f"#{law.key} h3")[0].text == law.label
    assert "Good practice." not in page.select(f"#{advice.key}")[0].text, "said once, at the top"
    main = page.main
    assert main.count("A statutory clause must stay: you may reword it, but not empty it.") == 1
    reasons = Document(client.get("/policies/social-media/reasons/").content.decode())
    assert "Good practice. Keep it; reword it as you like." in reasons.main


def test_an_optional_clause_says_so(client, template):
    text = text_of(template.edition)
    first, *sections = text.sections
    clause, *clauses = first.clauses
    clause = replace(clause, basis="", required=False)
    changed = replace(text, sections=(replace(first, clauses=(clause, *clauses)), *sections))
    PolicyEdition.objects.filter(pk=template.edition.pk).update(content=as_data(changed))
    shown = Document(client.get("/policies/social-media/").content.decode())
    assert shown.select(f"#{clause.key} .applies")[0].text.startswith("You may drop it.")


def test_a_page_has_room_for_people_and_says_whom_to_ring(client, template):
    main = Document(client.get("/policies/social-media/sheets/contacts/").content.decode()).main
    assert "Designated safeguarding lead (DSL)" in main
    assert public_book().helplines["front-door"].phone in main
    assert (
        'href="/policies/social-media/sheets/contacts/"'
        in client.get("/policies/social-media/").content.decode()
    )


def test_the_preview_of_a_draft_shows_sheets_people_and_reasons_in_their_place(adviser_client, portal):
    template = PolicyTemplate.objects.get(slug="acceptable-use")
    page = adviser_client.get(
        reverse("admin:guidance_policytemplate_preview", args=[template.pk])
    ).content.decode()
    for section in text_of(template.edition).sections:
        assert f'id="{section.key}"' in page
        assert f'href="#why-{section.key}"' in page
        for clause in section.clauses:
            assert f'id="{clause.key}"' in page
            assert f'id="why-{clause.key}"><a href="#{clause.key}">' in page
    assert 'href="#people"' in page
    assert 'id="people"' in page


def test_pages_of_one_template_have_titles_of_their_own(client, portal):
    titles = [
        re.search("<title>(.*?)</title>", client.get(f"/policies/{slug}/{end}").content.decode())[1]
        for slug in SLUGS
        for end in ("", "reasons/", "sheets/contacts/")
    ]
    assert len(titles) == len(set(titles))


def test_what_the_button_makes_is_said_on_it(client, portal):
    for path in ("/policies/", "/policies/social-media/"):
        assert "Make your own copy (Word)" in Document(client.get(path).content.decode()).main


def test_the_outline_of_a_sheet_skips_no_level_and_its_ages_are_said_once(client, portal):
    page = client.get("/policies/acceptable-use/sheets/agreement-ks2/").content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.partition("<main")[2])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "Ages: 7 to 11 (key stage 2)." in page


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("end", ["", "reasons/", "sheets/contacts/"])
def test_no_two_links_of_a_page_have_one_text_and_two_targets(client, portal, slug, end):
    page = Document(client.get(f"/policies/{slug}/{end}").content.decode())
    links = {(link.text, link.attributes["href"]) for link in page.select("main a[href]")}
    assert sorted(text for text, count in Counter(text for text, _ in links).items() if count > 1) == []


def test_below_pictures_a_child_meets_whole_words_and_nothing_about_the_template(client, portal):
    page = Document(client.get("/policies/acceptable-use/sheets/agreement-pictures/").content.decode())
    pictured = [clause for clause in page.select(".clause") if clause.select(".agreement-pictures")]
    captions = " ".join(one.text for clause in pictured for one in clause.select(".agreement-pictures p"))
    assert "grown\N{NON-BREAKING HYPHEN}up" in captions
    assert "-" not in captions
    assert not any(clause.select(".applies") for clause in pictured)
