"""What a document is to settings gets a field of its own: until now its kind said it beside the list."""

from django.db import migrations, models

import guidance.models.resource_kind


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0027_roles_permissions"),
    ]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="standing",
            field=models.CharField(
                blank=True,
                choices=[
                    ("law", "Law"),
                    ("statutory-guidance", "Statutory guidance"),
                    ("standard", "National standard"),
                    ("guidance", "Guidance"),
                ],
                help_text="What it is to settings. Sources of policies say so. Empty for what is no document "
                "of that sort.",
                max_length=18,
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="kind",
            field=guidance.models.resource_kind.KindField(
                choices=[
                    ("standard", "Duties and standards"),
                    ("guidance", "Guidance and advice"),
                    ("curriculum", "Teaching resources"),
                    ("tool", "Tools and templates"),
                    ("training", "Training and services"),
                    ("helpline", "Helplines and reporting"),
                ],
                help_text="What people look for when they want it.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="taken_in",
            field=models.TextField(
                blank=True,
                help_text="Older documents that are part of it now, one a line. Shown to readers and read by "
                "search.",
                verbose_name="now includes",
            ),
        ),
    ]
