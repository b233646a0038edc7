"""The groups of the admin and the first sign-in."""

import re
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import make_adviser, make_editor

migration = import_module("enquiries.migrations.0002_groups_and_permissions")
LATER = [
    import_module(name)
    for name in (
        "guidance.migrations.0004_guided_routes",
        "guidance.migrations.0005_facts_and_risk_pages",
        "guidance.migrations.0008_hours_by_way",
        "guidance.migrations.0009_updates_and_shipped_texts",
        "guidance.migrations.0015_check_permissions",
        "guidance.migrations.0017_contact_numbers",
        "guidance.migrations.0020_links_for_advisers",
        "guidance.migrations.0023_working_copy_permissions",
        "guidance.migrations.0027_roles_permissions",
        "guidance.migrations.0033_planner_permissions",
        "lesas_portal.core.migrations.0003_statement_permissions",
        "enquiries.migrations.0008_group_manager",
        "enquiries.migrations.0020_who_reads_page_feedback",
        "lesas_portal.staff.migrations.0002_roles",
    )
]


def test_an_adviser_publishes_and_an_editor_only_writes(db):
    adviser, editor = make_adviser(), make_editor()
    assert adviser.has_perm("guidance.publish_content")
    assert not editor.has_perm("guidance.publish_content")
    assert editor.has_perms(["guidance.add_guidancepage", "guidance.change_resource"])
    assert not editor.has_perm("guidance.change_audience")
    assert not adviser.has_perm("guidance.add_riskarea")
    assert editor.has_perms(["guidance.change_routeoutcome", "guidance.delete_routestep"])
    assert not adviser.has_perm("guidance.delete_sharedblock")
    assert not adviser.has_perm("guidance.change_routeedition")
    assert adviser.has_perm("core.change_statementdetails")
    assert not editor.has_perm("core.view_statementdetails")


def test_managers_alone_see_to_people_and_nobody_to_permissions(db):
    assert not Permission.objects.filter(group__isnull=False, content_type__app_label="auth").exists()
    given = Permission.objects.filter(group__isnull=False, content_type__app_label="staff")
    assert set(given.values_list("group__name", flat=True)) == {"Manager"}
    assert "delete_person" not in given.values_list("codename", flat=True)


def test_the_groups_can_be_taken_back_and_given_again(db):
    before = set(Group.objects.values_list("name", "permissions__codename"))
    count = Permission.objects.count()
    editor = connection.schema_editor()
    for later in LATER:
        later.take_permissions(apps, editor)
    migration.remove_groups(apps, editor)
    assert not Group.objects.exists()
    migration.give_permissions(apps, editor)
    for later in LATER:
        later.give_permissions(apps, editor)
    assert set(Group.objects.values_list("name", "permissions__codename")) == before
    assert Permission.objects.count() == count


def run():
    out = StringIO()
    call_command("create_demo_adviser", stdout=out)
    return out.getvalue()


def test_the_demo_adviser_can_sign_in_with_the_password_shown(client, db):
    password = re.search(r"password (\S+)", run())[1]
    answer = client.post("/admin/login/", {"username": "adviser", "password": password}, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/admin/"
    adviser = get_user_model().objects.get()
    assert adviser.is_staff
    assert not adviser.is_superuser
    assert {group.name for group in adviser.groups.all()} == {"Adviser", "Editor", "Manager"}


def test_the_password_is_shown_once(db):
    password = re.search(r"password (\S+)", run())[1]
    again = run()
    assert password not in again
    assert "shown once" not in again
    assert "manage.py changepassword adviser" in again
    assert get_user_model().objects.count() == 1


def test_there_is_no_demo_adviser_where_somebody_can_sign_in(db):
    make_editor()
    assert "already" in run()
    assert not get_user_model().objects.filter(username="adviser").exists()


def test_a_public_host_gets_no_demo_adviser(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="public host"):
        run()
    assert not get_user_model().objects.exists()
