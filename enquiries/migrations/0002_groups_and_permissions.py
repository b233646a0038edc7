"""The two groups: an Editor writes drafts; an Adviser also publishes, checks, withdraws and answers enquiries.

Frozen as it was then: nothing here follows later changes of the code. Django makes permissions only after
the last migration has run, so on a new database those that are given away are made here; Django then finds
them and makes no second.
"""

from django.db import migrations

EDITOR, ADVISER = "Editor", "Adviser"
BOTH = {
    **dict.fromkeys(
        [
            "guidance.guidancepage",
            "guidance.handout",
            "guidance.helpline",
            "guidance.openingperiod",
            "guidance.resource",
            "guidance.service",
            "guidance.update",
        ],
        # The admin lets nobody delete what was ever public: this is for drafts and opening hours.
        ["add", "change", "delete", "view"],
    ),
    **dict.fromkeys(
        ["guidance.policytemplate", "guidance.policysection", "guidance.clause", "guidance.publisher"],
        ["add", "change", "view"],
    ),
    **dict.fromkeys(
        [
            "guidance.audience",
            "guidance.phase",
            "guidance.riskarea",
            "guidance.revision",
            "guidance.clauseversion",
            "guidance.policyedition",
            "guidance.zeroresultquery",
        ],
        ["view"],
    ),
    "guidance.synonym": ["add", "change", "view"],
}
ADVISERS_ONLY = {
    "guidance.audience": ["add", "change"],
    "guidance.phase": ["add", "change"],
    # There are four risk areas because KCSIE names four: they change, but none comes or goes here.
    "guidance.riskarea": ["change"],
    "guidance.revision": ["publish_content"],
    "guidance.synonym": ["delete"],
    "guidance.zeroresultquery": ["delete"],
    "enquiries.enquiry": ["view", "change"],
    "enquiries.suspectedspam": ["view", "change"],
    "enquiries.diversion": ["view"],
    "enquiries.establishment": ["view"],
    "core.queuedemail": ["view", "change"],
    "core.auditentry": ["view"],
}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for group, table in ((EDITOR, BOTH), (ADVISER, BOTH), (ADVISER, ADVISERS_ONLY)):
        row, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=group)
        for model, actions in table.items():
            row.permissions.add(*[_permission(apps, using, model, action) for action in actions])


def _permission(apps, using, model, action):
    options = apps.get_model(model)._meta
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label=options.app_label, model=options.model_name)
    )
    declared = dict(options.permissions)
    codename = action if action in declared else f"{action}_{options.model_name}"
    name = declared.get(action, f"Can {action} {options.verbose_name_raw}")
    permission, _ = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .get_or_create(content_type=content_type, codename=codename, defaults={"name": name})
    )
    return permission


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth.Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=[EDITOR, ADVISER]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0001_enquiries"),
        ("guidance", "0001_content"),
        ("core", "0001_mail_queue_and_audit"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, remove_groups)]
