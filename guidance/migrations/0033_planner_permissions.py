"""Advisers write the duties of the year and what governors ask; Editors read both, for readers see them at once.

Nobody deletes one: calendars and lists know it by its key, and it can be left out. Frozen as it was then; Django
makes permissions only after the last migration has run, so what is given away is made here.
"""

from django.db import migrations

NOUNS = {"duty": "duty of the year", "governorquestion": "question for governors"}
GIVEN = {"Editor": ["view"], "Adviser": ["add", "change", "view"]}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    permissions = apps.get_model("auth.Permission").objects.using(using)
    groups = apps.get_model("auth.Group").objects.using(using)
    for noun, words in NOUNS.items():
        content_type, _ = content_types.get_or_create(app_label="guidance", model=noun)
        for name, actions in GIVEN.items():
            group, _ = groups.get_or_create(name=name)
            for action in actions:
                permission, _ = permissions.get_or_create(
                    content_type=content_type,
                    codename=f"{action}_{noun}",
                    defaults={"name": f"Can {action} {words}"},
                )
                group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", content_type__model__in=list(NOUNS))
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=list(GIVEN)):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0032_planner"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
