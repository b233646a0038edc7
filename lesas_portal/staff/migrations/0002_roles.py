"""Managers see to people and read the audit; publishers, whose names are public at once, are the Advisers'.

Frozen as it was then. Django makes permissions only after the last migration has run, so those that are given
away are made here; Django then finds them and makes no second.
"""

from django.db import migrations

EDITOR, MANAGER = "Editor", "Manager"
# App, model, what it is called, and what Managers may do with it.
GIVEN = [
    ("staff", "person", "person", ["add", "change", "view"]),
    ("staff", "invitation", "invitation", ["add", "delete", "view"]),
    ("core", "auditentry", "audit entry", ["view"]),
]
TAKEN = ["add_publisher", "change_publisher"]


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    manager, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=MANAGER)
    manager.permissions.add(*_given(apps, using))
    _change_editors(apps, using, "remove")


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for manager in apps.get_model("auth.Group").objects.using(using).filter(name=MANAGER):
        manager.permissions.remove(*_given(apps, using))
    _change_editors(apps, using, "add")


def _given(apps, using):
    return [
        _permission(apps, using, app, model, f"{action}_{model}", f"Can {action} {words}")
        for app, model, words, actions in GIVEN
        for action in actions
    ]


def _permission(apps, using, app, model, codename, name):
    types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = types.get_or_create(app_label=app, model=model)
    permissions = apps.get_model("auth.Permission").objects.using(using)
    return permissions.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]


def _change_editors(apps, using, verb):
    permissions = apps.get_model("auth.Permission").objects.using(using)
    taken = permissions.filter(content_type__app_label="guidance", codename__in=TAKEN)
    for editor in apps.get_model("auth.Group").objects.using(using).filter(name=EDITOR):
        getattr(editor.permissions, verb)(*taken)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_people"),
        ("core", "0008_audit_names"),
        ("enquiries", "0008_group_manager"),
        ("guidance", "0001_content"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
