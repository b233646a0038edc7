"""The duties of the year, what governors ask, sheets to fill in, and for whom an update is."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0031_risk_area_heading_and_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="GovernorQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(help_text="Its lasting name.", max_length=60, unique=True)),
                (
                    "term",
                    models.CharField(
                        choices=[
                            ("autumn", "Autumn term"),
                            ("spring", "Spring term"),
                            ("summer", "Summer term"),
                        ],
                        help_text="The term in which it is asked.",
                        max_length=6,
                    ),
                ),
                ("ask", models.CharField(help_text="The question, as it is asked.", max_length=200)),
                (
                    "good_answer",
                    models.TextField(
                        help_text="What a good answer has: a date, a name by role, what changed."
                    ),
                ),
                ("poor_answer", models.TextField(help_text="What a poor answer sounds like.")),
                (
                    "page",
                    models.CharField(
                        blank=True, help_text="Our page about it, as an address on this site.", max_length=200
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "is_shown",
                    models.BooleanField(
                        default=True, help_text="Untick it to leave it out.", verbose_name="shown"
                    ),
                ),
                (
                    "seed_state",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
                        max_length=64,
                    ),
                ),
            ],
            options={
                "verbose_name": "question for governors",
                "verbose_name_plural": "questions for governors",
                "ordering": ["order", "ask"],
            },
        ),
        migrations.AddField(
            model_name="guidancepage",
            name="is_sheet",
            field=models.BooleanField(
                default=False,
                help_text="A sheet to fill in: readers also get it as a Word file.",
                verbose_name="to fill in",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="audiences",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whose pages and updates the feed of this role carries.",
                to="guidance.audience",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="audiences",
            field=models.ManyToManyField(
                blank=True,
                help_text="Feeds of their roles carry it. Empty: for everybody.",
                to="guidance.audience",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="phases",
            field=models.ManyToManyField(
                blank=True,
                help_text="Feeds of these phases carry it. Empty: for all of them.",
                to="guidance.phase",
            ),
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Its lasting name: calendars know it by this one.",
                        max_length=60,
                        unique=True,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What to do, verb first: Review your filtering.", max_length=120
                    ),
                ),
                ("note", models.TextField(help_text="What it means, in one or two sentences.")),
                (
                    "leads",
                    models.CharField(help_text="Who leads, by role: Safeguarding lead (DSL).", max_length=80),
                ),
                (
                    "for_whom",
                    models.CharField(
                        blank=True,
                        help_text="Whom it binds, where not everybody: Schools and colleges.",
                        max_length=80,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("month", "Each year, in its month"),
                            ("year", "Once in the school year, on a day that the setting chooses"),
                            ("term", "Each term"),
                            ("half-term", "Each half term"),
                        ],
                        help_text="How often it comes.",
                        max_length=10,
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "January"),
                            (2, "February"),
                            (3, "March"),
                            (4, "April"),
                            (5, "May"),
                            (6, "June"),
                            (7, "July"),
                            (8, "August"),
                            (9, "September"),
                            (10, "October"),
                            (11, "November"),
                            (12, "December"),
                        ],
                        help_text="Its month, for what comes each year in one.",
                        null=True,
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        blank=True,
                        help_text="Its day, where it is known. It counts for its own school year; calendars get it at once.",
                        null=True,
                    ),
                ),
                (
                    "day_is_announced",
                    models.BooleanField(
                        default=False,
                        help_text="Until it is entered here, readers see “date to be confirmed” and calendars get nothing.",
                        verbose_name="somebody else sets the day",
                    ),
                ),
                (
                    "proof",
                    models.TextField(
                        blank=True,
                        help_text="What the board sees of it in a year. Empty where it needs to see nothing.",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True, help_text="Our page about it, as an address on this site.", max_length=200
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="Where it is written. Readers see it.", max_length=400),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("high", "Certain: read in good copies"),
                            ("medium", "Less certain: read second-hand"),
                            ("advice", "Advice: no rule asks for it"),
                        ],
                        help_text="How sure that is.",
                        max_length=6,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "is_shown",
                    models.BooleanField(
                        default=True,
                        help_text="Untick it to leave it out of the planner and of calendars.",
                        verbose_name="shown",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When its words or its day last changed.",
                    ),
                ),
                (
                    "seed_state",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
                        max_length=64,
                    ),
                ),
            ],
            options={
                "verbose_name": "duty of the year",
                "verbose_name_plural": "duties of the year",
                "ordering": ["order", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("month__isnull", False), ("rhythm", "month")),
                            models.Q(models.Q(("rhythm", "month"), _negated=True), ("month__isnull", True)),
                            _connector="OR",
                        ),
                        name="duty_month_where_it_has_one",
                        violation_error_message="What comes in a month needs that month; the others have none.",
                    ),
                ],
            },
        ),
    ]
