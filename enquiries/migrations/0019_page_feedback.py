"""What readers say of pages: counts by day, and comments that are kept for a while."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0018_enquiries_of_anybody"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedbackCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(help_text="The day.")),
                ("page", models.CharField(help_text="The address of the page.", max_length=200)),
                (
                    "yes",
                    models.PositiveIntegerField(
                        default=0, help_text="How many said that it helped.", verbose_name="it helped"
                    ),
                ),
                (
                    "no",
                    models.PositiveIntegerField(
                        default=0, help_text="How many said that it did not.", verbose_name="it did not"
                    ),
                ),
            ],
            options={
                "verbose_name": "count of whether a page helped",
                "verbose_name_plural": "counts of whether pages helped",
                "ordering": ["-day", "-no", "page"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "page"), name="feedbackcount_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.DateField(default=django.utils.timezone.localdate, help_text="The day it came."),
                ),
                ("page", models.CharField(help_text="The address of the page.", max_length=200)),
                (
                    "helped",
                    models.BooleanField(
                        help_text="What the reader said first.", verbose_name="whether the page helped"
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="Read by the screen before it was kept.",
                        max_length=500,
                        verbose_name="what was missing",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a page",
                "verbose_name_plural": "comments on pages",
                "ordering": ["-day", "-pk"],
                "indexes": [models.Index(fields=["day"], name="feedbackcomment_day")],
            },
        ),
    ]
