"""What the groups of the admin may do with policy templates. Editions are only ever added, by issuing."""

from django.db import migrations

from lesas_portal.core.permissions import ADVISER, EDITOR, grant


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for group in (EDITOR, ADVISER):
        for model in ("policytemplate", "policysection", "clause"):
            grant(apps, using, group=group, model=f"guidance.{model}", actions=("add", "change", "view"))
        for model in ("clauseversion", "policyedition"):
            grant(apps, using, group=group, model=f"guidance.{model}", actions=("view",))


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0006_policies"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
