"""The right person and the wrong person in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from guidance.models import GuidancePage
from tests.factories import make_helpline, make_page, make_person, make_resource

WORKFLOW = ["publish", "check", "withdraw"]


def address(obj, action):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def make_draft(**fields):
    return make_page(status="draft", publish_at=None, **fields)


def permissions(inline):
    return {inline.has_add_permission, inline.has_change_permission, inline.has_delete_permission}


@pytest.mark.parametrize("action", ["change", "delete", "history", *WORKFLOW])
def test_a_visitor_is_sent_to_sign_in(client, db, action):
    answer = client.get(address(make_page(), action))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


def test_a_person_who_is_not_staff_does_not_get_in(db):
    client = Client()
    client.force_login(make_person("Adviser"))
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("action", ["change", *WORKFLOW])
def test_staff_in_no_group_see_and_do_nothing(db, action):
    client = Client()
    client.force_login(make_person(is_staff=True))
    assert client.get(address(make_page(), action)).status_code == 403


def test_an_editor_writes_drafts(editor_client):
    data = {"title": "A draft", "slug": "a-draft", "group": "start", "order": "1", "body": "## First"}
    editor_client.post(reverse("admin:guidance_guidancepage_add"), data)
    draft = GuidancePage.objects.get()
    assert draft.status == "draft"
    page = editor_client.get(address(draft, "change"))
    assert page.context["has_change_permission"]
    assert not page.context["show_publish"]
    assert page.context["buttons"] == []


@pytest.mark.parametrize("step", WORKFLOW)
def test_an_editor_decides_nothing(editor_client, step):
    for obj in (make_draft(), make_page()):
        assert editor_client.get(address(obj, step)).status_code == 403
        assert editor_client.post(address(obj, step), {"reason": "Gone."}).status_code == 403


def test_an_editor_reads_but_does_not_change_what_is_public(editor_client):
    page = make_resource(title="As it was")
    opened = editor_client.get(address(page, "change"))
    assert opened.status_code == 200
    assert not opened.context["has_change_permission"]
    data = {"title": "Changed", "kind": "guidance", "section": "dfe"}
    assert editor_client.post(address(page, "change"), data).status_code == 403
    page.refresh_from_db()
    assert page.title == "As it was"


def test_an_editor_does_not_change_the_hours_of_a_public_helpline(editor_client):
    row = make_helpline()
    opened = editor_client.get(address(row, "change")).content.decode()
    assert "weekly-0-opens" not in opened
    assert "special-0-first" not in opened
    lines = {"weekly-lines": "1", "weekly-0-way": "phone", "weekly-0-days": ["0"]}
    lines |= {"weekly-0-opens": "9am", "weekly-0-closes": "5pm"}
    assert editor_client.post(address(row, "change"), lines).status_code == 403
    assert not row.periods.exists()


def test_an_editor_cannot_use_the_list_to_check(editor_client):
    page = make_page()
    chosen = {"action": "mark_checked_today", "_selected_action": [page.pk]}
    editor_client.post(reverse("admin:guidance_guidancepage_changelist"), chosen)
    page.refresh_from_db()
    assert page.checked_on is None


def test_a_draft_can_be_deleted(editor_client):
    draft = make_draft()
    assert editor_client.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert not GuidancePage.objects.exists()


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_nobody_deletes_what_was_public(adviser_client, editor_client, status):
    page = make_page(status=status, withdrawn_reason="Gone." if status == "withdrawn" else "")
    for client in (adviser_client, editor_client):
        assert client.post(address(page, "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
    adviser_client.post(reverse("admin:guidance_guidancepage_changelist"), chosen)
    assert GuidancePage.objects.filter(pk=page.pk).exists()


def test_history_is_read_only(adviser_client):
    page = make_page()
    adviser_client.post(address(page, "withdraw"), {"reason": "Gone."})
    opened = adviser_client.get(address(page, "change"))
    history = opened.context["inline_admin_formsets"][-1]
    assert "Withdrawn. Gone." in opened.content.decode()
    assert permissions(history) == {False}
