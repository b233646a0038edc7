"""The group Manager: exports enquiries and sees to data protection. Advisers keep saved replies and closing days.

Frozen as it was then. Django makes permissions only after the last migration has run, so those that are given
away are made here; Django then finds them and makes no second.
"""

from django.db import migrations

ADVISER, MANAGER = "Adviser", "Manager"
PERMISSIONS = {
    ADVISER: {
        "enquiries.savedreply": ["add", "change", "delete", "view"],
        "enquiries.erasedenquiry": ["view"],
        "core.closingday": ["add", "change", "delete", "view"],
        "core.taskrun": ["view"],
    },
    MANAGER: {
        "enquiries.enquiryexport": ["add", "view"],
        "enquiries.enquiry": ["delete"],
    },
}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, table in PERMISSIONS.items():
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        for model, actions in table.items():
            group.permissions.add(*[_permission(apps, using, model, action) for action in actions])


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    groups = apps.get_model("auth.Group").objects.using(using)
    groups.filter(name=MANAGER).delete()
    adviser = groups.filter(name=ADVISER).first()
    if adviser:
        for model, actions in PERMISSIONS[ADVISER].items():
            adviser.permissions.remove(*[_permission(apps, using, model, action) for action in actions])


def _permission(apps, using, model, action):
    options = apps.get_model(model)._meta
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


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0007_work_on_enquiries"),
        ("core", "0005_task_runs_and_closing_days"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, take_permissions)]
