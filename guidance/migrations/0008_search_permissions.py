"""Who looks after the search words: editors write them, advisers may also delete, and read what was missed."""

from django.db import migrations

from lesas_portal.core.permissions import ADVISER, EDITOR, grant


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    for group in (EDITOR, ADVISER):
        grant(apps, using, group=group, model="guidance.searchterm", actions=("add", "change", "view"))
        grant(apps, using, group=group, model="guidance.missedsearch", actions=("view",))
    grant(apps, using, group=ADVISER, model="guidance.searchterm", actions=("delete",))
    grant(apps, using, group=ADVISER, model="guidance.missedsearch", actions=("delete",))


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0007_policy_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
