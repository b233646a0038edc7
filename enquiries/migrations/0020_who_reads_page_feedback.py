"""Editors and advisers see what readers say of pages; advisers delete a comment.

PostgreSQL takes no samples of comments for its planner: they would outlive what is deleted (0016). Frozen as
it was then.
"""

from django.db import migrations

EDITOR, ADVISER = "Editor", "Adviser"
PERMISSIONS = {
    EDITOR: {"feedbackcount": ["view"], "feedbackcomment": ["view"]},
    ADVISER: {"feedbackcount": ["view"], "feedbackcomment": ["view", "delete"]},
}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, table in PERMISSIONS.items():
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        for model, actions in table.items():
            group.permissions.add(*[_permission(apps, using, model, action) for action in actions])


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, table in PERMISSIONS.items():
        group = apps.get_model("auth.Group").objects.using(using).filter(name=name).first()
        for model, actions in table.items() if group else ():
            group.permissions.remove(*[_permission(apps, using, model, action) for action in actions])


def _permission(apps, using, model, action):
    options = apps.get_model("enquiries", model)._meta
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label=options.app_label, model=options.model_name)
    )
    permission, _ = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .get_or_create(
            content_type=content_type,
            codename=f"{action}_{options.model_name}",
            defaults={"name": f"Can {action} {options.verbose_name_raw}"},
        )
    )
    return permission


def sample_nothing(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE "enquiries_feedbackcomment" ALTER COLUMN "text" SET STATISTICS 0')


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0019_page_feedback"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(sample_nothing, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, take_permissions),
    ]
