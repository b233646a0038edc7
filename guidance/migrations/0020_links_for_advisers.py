"""Editors and Advisers see the links that do not work. Frozen as it was then."""

from django.db import migrations

GROUPS = ("Editor", "Adviser")
VIEW = "view_link"


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = content_types.get_or_create(app_label="guidance", model="link")
    permission, _ = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .get_or_create(content_type=content_type, codename=VIEW, defaults={"name": "Can view broken link"})
    )
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", codename=VIEW)
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0019_links_checked"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
