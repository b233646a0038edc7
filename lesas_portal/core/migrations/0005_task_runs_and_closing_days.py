"""Two tables: when a scheduled task last ran, and days on which the council is closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_screen_details"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosingDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(help_text="The day.", unique=True)),
                (
                    "reason",
                    models.CharField(
                        help_text="Why, as advisers say it: between Christmas and New Year.", max_length=100
                    ),
                ),
            ],
            options={
                "verbose_name": "closing day",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="TaskRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="The command.", max_length=40, unique=True)),
                ("started_at", models.DateTimeField(help_text="When it last began.")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, help_text="When it last ended well.", null=True),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, help_text="What it did then, in a few words.", max_length=200
                    ),
                ),
            ],
            options={
                "verbose_name": "scheduled task",
                "ordering": ["name"],
            },
        ),
    ]
