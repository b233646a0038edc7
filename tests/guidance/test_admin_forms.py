"""Every list and form of the admin opens, explains itself and keeps what it is given."""

from datetime import time

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from guidance.loading import content as loading
from guidance.models import (
    Audience,
    ContentCheck,
    GuidancePage,
    Helpline,
    Link,
    Phase,
    Publisher,
    Resource,
    RiskArea,
    Role,
    ShippedText,
    WorkingCopy,
    ZeroResultQuery,
)
from lesas_portal.core.models import AuditEntry
from tests.factories import make_page, make_resource, make_risk_area

# A search that found nothing is only read and deleted; test_search_desk looks at it. What waits beside an
# adviser's text is only settled; test_shipped_texts looks at it. The list of checks: test_check_list. Links
# are found by the check; test_check_links. Changes that wait are edited on their page.
ELSEWHERE = {ContentCheck, Link, ZeroResultQuery, ShippedText, WorkingCopy}
MODELS = [
    model for model in admin.site._registry if model._meta.app_label == "guidance" and model not in ELSEWHERE
]
FILTERS = {
    "state=draft": 0,
    "state=scheduled": 0,
    "state=public": 212,
    "state=withdrawn": 52,
    "check=due": 212,
    "check=soon": 0,
    "check=never": 264,
    "check=checked": 0,
}


def address(model, action, *args):
    return reverse(f"admin:guidance_{model._meta.model_name}_{action}", args=args)


def form_data(page):
    """What a browser sends back for an opened form, unchanged."""
    form = page.context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: _sent(value) for name, value in values.items() if value is not None and value is not False}
    for formset in page.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            data[bound.html_name] = bound.value()
        for row in formset.formset:
            data |= {field.html_name: _sent(field.value()) for field in row if field.value() is not None}
    return data | ({"_opened": page.context["token"]} if "token" in page.context else {})


def _sent(value):
    if isinstance(value, list):
        return [getattr(item, "pk", item) for item in value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


@pytest.fixture
def request_of_adviser(adviser):
    request = RequestFactory().get("/admin/")
    request.user = adviser
    return request


# The tests that need all the content go through the models in a loop: loading it takes most of their time.


def test_every_list_opens(content, adviser_client):
    for model in MODELS:
        assert adviser_client.get(address(model, "changelist")).status_code == 200, model
        assert adviser_client.get(address(model, "changelist"), {"q": "safety"}).status_code == 200, model


def test_every_form_opens_for_seeded_rows(content, adviser_client):
    for model in MODELS:
        # Term dates are the advisers' own: none ship.
        for row in filter(None, [model.objects.first(), model.objects.last()]):
            assert adviser_client.get(address(model, "change", row.pk)).status_code == 200, row
            assert adviser_client.get(address(model, "history", row.pk)).status_code == 200, row


@pytest.mark.parametrize("model", [model for model in MODELS if model not in (RiskArea, Role)])
def test_every_empty_form_opens(adviser_client, model):
    assert adviser_client.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_field_explains_itself(request_of_adviser, model):
    model_admin = admin.site.get_model_admin(model)
    forms = [model_admin.get_form(request_of_adviser).base_fields]
    forms += [
        inline.get_formset(request_of_adviser).form.base_fields
        for inline in model_admin.get_inline_instances(request_of_adviser)
    ]
    hidden = {"id", model._meta.model_name}
    silent = [name for fields in forms for name, field in fields.items() if not field.help_text]
    assert set(silent) <= hidden


def test_lists_narrow_by_state_and_check(content, adviser_client):
    for query, count in FILTERS.items():
        page = adviser_client.get(f"{address(Resource, 'changelist')}?{query}")
        assert page.context["cl"].result_count == count, query


def test_the_inventory_narrows_by_how_sure_an_address_is(content, adviser_client):
    words = {"unconfirmed": "Address not yet confirmed", "none": "No address", "seen": "Address seen"}
    for value, shown in words.items():
        page = adviser_client.get(f"{address(Resource, 'changelist')}?address={value}")
        assert 0 < page.context["cl"].result_count < 264
        assert shown in page.content.decode()


def test_helplines_narrow_by_what_nobody_confirmed(content, adviser_client):
    for detail, slug in [("phone", "lado"), ("email", "lado"), ("hours", "front-door")]:
        page = adviser_client.get(f"{address(Helpline, 'changelist')}?confirm={detail}")
        assert slug in {row.slug for row in page.context["cl"].result_list}


def test_lists_cost_a_fixed_number_of_queries(content, adviser_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        adviser_client.get(address(Resource, "changelist"))


@pytest.mark.parametrize(
    ("model", "slug"), [(GuidancePage, "early-years"), (Helpline, "posh"), (Resource, "kcsie")]
)
def test_saving_without_a_change_is_no_edit(loaded, fixtures, adviser_client, model, slug):
    row = model.objects.get(slug=slug)
    page = adviser_client.get(address(model, "change", row.pk))
    saved = adviser_client.post(address(model, "change", row.pk), form_data(page))
    assert saved.status_code == 302
    outcomes = loading.load(fixtures)
    assert outcomes[model].edited == 0


def test_a_change_is_kept_and_recorded(adviser_client, adviser):
    page = make_page(title="Old title", status="draft", publish_at=None)
    data = form_data(adviser_client.get(address(GuidancePage, "change", page.pk)))
    adviser_client.post(address(GuidancePage, "change", page.pk), data | {"title": "New title"})
    page.refresh_from_db()
    assert page.title == "New title"
    history = adviser_client.get(address(GuidancePage, "history", page.pk)).content.decode()
    assert "change" in history
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_key) == (adviser.username, "change", page.slug)


def test_readers_are_told_what_changed_when_the_adviser_says_so(client, adviser_client):
    page = make_resource()
    data = form_data(adviser_client.get(address(Resource, "change", page.pk)))
    note = "The steps now start with the child."
    adviser_client.post(address(Resource, "change", page.pk), data | {"change_note": note})
    assert note in client.get(page.get_absolute_url()).content.decode()


def test_a_staging_address_is_refused(adviser_client):
    entry = make_resource()
    data = form_data(adviser_client.get(address(Resource, "change", entry.pk)))
    data["url"] = "https://stage.example.org/page"
    page = adviser_client.post(address(Resource, "change", entry.pk), data)
    assert page.status_code == 200
    assert "staging" in str(page.context["adminform"].form.errors["url"])


def test_the_slug_comes_from_the_title_and_freezes_once_public(adviser_client):
    draft = make_page(status="draft", publish_at=None)
    public = make_page()
    form = adviser_client.get(address(GuidancePage, "change", draft.pk)).context["adminform"].form
    assert "slug" in form.fields
    form = adviser_client.get(address(GuidancePage, "change", public.pk)).context["adminform"].form
    assert "slug" not in form.fields
    added = adviser_client.get(address(GuidancePage, "add")).context["adminform"]
    assert added.prepopulated_fields


def test_a_frozen_slug_ignores_what_is_sent(adviser_client):
    page = make_page(slug="stays")
    data = form_data(adviser_client.get(address(GuidancePage, "change", page.pk)))
    adviser_client.post(address(GuidancePage, "change", page.pk), data | {"slug": "other"})
    page.refresh_from_db()
    assert page.slug == "stays"


def test_status_and_dates_cannot_be_typed(adviser_client):
    page = make_page(status="draft", publish_at=None)
    data = form_data(adviser_client.get(address(GuidancePage, "change", page.pk)))
    data |= {"status": "published", "publish_at_0": "2026-01-01", "publish_at_1": "09:00"}
    adviser_client.post(address(GuidancePage, "change", page.pk), data)
    page.refresh_from_db()
    assert (page.status, page.publish_at) == ("draft", None)


def test_small_tables_keep_their_slugs(content, adviser_client):
    for model in (Audience, Phase):
        row = model.objects.first()
        adviser_client.post(
            address(model, "change", row.pk), {"name": "Renamed", "slug": "other", "order": 1}
        )
        before, row = row.slug, model.objects.get(pk=row.pk)
        assert (row.name, row.slug) == ("Renamed", before)


def test_choices_are_found_by_typing(content, adviser_client):
    question = {
        "app_label": "guidance",
        "model_name": "guidancepage",
        "field_name": "sources",
        "term": "UKCIS",
    }
    found = adviser_client.get(reverse("admin:autocomplete"), question).json()
    assert found["results"]
    question |= {"model_name": "resource", "field_name": "publisher", "term": "Education"}
    assert adviser_client.get(reverse("admin:autocomplete"), question).json()["results"]
    assert Publisher.objects.exists()


def test_the_desk_has_our_name_and_look(adviser_client):
    page = adviser_client.get(reverse("admin:index")).content.decode()
    assert "LESAS portal: admin" in page
    assert "css/admin.css" in page
    assert "Django administration" not in page


def test_there_are_four_risk_areas_and_no_way_to_add_one(adviser_client):
    area = make_risk_area(status="draft", publish_at=None)
    assert adviser_client.get(address(RiskArea, "add")).status_code == 403
    assert adviser_client.post(address(RiskArea, "delete", area.pk), {"post": "yes"}).status_code == 403


def test_the_doors_by_role_are_changed_and_none_is_added_or_deleted(content, adviser_client):
    door = Role.objects.get(slug="dsl")
    assert adviser_client.get(address(Role, "change", door.pk)).status_code == 200
    assert adviser_client.get(address(Role, "add")).status_code == 403
    assert adviser_client.post(address(Role, "delete", door.pk), {"post": "yes"}).status_code == 403


def test_a_text_in_markdown_gets_a_tall_box_whatever_its_help_says(adviser_client, db):
    address = reverse("admin:guidance_guidancepage_change", args=[make_page().pk])
    boxes = adviser_client.get(address).context["adminform"].form.fields
    assert (boxes["body"].widget.attrs["rows"], boxes["summary"].widget.attrs["rows"]) == (24, 3)
    assert boxes["body"].widget.attrs["class"] == "vLargeTextField"
