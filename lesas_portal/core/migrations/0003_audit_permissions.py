"""Advisers may read who did what; nobody may change it."""

from django.db import migrations

from lesas_portal.core.permissions import ADVISER, grant


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    grant(apps, using, group=ADVISER, model="core.auditentry", actions=("view",))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_audit_entries"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
