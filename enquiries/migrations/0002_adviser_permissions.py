"""Advisers read and handle enquiries, and see what became of their mails. Editors see none of it."""

from django.db import migrations

from lesas_portal.core.permissions import ADVISER, grant


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for model in ("enquiry", "suspectedspam"):
        grant(apps, using, group=ADVISER, model=f"enquiries.{model}", actions=("view", "change"))
    for model in ("diversion", "setting"):
        grant(apps, using, group=ADVISER, model=f"enquiries.{model}", actions=("view",))
    grant(apps, using, group=ADVISER, model="core.queuedemail", actions=("view", "change"))


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0001_initial"),
        ("core", "0001_initial"),
        ("guidance", "0003_groups_editor_and_adviser"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
