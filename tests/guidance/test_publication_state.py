"""What a page is now (draft, scheduled, public, ended, withdrawn), the same wherever one looks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, WorkingCopy
from tests.admin_forms import opened
from tests.factories import LONG_AGO, WITHDRAWN, make_page

NOW = timezone.now().replace(microsecond=0)
STATES = {
    "draft": {"status": "draft", "publish_at": None},
    "scheduled": {"publish_at": NOW + timedelta(days=1)},
    "public": {},
    "ended": {"withdraw_at": NOW - timedelta(days=1)},
    "withdrawn": WITHDRAWN,
}
WORDS = {
    "draft": "Draft",
    "scheduled": "Scheduled for",
    "public": "Public",
    "ended": "Past its last day",
    "withdrawn": "Withdrawn",
}


@pytest.fixture
def one_of_each(db):
    return {state: make_page(**fields) for state, fields in STATES.items()}


@pytest.mark.parametrize("state", STATES)
def test_the_list_the_filter_and_the_form_say_the_same(adviser_client, one_of_each, state):
    page = one_of_each[state]
    listed = reverse("admin:guidance_guidancepage_changelist")
    found = adviser_client.get(listed, {"state": state}).context["cl"].result_list
    form = adviser_client.get(reverse("admin:guidance_guidancepage_change", args=[page.pk]))
    assert list(found) == [page]
    assert f'<span class="state state--{state}">{WORDS[state]}' in form.content.decode()
    assert f'<span class="state state--{state}">{WORDS[state]}' in adviser_client.get(listed).content.decode()


@pytest.mark.parametrize("state", STATES)
def test_a_page_and_a_queryset_answer_alike(one_of_each, state):
    page = one_of_each[state]
    assert page.state() == state
    assert list(GuidancePage.objects.in_state(state=GuidancePage.State(state))) == [page]
    for at in (LONG_AGO - timedelta(days=1), LONG_AGO, NOW, NOW + timedelta(days=2)):
        rows = GuidancePage.objects.filter(pk=page.pk)
        assert rows.in_state(page.state(at), at).exists()
        assert rows.was_published(at).exists() is page.was_published(at)
        assert rows.published(at).exists() is page.is_published(at)


def test_what_is_scheduled_was_not_published(one_of_each):
    was = {state for state, page in one_of_each.items() if page.was_published()}
    assert was == {"public", "ended", "withdrawn"}
    assert one_of_each["scheduled"].was_published(NOW + timedelta(days=2))


def test_a_page_withdrawn_before_its_first_day_was_never_there(client, db):
    page = make_page(**{**WITHDRAWN, "publish_at": NOW + timedelta(days=1)})
    assert client.get(page.get_absolute_url()).status_code == 404
    assert GuidancePage.objects.withdrawn().exists() is False


def test_what_an_editor_changes_in_what_is_scheduled_waits(editor_client, one_of_each):
    page = one_of_each["scheduled"]
    address = reverse("admin:guidance_guidancepage_change", args=[page.pk])
    editor_client.post(address, opened(editor_client, address, title="Mine"))
    assert GuidancePage.objects.get(pk=page.pk).title == page.title
    assert WorkingCopy.objects.of(page).get().changes == {"title": "Mine"}
