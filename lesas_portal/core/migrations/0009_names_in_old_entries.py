"""Entries of the audit get the full name of whoever still has an account; of others the user name stays."""

from django.db import migrations


def fill_names(apps, schema_editor):
    using = schema_editor.connection.alias
    entries = apps.get_model("core.AuditEntry").objects.using(using)
    users = apps.get_model("auth.User").objects.using(using)
    for user in users.filter(pk__in=entries.exclude(user=None).values("user")):
        name = f"{user.first_name} {user.last_name}".strip() or user.username
        entries.filter(user=user, actor_name="").update(actor_name=name)


class Migration(migrations.Migration):
    dependencies = [("core", "0008_audit_names")]

    operations = [migrations.RunPython(fill_names, migrations.RunPython.noop)]
