"""Every row that comes with the portal passes its own form, and saved unchanged it is the same as before."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from guidance.admin.applicability import CHOICE_NAMES
from guidance.models import PolicyTemplate, ShippedText, WorkingCopy, ZeroResultQuery
from tests import admin_forms

# Nobody edits these two: a search that found nothing is read, and what waits beside a text is settled.
MODELS = sorted(
    (
        model
        for model in admin.site._registry
        if model._meta.app_label == "guidance" and model not in {ZeroResultQuery, ShippedText}
    ),
    key=lambda model: model.__name__,
)
SAMPLE = 3


def test_a_sample_of_every_noun_is_the_same_when_saved_unchanged(content, adviser_client):
    assert [fault for model in MODELS for fault in _faults(adviser_client, model, SAMPLE)] == []


@pytest.mark.proof
@pytest.mark.parametrize("model", MODELS)
def test_every_row_is_the_same_when_saved_unchanged(model, content, adviser_client):
    assert [*_faults(adviser_client, model)] == []


def _faults(client, model, sample=None):
    """Each row whose form was refused, or that was another after it was saved."""
    rows = list(model._base_manager.order_by("pk"))
    step = max(1, len(rows) // sample) if sample else 1
    for row in rows[::step][:sample]:
        yield from _fault(client, row)


def _fault(client, row):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    opened = client.get(address)
    assert opened.status_code == 200, address
    if not opened.context["has_change_permission"]:
        return
    before = _whole(row)
    answer = client.post(address, admin_forms.of_page(opened))
    if answer.status_code != 302:
        yield f"{row!r} is refused: {_said(answer)}"
    for name, value in _whole(type(row)._base_manager.get(pk=row.pk)).items():
        if value != before[name]:
            yield f"{row!r}, {name}: {before[name]!r} became {value!r}"


def _said(answer):
    if not answer.context or "errors" not in answer.context:
        return answer.status_code
    return [str(error) for error in answer.context["errors"]]


def _whole(row: Model) -> dict:
    """All that a row is: its fields, its lists in their order, and the rows that belong to it."""
    whole = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for field in row._meta.many_to_many:
        whole[field.name] = list(getattr(row, field.name).values_list("pk", flat=True))
    for relation in row._meta.related_objects:
        if relation.one_to_many and relation.related_model._meta.app_label == "guidance":
            children = relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by(
                "pk"
            )
            whole[relation.name] = list(children.values())
    return whole


def test_a_new_tick_comes_last_and_the_others_stay_in_their_order(content, adviser_client):
    row = PolicyTemplate.objects.order_by("order").first()
    stored = list(reversed(CHOICE_NAMES[1:4]))
    PolicyTemplate.objects.filter(pk=row.pk).update(questions=[name for name, _ in stored])
    address = reverse("admin:guidance_policytemplate_change", args=[row.pk])
    sent = admin_forms.opened(adviser_client, address)
    adviser_client.post(address, sent | {"questions": [name for name, _ in CHOICE_NAMES[:4]]})
    changes = WorkingCopy.objects.of(row).get().changes
    assert changes["questions"] == [name for name, _ in [*stored, CHOICE_NAMES[0]]]
