"""A form that is saved as it was opened changes nothing: no note in the audit, no version, no new date."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from reversion.models import Version

from guidance.models import ClauseVersion, GuidancePage, Revision, WorkingCopy
from lesas_portal.core.admin.saving import SavingAdmin
from lesas_portal.core.models import AuditEntry
from lesas_portal.staff.models import Person
from tests.admin_forms import opened
from tests.factories import make_helpline, make_page, make_person, make_risk_area

pytestmark = pytest.mark.django_db
NOUNS = [model for model, one in admin.site._registry.items() if isinstance(one, SavingAdmin)]

WORDS = {
    **dict.fromkeys(["Audience", "Phase", "Publisher", "Group"], "name"),
    **{"Clause": "why", "Fact": "statement", "Synonym": "term", "User": "first_name", "ClosingDay": "reason"},
    "GovernorQuestion": "ask",
    "StatementDetails": "hosting",
}


@pytest.fixture
def chief_client(db) -> Client:
    """Somebody who may open every form."""
    client = Client()
    client.force_login(make_person(username="chief", is_staff=True, is_superuser=True))
    return client


def change(obj: Model) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def has_form(row: Model, client: Client) -> bool:
    """Whether somebody changes it in its form: the number for an emergency is only shown there."""
    return 'name="_opened"' in client.get(change(row)).text


def first_of(model: type[Model], client: Client) -> Model | None:
    """The first row that somebody changes in its form."""
    return next((row for row in model.objects.order_by("pk")[:9] if has_form(row, client)), None)


def counts() -> list[int]:
    return [model.objects.count() for model in (AuditEntry, ClauseVersion, Revision, WorkingCopy, Version)]


def noted(client: Client, rows: list[Model]) -> Iterator[str]:
    """Yield what saving each of ``rows`` unchanged left behind, or why it was refused."""
    for row in rows:
        before = counts()
        answer = client.post(change(row), opened(client, change(row)))
        after = counts()
        if answer.status_code != 302:
            yield f"{row._meta.label} {row}: {answer.status_code}"
        elif after != before:
            yield f"{row._meta.label} {row}: {before} {after}"


def test_one_row_of_every_noun_is_saved_unchanged_without_a_note(content, chief_client):
    rows = [first_of(model, chief_client) for model in NOUNS]
    assert [*noted(chief_client, [row for row in rows if row])] == []


@pytest.mark.proof
@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_every_row_of_a_noun_is_saved_unchanged_without_a_note(content, chief_client, model):
    rows = [row for row in model.objects.order_by("pk") if has_form(row, chief_client)]
    assert [*noted(chief_client, rows)] == []


def test_every_noun_asks_before_it_is_saved_over_what_a_colleague_wrote(content, chief_client):
    answers = {}
    for model in NOUNS:
        row, name = first_of(model, chief_client), WORDS.get(model.__name__, "title")
        if row is None:
            continue
        mine = opened(chief_client, change(row))
        setattr(row, name, f"{getattr(row, name)} x")
        row.save(update_fields=[name])
        answers[model.__name__] = chief_client.post(change(row), mine).status_code
    assert set(answers.values()) == {409}, answers


def test_every_noun_that_has_a_form_asks_before_it_saves_over_a_colleague(rf):
    request = rf.get("/admin/")
    request.user = get_user_model()(is_superuser=True, is_active=True, is_staff=True)
    editable = [model for model, one in admin.site._registry.items() if one.has_change_permission(request)]
    # The page of a person asks in its own way (test_people).
    assert {model for model in editable if model not in NOUNS} == {Person}


def test_line_ends_of_browsers_are_no_change_and_are_stored_as_files_have_them(chief_client):
    page = make_page(body="One.\n\nTwo.", status="draft", publish_at=None)
    sent = opened(chief_client, change(page))
    assert sent["body"] == "One.\r\n\r\nTwo."
    chief_client.post(change(page), sent)
    assert not AuditEntry.objects.exists()
    chief_client.post(change(page), opened(chief_client, change(page), body="One.\r\n\r\nThree."))
    assert GuidancePage.objects.get().body == "One.\n\nThree."
    assert AuditEntry.objects.get().action == "change"


def test_a_change_of_a_list_or_a_row_alone_is_noted_once(chief_client):
    page, area = make_page(status="draft", publish_at=None), make_risk_area()
    helpline = make_helpline()
    chief_client.post(change(page), opened(chief_client, change(page), risk_areas=[area.pk]))
    hours = {"weekly-lines": "1", "weekly-0-way": "phone", "weekly-0-days": ["0"]}
    hours |= {"weekly-0-opens": "9am", "weekly-0-closes": "5pm"}
    answer = chief_client.post(change(helpline), opened(chief_client, change(helpline), **hours))
    assert answer.status_code == 302, answer.context_data["adminform"].form.errors
    noted = AuditEntry.objects.order_by("pk").values_list("action", "object_key")
    assert list(noted) == [("change", page.slug), ("change", helpline.slug)]
