"""Advisers fill in the details of the privacy notice and the accessibility statement; Editors do not.

Frozen as it was then; Django makes permissions only after the last migration has run, so these are made here.
"""

from django.db import migrations

MODEL = "statementdetails"
ACTIONS = ["add", "change", "view"]


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label="core", model=MODEL)
    )
    objects = apps.get_model("auth.Permission").objects.using(using)
    permissions = [
        objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{MODEL}",
            defaults={"name": f"Can {action} details of the statements"},
        )[0]
        for action in ACTIONS
    ]
    adviser, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name="Adviser")
    adviser.permissions.add(*permissions)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    given = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .filter(content_type__app_label="core", content_type__model=MODEL)
    )
    for group in apps.get_model("auth.Group").objects.using(using).filter(name="Adviser"):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_statement_details"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
