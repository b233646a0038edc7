"""Two people at the same page: what one of them saves, the other does not undo."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, Revision
from guidance.services import publishing
from tests.document import Document
from tests.factories import make_page, make_resource, make_risk_area
from tests.guidance.test_admin_forms import form_data

DRAFT = {"status": "draft", "publish_at": None}


def check(page, by):
    publishing.mark_checked(obj=page, by=by)
    assert page.checked_on == timezone.localdate()


def publish(page, by):
    publishing.publish(obj=page, by=by)
    assert page.is_published()


def withdraw(page, by):
    publishing.withdraw(obj=page, by=by, reason="It is old.")
    assert page.status == "withdrawn"


def tell(page, by):
    publishing.note_change(obj=page, by=by, note="It is shorter.")


ACTS = [(check, {}), (publish, DRAFT), (publish, {}), (withdraw, {}), (tell, {})]


@pytest.mark.parametrize(("act", "state"), ACTS)
def test_new_words_stay_when_somebody_who_read_the_old_ones_acts(adviser, act, state):
    page = make_page(**state)
    seen = GuidancePage.objects.get(pk=page.pk)
    page.body = "## Second\n\nNewer words."
    page.save()
    act(seen, adviser)
    page.refresh_from_db()
    assert page.body == "## Second\n\nNewer words."
    assert (page.status, page.checked_on) == (seen.status, seen.checked_on)


@pytest.mark.parametrize("act", [publish, withdraw])
def test_who_decides_about_a_state_that_is_gone_is_told(adviser, act):
    page = make_page(withdraw_at=timezone.now() + timedelta(days=3))
    seen = GuidancePage.objects.get(pk=page.pk)
    publishing.withdraw(obj=page, by=adviser, reason="It was wrong.")
    with pytest.raises(ValidationError, match="it is withdrawn now"):
        act(seen, adviser)
    page.refresh_from_db()
    assert page.withdrawn_reason == "It was wrong."
    assert Revision.objects.of(page).count() == 1


def test_a_page_withdrawn_meanwhile_is_not_marked_as_checked(adviser):
    page = make_page()
    seen = GuidancePage.objects.get(pk=page.pk)
    withdraw(page, adviser)
    with pytest.raises(ValidationError, match="not public now"):
        check(seen, adviser)


@pytest.mark.parametrize(("act", "state"), ACTS)
def test_who_acts_on_a_draft_deleted_meanwhile_is_told(adviser, act, state):
    page = make_page(**state)
    GuidancePage.objects.filter(pk=page.pk).delete()
    with pytest.raises(ValidationError):
        act(page, adviser)


# The forms


def change(obj):
    return reverse(f"admin:guidance_{obj._meta.model_name}_change", args=[obj.pk])


def opened(client, obj) -> dict:
    """What a browser sends back for the form as it is now, with the hidden fields that it carries."""
    page = client.get(change(obj))
    data = form_data(page)
    for field in Document(page.content.decode()).all("input"):
        name = field.attributes.get("name", "")
        if name.startswith("initial-"):
            # A browser sends every line end as two characters, whatever kind of field it stands in.
            sent = "\r\n".join(field.attributes.get("value", "").splitlines())
            data.setdefault(name, []).append(sent)
    return data


def test_two_forms_open_at_once_keep_both_changes(adviser_client):
    page = make_page(title="Old title", summary="Old summary.", **DRAFT)
    mine, theirs = opened(adviser_client, page), opened(adviser_client, page)
    assert adviser_client.post(change(page), theirs | {"summary": "Call 999 first."}).status_code == 302
    assert adviser_client.post(change(page), mine | {"title": "New title"}).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.summary) == ("New title", "Call 999 first.")


def test_two_forms_open_at_once_keep_both_lists(adviser_client):
    page, area, source = make_page(**DRAFT), make_risk_area(), make_resource()
    mine, theirs = opened(adviser_client, page), opened(adviser_client, page)
    assert adviser_client.post(change(page), theirs | {"risk_areas": [area.pk]}).status_code == 302
    assert adviser_client.post(change(page), mine | {"sources": [source.pk]}).status_code == 302
    assert (list(page.risk_areas.all()), list(page.sources.all())) == ([area], [source])


def test_a_form_carries_what_it_was_opened_with_and_an_empty_one_does_not(adviser_client):
    page = make_page(body="Some words.")
    assert 'name="initial-body"' in adviser_client.get(change(page)).content.decode()
    added = adviser_client.get(reverse("admin:guidance_guidancepage_add")).content.decode()
    assert "initial-body" not in added
