"""Editors and Advisers see which changes wait; and Editors may propose changes to the four risk areas.

Whoever may change a page may save its working copy, which readers do not see; only who may publish content
publishes it. Frozen as it was then; Django makes permissions only after the last migration has run, so what
is given away is made here.
"""

from django.db import migrations

VIEW, CHANGE = ("workingcopy", "view_workingcopy"), ("riskarea", "change_riskarea")
NAMES = {"view_workingcopy": "Can view working copy", "change_riskarea": "Can change risk area"}
GIVEN = {"Editor": [VIEW, CHANGE], "Adviser": [VIEW]}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    permissions = apps.get_model("auth.Permission").objects.using(using)
    for group_name, pairs in GIVEN.items():
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=group_name)
        for model, codename in pairs:
            content_type, _ = content_types.get_or_create(app_label="guidance", model=model)
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": NAMES[codename]}
            )
            group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=list(GIVEN)):
        codenames = [codename for _, codename in GIVEN[group.name]]
        found = permissions.filter(content_type__app_label="guidance", codename__in=codenames)
        group.permissions.remove(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0022_working_copies"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
