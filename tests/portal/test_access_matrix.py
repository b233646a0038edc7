"""Every address of the admin against every role; and what an Editor sends changes nothing that is public."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from guidance.models import (
    ContentCheck,
    Fact,
    GuidancePage,
    Link,
    Publisher,
    Resource,
    Revision,
    ShippedText,
    Synonym,
    Term,
    WorkingCopy,
    ZeroResultQuery,
)
from guidance.models.publishable import Publishable
from guidance.services import facts, working_copies
from tests.factories import make_editor, make_enquiry, make_resource
from tests.guidance.test_admin_forms import form_data
from tests.portal.access_matrix import FOR_ALL_STAFF, OPEN_TO_ALL, WAY_IN, addresses, answer, browsers

pytestmark = pytest.mark.django_db
MARK = "Changed by an Editor"
# What readers see of each noun, beside the page of the row itself and what is new.
PUBLIC = {
    "duty": ["/planner/", "/planner.ics", "/for/governors/"],
    "governorquestion": ["/for/governors/"],
    "clause": ["/policies/", "/policies/acceptable-use/"],
    "guidancepage": ["/guidance/"],
    "guidedroute": ["/what-has-happened/"],
    "handout": ["/parents/"],
    "helpline": ["/helplines/", "/helplines.json", "/front-door/", "/search.json?q=help"],
    "policysection": ["/policies/acceptable-use/"],
    "policytemplate": ["/policies/"],
    "publisher": ["/resources/", "/resources.json", "/search.json?q=department+for+education"],
    "resource": ["/resources/", "/resources.json", "/search.json?q=keeping+children+safe"],
    "riskarea": ["/risks/", "/"],
    "role": ["/"],
    "routeoutcome": ["/what-has-happened/"],
    "routequestion": ["/what-has-happened/"],
    "service": ["/training/"],
    "sharedblock": ["/allegations/", "/front-door/"],
    "synonym": ["/search/?q=sexting"],
    "update": ["/updates/", "/updates/feed/"],
}
NOT_FOR_EDITORS = ("staff_", "core_", "enquiries_")
# What enquiries say of our pages holds no word of an enquiry; what readers say is for those who write pages.
EDITORS_TOO = {
    "enquiries_pages",
    *(
        f"enquiries_{noun}_{page}"
        for noun in ("feedbackcount", "feedbackcomment")
        for page in ("changelist", "change", "history")
    ),
}


@pytest.fixture
def clients(content):
    make_enquiry()
    return browsers()


def test_a_visitor_is_sent_to_sign_in_and_staff_without_a_role_see_nothing(clients):
    wrong = []
    for address in addresses():
        if address.name in OPEN_TO_ALL | {"logout"}:
            continue
        for method in ("get", "post"):
            visitor = answer(clients["nobody"], address.path, method)
            no_role = answer(clients["no role"], address.path, method)
            if visitor not in {"sign in", "–"}:
                wrong.append(("nobody", method, address.path, visitor))
            if no_role not in {"no", "–"} and address.name not in FOR_ALL_STAFF and _is_there(address):
                wrong.append(("no role", method, address.path, no_role))
    assert wrong == []


def test_a_password_alone_opens_nothing_where_a_second_factor_is_asked(clients, settings):
    settings.PRODUCTION = True
    wrong = [
        (method, address.path)
        for address in addresses()
        if address.name not in OPEN_TO_ALL | WAY_IN
        for method in ("get", "post")
        if answer(clients["superuser"], address.path, method) not in {"sign in", "–"}
    ]
    assert wrong == []


def test_staff_without_a_role_find_nothing(clients):
    found = clients["no role"].post(reverse("admin:find"), {"words": "keeping children safe"})
    assert found.context["groups"] == []
    found = clients["Editor"].post(reverse("admin:find"), {"words": "keeping children safe"})
    assert found.context["groups"]


def test_editors_see_neither_enquiries_nor_mails_nor_people(clients):
    wrong = [
        (method, address.path)
        for address in addresses()
        if address.name.startswith(NOT_FOR_EDITORS) and address.name not in EDITORS_TOO
        for method in ("get", "post")
        if _is_there(address) and answer(clients["Editor"], address.path, method) not in {"no", "–"}
    ]
    assert wrong == []


def _is_there(address) -> bool:
    """Whether the address names no row, or one that is there: Django leads on from one that is not."""
    if not address.name.endswith(("_history", "_change", "_delete")):
        return True
    # The only enquiry here is no spam.
    return "/1/" not in address.path and not address.name.startswith("enquiries_suspectedspam")


@pytest.mark.slow  # 1,700 pages, each as one of four roles opens it
@pytest.mark.proof
def test_no_address_of_the_admin_ends_in_a_fault(clients):
    wrong = [
        (role, method, address.path)
        for address in addresses()
        for method in ("get", "post")
        for role in ("Editor", "Adviser", "Manager", "superuser")
        if address.name != "logout" and answer(clients[role], address.path, method).isdigit()
    ]
    assert wrong == []


# What an Editor sends


def nouns():
    """Every model of the content that the admin has, but for those that only the portal itself writes."""
    models_here = [model for model in admin.site._registry if model._meta.app_label == "guidance"]
    return [model for model in models_here if model not in (ShippedText, ZeroResultQuery, ContentCheck)]


def everything(client, row):
    """What the public reads of a row, as bytes."""
    paths = ["/updates/", *PUBLIC.get(row._meta.model_name, ["/"]), *places_of(row)]
    return {path: client.get(path).content for path in paths}


def places_of(row):
    """The pages of the row itself, or of what it stands in."""
    if isinstance(row, Fact):
        return [page.get_absolute_url() for page in facts.uses()[row.key] if isinstance(page, Publishable)][
            :2
        ]
    if isinstance(row, Synonym):
        return [f"/search/?{urlencode({'q': row.term})}"]
    if isinstance(row, WorkingCopy):
        return [row.content_object.get_absolute_url()]
    if isinstance(row, Publishable):
        return [row.get_absolute_url()]
    return [row.route.get_absolute_url()] if hasattr(row, "route") else []


def changed(data: dict) -> dict:
    """What a form holds, with every text made another, and every box ticked the other way."""
    texts = {
        name: f"{value} {MARK}"
        for name, value in data.items()
        if isinstance(value, str) and " " in value and not name.startswith("initial-")
    }
    return {**data, **texts, "published": "on", "hidden": "on", "change_note": MARK, "explanation": MARK}


def acts_upon(model, row):
    """The addresses at which something may be done to a row, besides its form."""
    for name in (
        "publish",
        "check",
        "withdraw",
        "restore",
        "issue",
        "schedule",
        "delete",
        "settle",
        "move_schedule",
        "cancel_schedule",
        "end",
        "publish_changes",
        "discard",
        "hand_over",
        "send_back",
        "change_contact",
        "confirm",
        "ignore",
        "tidied",
    ):
        try:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[row.pk])
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("model", nouns(), ids=lambda model: model._meta.model_name)
def test_nothing_that_an_editor_sends_changes_what_is_public(clients, client, model, freeze):
    freeze(datetime.now(UTC))  # some pages say what to do at this hour
    prefix = f"admin:guidance_{model._meta.model_name}"
    row = _public_row(model)
    form = reverse(f"{prefix}_change", args=[row.pk])
    page = clients["superuser"].get(form)
    data = changed(form_data(page)) if "adminform" in (page.context or {}) else {"change_note": MARK}
    before = everything(client, row)
    clients["Editor"].post(form, {**data, "_publish": "1"})
    for address in acts_upon(model, row):
        clients["Editor"].post(address, {"reason": MARK, "note": MARK, "post": "yes", "confirm": "on"})
    for action in ("delete_selected", "mark_checked_today"):
        chosen = {"action": action, "_selected_action": [row.pk], "post": "yes"}
        clients["Editor"].post(reverse(f"{prefix}_changelist"), chosen)
    after = everything(client, row)
    assert [path for path in before if before[path] != after[path]] == []


def _public_row(model: type[models.Model]):
    rows = model._base_manager.order_by("pk")
    if model is Fact:
        used = [key for key, pages in facts.uses().items() if any(isinstance(p, Publishable) for p in pages)]
        return rows.filter(key__in=used).first()
    if issubclass(model, Publishable):
        return model.objects.published().order_by("pk").first()
    if model is Synonym:
        return rows.filter(published=True).exclude(explanation="").first()
    if model is WorkingCopy:
        page = GuidancePage.objects.published().order_by("pk").first()
        return working_copies.save(obj=page, values={"title": MARK}, by=make_editor())
    if model is Link:
        day = timezone.localdate()
        known = {"problem": "status", "failed_on": day - timedelta(days=2), "last_failed_on": day}
        address = "https://gone.example.org/"
        return Link.objects.create(address=address, is_own=False, checked_at=timezone.now(), **known)
    if model is Term:
        return Term.objects.create(name="Term 1", first_day="2026-09-01", last_day="2026-10-16")
    return rows.filter(name="Department for Education").first() if model is Publisher else rows.first()


def test_an_editor_drafts_a_search_word_and_cannot_tick_it_published(clients):
    add = reverse("admin:guidance_synonym_add")
    sent = {"term": "zzword", "kind": "slang", "expands_to": "sexting", "published": "on"}
    clients["Editor"].post(add, {**sent, "kind": Synonym._meta.get_field("kind").choices[0][0]})
    assert not Synonym.objects.get(term="zzword").published


def test_a_note_to_readers_that_is_sent_with_a_draft_is_dropped(clients):
    draft = make_resource(status="draft", publish_at=None)
    form = reverse("admin:guidance_resource_change", args=[draft.pk])
    clients["Editor"].post(form, {**form_data(clients["Editor"].get(form)), "change_note": MARK})
    assert not Revision.objects.filter(note=MARK).exists()
    assert Resource.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize(
    "query",
    [
        "id__range=", "id__in=99999999999999999999999", "title__iregex=*", "title__regex=(a%2B)%2B%24",
        "id__exact=x", "publish_at__year=99999999999", "p=zzz", "o=999.x", "e=1", "publisher__id__exact=%00",
    ],
)  # fmt: skip
def test_odd_addresses_of_a_list_are_refused_or_give_the_list(clients, query):
    response = clients["Adviser"].get(f"/admin/guidance/resource/?{query}", follow=True)
    assert response.status_code in {200, 400}


def test_odd_addresses_of_forms_and_actions_end_in_no_fault(clients):
    adviser = clients["Adviser"]
    page = adviser.get(
        "/admin/guidance/guidancepage/add/?sources={}&sources__id=x&risk_areas=a,b&publisher=%00"
    )
    assert page.status_code == 200
    for chosen in ("/", "99999999999999999999999", ""):
        sent = {"action": "mark_checked_today", "_selected_action": chosen}
        assert adviser.post("/admin/guidance/resource/", sent, follow=True).status_code == 200
