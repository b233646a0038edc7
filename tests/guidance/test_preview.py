"""The preview: what readers would see, for staff only, and nowhere stored."""

from django.urls import reverse
from django.utils.html import escape

from guidance.models import GuidancePage, Handout, Helpline, Phase, Resource, RiskArea, Role, Service, Update
from tests.document import Document
from tests.factories import (
    make_handout,
    make_helpline,
    make_page,
    make_person,
    make_resource,
    make_risk_area,
)

MODELS = [GuidancePage, Handout, Helpline, Resource, RiskArea, Role, Service, Update]


def address(obj):
    return reverse(f"admin:guidance_{obj._meta.model_name}_preview", args=[obj.pk])


def make_draft(**fields):
    return make_page(status="draft", publish_at=None, **fields)


def test_every_sort_of_page_can_be_previewed(content, editor_client):
    for model in MODELS:
        obj = model.objects.published().order_by("pk").first()
        answer = editor_client.get(address(obj))
        assert answer.status_code == 200, model
        assert escape(obj.title) in answer.content.decode()
        assert "Only signed-in staff see this" in answer.content.decode()


def test_a_draft_is_shown_as_readers_would_see_it_and_is_stored_nowhere(editor_client):
    answer = editor_client.get(address(make_draft(body="## How to start\n\n**Firmly.**")))
    page = answer.content.decode()
    assert "<strong>Firmly.</strong>" in page
    assert 'name="robots" content="noindex"' in page
    assert "no-store" in answer["Cache-Control"]


def test_what_is_typed_is_shown_and_not_saved(adviser_client):
    page, area = make_page(title="As saved"), make_risk_area(title="Commerce")
    typed = {"title": "As typed", "group": "issues", "order": "1", "body": "## New\n\nText."}
    answer = adviser_client.post(address(page), typed | {"risk_areas": [area.pk]})
    assert answer.status_code == 200
    assert "As typed" in answer.content.decode()
    assert "Commerce" in answer.content.decode()
    page.refresh_from_db()
    assert (page.title, page.risk_areas.count()) == ("As saved", 0)


def test_a_phase_that_is_ticked_shows_before_it_is_saved(adviser_client):
    for obj in (make_page(), make_resource()):
        phase = Phase.objects.get_or_create(slug="primary", defaults={"name": "Primary"})[0]
        seen = adviser_client.post(address(obj), {"phases": [phase.pk]}).content.decode()
        assert "Phases: Primary." in seen
        assert not obj.phases.exists()


def test_a_helpline_and_a_source_that_are_chosen_show_before_they_are_saved(adviser_client):
    line = make_helpline(title="Kind Line", phone="0800 11 22 33", phone_confirmed=True)
    source = make_resource(title="A source")
    for obj in (make_handout(), make_risk_area()):
        typed = {"helplines": [line.pk], "sources": [source.pk]}
        page = Document.of(adviser_client.post(address(obj), typed))
        assert "tel:0800112233" in {link.attributes["href"] for link in page.links}
        assert not obj.helplines.exists()
        if isinstance(obj, Handout):
            assert "A source" in page.text


def test_what_cannot_be_saved_is_named(adviser_client):
    answer = adviser_client.post(address(make_page()), {"title": "", "group": "none"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Put right before you save" in page
    assert "Title: Fill this in." in page


def test_the_desk_offers_it(editor_client):
    draft = make_draft()
    form = editor_client.get(reverse("admin:guidance_guidancepage_change", args=[draft.pk]))
    assert form.content.decode().count(address(draft)) == 2


def test_visitors_and_strangers_see_no_draft(client, db):
    draft = make_draft()
    assert client.get(address(draft)).status_code == 302
    client.force_login(make_person("Editor"))
    assert client.get(address(draft)).status_code == 302
    client.force_login(make_person(is_staff=True))
    assert client.get(address(draft)).status_code == 403


def test_a_wrong_address_or_method_is_refused(editor_client):
    entry = make_resource()
    for key in ("9999", "none"):
        assert editor_client.get(f"/admin/guidance/resource/{key}/preview/").status_code == 404
    assert editor_client.put(address(entry)).status_code == 405
