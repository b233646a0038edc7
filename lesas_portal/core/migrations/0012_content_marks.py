"""The table whose rows say which content the database holds.

The triggers that write it are made after each migration (``content_version.install``); on the way back they go
first, since they name the table.
"""

from django.db import migrations, models

from lesas_portal.core import content_version


def take_triggers_away(apps, schema_editor):
    content_version.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("core", "0011_words_of_the_admin")]

    operations = [
        migrations.CreateModel(
            name="ContentMark",
            fields=[
                (
                    "mark",
                    models.BigIntegerField(help_text="Drawn at random.", primary_key=True, serialize=False),
                ),
            ],
            options={"verbose_name": "content mark", "default_permissions": ()},
        ),
        migrations.RunPython(migrations.RunPython.noop, take_triggers_away),
    ]
