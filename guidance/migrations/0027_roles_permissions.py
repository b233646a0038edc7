"""Editors and Advisers see the doors by role and may propose changes; only an Adviser publishes them.

There are seven because other sites link to them: they change, but none comes or goes here. Frozen as it was
then; Django makes permissions only after the last migration has run, so what is given away is made here.
"""

from django.db import migrations

GROUPS = ["Editor", "Adviser"]
GIVEN = {"view_role": "Can view door by role", "change_role": "Can change door by role"}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = content_types.get_or_create(app_label="guidance", model="role")
    permissions = apps.get_model("auth.Permission").objects.using(using)
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        for codename, words in GIVEN.items():
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": words}
            )
            group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", codename__in=list(GIVEN))
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0026_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
