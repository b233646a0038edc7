"""Who did what: an entry for each write by a person, which outlives the person and holds no typed word."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from guidance.models import Phase
from lesas_portal.core import audit
from lesas_portal.core.models import AuditEntry
from tests.factories import make_adviser, make_resource

pytestmark = pytest.mark.django_db


def test_an_entry_names_person_act_and_row_by_its_key():
    adviser, resource = make_adviser(), make_resource(title="Secret words", slug="a-resource")
    audit.record("publish", by=adviser, about=resource)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.user, entry.action) == (adviser.username, adviser, "publish")
    assert (entry.object_type, entry.object_id, entry.object_key) == (
        "guidance.resource",
        str(resource.pk),
        "a-resource",
    )
    assert "Secret words" not in str(AuditEntry.objects.values())


def test_an_entry_outlives_the_account_of_its_person():
    adviser, resource = make_adviser(), make_resource()
    audit.record("publish", by=adviser, about=resource)
    name = adviser.username
    get_user_model().objects.filter(pk=adviser.pk).delete()
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.actor) == (None, name)


def test_a_command_is_named_where_no_person_acts():
    audit.record("purge", by="purge_enquiries", about=make_resource())
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.actor) == (None, "purge_enquiries")


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_refused_outside_the_transaction_of_its_write():
    resource = make_resource()
    with pytest.raises(TransactionManagementError):
        audit.record("publish", by="nobody", about=resource)


def test_entries_go_after_twenty_four_months():
    audit.record("publish", by="load_content", about=make_resource())
    entry = AuditEntry.objects.get()
    AuditEntry.objects.update(at=timezone.now() - timedelta(days=365 * 2 - 2))
    call_command("purge_enquiries")
    assert AuditEntry.objects.filter(pk=entry.pk).exists()
    AuditEntry.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=365 * 2 + 2))
    call_command("purge_enquiries")
    assert not AuditEntry.objects.filter(pk=entry.pk).exists()


def test_an_edit_in_the_admin_is_audited_and_django_keeps_no_log_of_its_own(admin_client, admin_user):
    person = make_adviser(email="alex@example.org")
    address = f"/admin/staff/person/{person.pk}/change/"
    fields = {"full_name": "Alex Reed", "email": "alex@example.org", "role": "adviser"}
    assert admin_client.post(address, fields).status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_key) == (admin_user.username, "change", person.username)
    assert not LogEntry.objects.exists()
    assert "change" in admin_client.get(f"/admin/staff/person/{person.pk}/history/").content.decode()
    assert "Recent actions" not in admin_client.get("/admin/").content.decode()


def test_advisers_read_entries_and_nobody_changes_one(adviser_client, editor_client):
    audit.record("publish", by="load_content", about=make_resource())
    entry = AuditEntry.objects.get()
    assert adviser_client.get("/admin/core/auditentry/").status_code == 200
    assert adviser_client.post(f"/admin/core/auditentry/{entry.pk}/change/").status_code == 403
    assert editor_client.get("/admin/core/auditentry/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_rows_deleted_from_a_list_are_noted_in_the_transaction_of_their_deletion(admin_client, admin_user):
    phase = Phase.objects.create(name="Old phase", slug="old-phase")
    chosen = {"action": "delete_selected", "_selected_action": [phase.pk], "post": "yes"}
    assert admin_client.post("/admin/guidance/phase/", chosen).status_code == 302
    assert not Phase.objects.filter(pk=phase.pk).exists()
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_id) == (admin_user.username, "delete", str(phase.pk))
