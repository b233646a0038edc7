"""The two groups of the admin: an Editor writes drafts, an Adviser also publishes, withdraws and checks."""

from django.db import migrations

from lesas_portal.core.permissions import ADVISER, EDITOR, grant

WRITTEN = ("guidancepage", "handout", "helpline", "openingperiod", "resource", "service", "update")
LABELS = ("audience", "phase", "publisher")


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for group in (EDITOR, ADVISER):
        for model in WRITTEN:
            # The admin lets nobody delete what was ever public: this is for drafts and opening hours.
            actions = ("add", "change", "delete", "view")
            grant(apps, using, group=group, model=f"guidance.{model}", actions=actions)
        grant(apps, using, group=group, model="guidance.publisher", actions=("add", "change"))
        for model in (*LABELS, "riskarea", "revision"):
            grant(apps, using, group=group, model=f"guidance.{model}", actions=("view",))
    for model in LABELS:
        grant(apps, using, group=ADVISER, model=f"guidance.{model}", actions=("add", "change"))
    # There are four risk areas because KCSIE names four: they change, but none comes or goes here.
    grant(apps, using, group=ADVISER, model="guidance.riskarea", actions=("change",))
    grant(apps, using, group=ADVISER, model="guidance.revision", actions=("publish_content",))


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth.Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=[EDITOR, ADVISER]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0002_publish_permission"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, remove_groups)]
