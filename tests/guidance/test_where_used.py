"""Where a thing is used: right after the content is loaded, and after every edit."""

import pytest
from django.urls import reverse

from guidance.links import table
from guidance.models import (
    Clause,
    ContentUse,
    Helpline,
    Publisher,
    Resource,
    RiskArea,
    RouteOutcome,
    SharedBlock,
)
from guidance.models.use import How
from guidance.services import editing, editions, shared_blocks, uses
from tests.factories import make_helpline, make_page, make_publisher, make_resource, make_update
from tests.guidance.test_admin_forms import form_data


def ways(obj) -> dict[str, str]:
    return {use.title: use.how for use in uses.of(obj)}


def save(obj, by="load_content") -> None:
    editing.update_derived(obj)


def test_a_page_that_links_and_cites_a_document_is_named_once(db):
    resource = make_resource(slug="kcsie")
    page = make_page(title="Filtering", body="Read [it](resource:kcsie) and [again](/resources/kcsie/#top).")
    page.sources.add(resource)
    save(page)
    (use,) = uses.of(resource)
    assert (use.title, use.kind, use.how) == ("Filtering", "guidance page", "links to it, cites it")
    assert use.url == reverse("admin:guidance_guidancepage_change", args=[page.pk])
    assert use.public_url == page.get_absolute_url()


def test_a_draft_that_uses_it_has_no_public_page(db):
    helpline = make_helpline(slug="a-line")
    save(make_page(status="draft", publish_at=None, body="Ring {a-line}."))
    (use,) = uses.of(helpline)
    assert (use.how, use.public_url) == ("shows its number", "")
    assert uses.public([use]) == []


def test_a_page_that_puts_in_a_block_shows_the_number_in_it(db):
    helpline = make_helpline(slug="a-line")
    block = SharedBlock.objects.create(key="never", title="Never", text="Ring {a-line}.")
    table.refresh([block])
    save(make_page(title="A nude", body="{block:never}"))
    assert ways(helpline) == {"Never": "shows its number", "A nude": "shows its number"}
    assert ways(block) == {"A nude": "puts in its words"}


def test_a_link_taken_out_in_the_admin_is_forgotten_at_once(adviser_client):
    resource = make_resource(slug="kcsie")
    page = make_page(status="draft", publish_at=None, body="[it](resource:kcsie)")
    save(page)
    assert ways(resource)
    address = reverse("admin:guidance_guidancepage_change", args=[page.pk])
    form = form_data(adviser_client.get(address)) | {"body": "Nothing now."}
    assert adviser_client.post(address, form).status_code == 302
    assert ways(resource) == {}


def test_updates_services_words_and_successors_are_found(db, adviser):
    from guidance import search
    from guidance.models import Synonym

    page = make_page(slug="filtering")
    save(make_update(title="News", link="/guidance/filtering/"))
    save(make_page(title="Old", successor=page))
    row = Synonym(term="lightspeed", kind="product", destinations="/guidance/filtering/")
    search.save_synonym(row=row, by=adviser)
    assert ways(page) == {
        "News": "links to it",
        "Old": "is replaced by it",
        "lightspeed": "a word leads there",
    }
    search.delete_synonyms(rows=[row], by=adviser)
    assert "lightspeed" not in ways(page)


def test_a_publisher_is_used_by_its_documents(db):
    publisher = make_publisher()
    save(make_resource(title="KCSIE", publisher=publisher))
    assert ways(publisher) == {"KCSIE": "is published by it"}


def test_the_loaded_content_is_known_and_a_second_look_finds_nothing_new(content):
    before = set(ContentUse.objects.values_list("pk", flat=True))
    assert len(before) > 1000
    table.rebuild()
    assert set(ContentUse.objects.values_list("pk", flat=True)) == before
    kcsie = uses.of(Resource.objects.get(slug="kcsie"))
    assert {"guidance page", "clause of a policy", "policy template", "guided route"} <= {
        use.kind for use in kcsie
    }
    assert Publisher.objects.exists()


def test_the_pages_of_the_loaded_content_are_named_without_opening_each(
    content, django_assert_max_num_queries
):
    helpline = Helpline.objects.get(slug="front-door")
    with django_assert_max_num_queries(14):
        found = uses.of(helpline)
    assert len(found) > 50
    assert found[0].public_url == "/front-door/"


def test_new_words_of_a_clause_count_beside_those_that_readers_get(content, adviser):
    resource = make_resource(slug="new-guide")
    clause = Clause.objects.filter(in_use=True).first()
    editions.reword(clause=clause, text="[it](/resources/new-guide/)", change_note="New.", by=adviser)
    (use,) = uses.of(resource)
    assert (use.kind, use.how) == ("clause of a policy", "links to it")
    assert use.public_url.endswith(f"#{clause.key}")


def test_an_outcome_of_a_route_is_found_by_its_call_buttons(content):
    outcome = RouteOutcome.objects.exclude(ring=[]).exclude(route__slug="common").first()
    found = uses.of(Helpline.objects.get(slug=outcome.ring[0]))
    assert any(use.kind == "outcome of a guided route" and outcome.title in use.title for use in found)


def test_a_published_block_counts_with_both_its_draft_and_its_public_words(content, adviser):
    helpline = make_helpline(slug="new-line", phone="0800 000 0000", phone_confirmed=True)
    block = SharedBlock.objects.public().first()
    block.text = f"{block.text}\n\nRing {{new-line}}."
    editing.save_changes(obj=block, by=adviser)
    assert any(use.kind == "shared block" for use in uses.of(helpline))
    shared_blocks.publish_block(block=block, reviewed_by="Somebody Else", by=adviser)
    assert any(use.kind == "shared block" for use in uses.of(helpline))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](http://[broken)", "http://%5Bbroken"),
        ("[a](mailto:someone@example.org)", ""),
        ("[a](#below)", ""),
        ("[a](javascript:alert)", ""),
        ("[a](/helplines/#childline)", "/helplines/#childline"),
        ("[a](/search/?q=x)", "/search/"),
        ("[a](https://www.example.org/x?y=1#z)", "https://www.example.org/x?y=1#z"),
        ("[a](http://127.0.0.1:8000/guidance/x/)", "/guidance/x/"),
    ],
)
def test_where_a_link_leads(settings, text, target):
    from guidance.links import addresses

    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "".join(addresses.in_text(text)) == target


def test_what_the_portal_makes_and_lists_without_a_text_count_too(content):
    office = Helpline.objects.get(slug="front-door")
    area = RiskArea.objects.first()
    area.helplines.set([office])
    save(area)
    page = make_page(title="A link only", body="[it](/helplines/#front-door)")
    save(page)
    found = ways(office)
    assert {"The card for staff", "Allegations: the LADO", area.title, page.title} <= set(found)
    shown = {use.title for use in uses.of(office, {How.SHOWS})}
    assert area.title in shown
    assert page.title not in shown
    sheets = {use.how for use in uses.of(office, {How.SHOWS}) if use.kind == "hand-out"}
    assert f"{How.SHOWS.label} in its box of numbers" in sheets
