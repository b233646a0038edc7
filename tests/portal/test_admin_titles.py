"""What the pages of the admin are called: what they show, not what Django would have one do there."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# "Select helpline to change", "Change helpline", "Add helpline", "View helpline" are Django's.
DJANGO = re.compile(r"Select .* to (change|view)|(Change|View) [a-z]|Add (?!an? )[a-z]")


def titles(client, name: str, *args) -> list[str]:
    """The heading and the title of the window; none where they are led on."""
    response = client.get(reverse(f"admin:{name}", args=args))
    if response.status_code in {302, 403}:
        return []
    assert response.status_code == 200, name
    assert 'id="logout-form"' in response.content.decode()
    found = re.findall(r"(?s)<(?:h1|title)\b[^>]*>(.*?)</", response.content.decode())
    assert len(found) >= 2
    return [unescape(title).strip() for title in found]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_and_form_is_called_what_it_is(portal, admin_client, model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    shown = titles(admin_client, f"{name}_changelist") + titles(admin_client, f"{name}_add")
    if row := model.objects.first():
        shown += titles(admin_client, f"{name}_change", row.pk)
    assert [title for title in shown if DJANGO.search(title)] == []


def test_the_list_of_closing_days_says_so_and_a_new_one_too(adviser_client):
    assert titles(adviser_client, "core_closingday_changelist")[1] == "Closing days"
    assert titles(adviser_client, "core_closingday_add")[1] == "New closing day"
