"""Who told us of a contact, and when; term dates; numbers once by their digits; hours over midnight."""

import datetime

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0015_check_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "detail",
                    models.CharField(
                        choices=[
                            ("phone", "Phone number"),
                            ("text", "Number to text"),
                            ("email", "E-mail address"),
                            ("hours", "Opening hours"),
                        ],
                        max_length=5,
                        verbose_name="what",
                    ),
                ),
                (
                    "value",
                    models.TextField(
                        help_text="The number, address or hours that were confirmed.",
                        verbose_name="as it was",
                    ),
                ),
                (
                    "told_by",
                    models.CharField(
                        help_text="A person, or a page of theirs.", max_length=200, verbose_name="who told us"
                    ),
                ),
                (
                    "told_on",
                    models.DateField(help_text="The day on which they said so.", verbose_name="told on"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written down")),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For example: Term 1, 2026 to 2027.", max_length=60, unique=True
                    ),
                ),
                (
                    "first_day",
                    models.DateField(help_text="The first day on which schools are open to children."),
                ),
                ("last_day", models.DateField(help_text="The last such day.")),
            ],
            options={
                "verbose_name": "term date",
                "ordering": ["first_day"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="helpline",
            name="helpline_each_number_once",
        ),
        migrations.RemoveConstraint(
            model_name="openingperiod",
            name="openingperiod_closes_after_opening",
        ),
        migrations.RemoveConstraint(
            model_name="specialday",
            name="specialday_closed_or_both_times",
        ),
        migrations.AddField(
            model_name="helpline",
            name="text_confirmed",
            field=models.BooleanField(
                default=True, help_text="Tick to show the number to text. Until then only advisers see it."
            ),
        ),
        migrations.AddField(
            model_name="specialday",
            name="reason",
            field=models.CharField(blank=True, help_text="Why, for readers: Christmas.", max_length=100),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="hours_confirmed",
            field=models.BooleanField(
                default=False, help_text="Tick when you have checked all hours. Only then is “Open now” said."
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="hours_text",
            field=models.CharField(
                blank=True,
                help_text="Readers see them for as long as the hours above are not shown to them.",
                max_length=200,
                verbose_name="hours in your own words",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="phone",
            field=models.CharField(
                blank=True,
                help_text="As 03000 41 11 11, or without the blanks. Once in this list.",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="openingperiod",
            name="closes",
            field=models.TimeField(help_text="When it closes: before it opens means on the day after."),
        ),
        migrations.AlterField(
            model_name="openingperiod",
            name="term_time_only",
            field=models.BooleanField(
                default=False,
                help_text="Tick when these hours hold in term time only. “Open now” needs the term dates.",
            ),
        ),
        migrations.AlterField(
            model_name="specialday",
            name="closes",
            field=models.TimeField(
                blank=True, help_text="When it closes: before it opens means on the day after.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="helpline",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Replace(
                    models.F("phone"), models.Value(" "), models.Value("")
                ),
                condition=models.Q(("phone", ""), _negated=True),
                name="helpline_each_number_once",
                violation_error_message="This number is in the list already, in another helpline.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helpline",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="helpline_each_email_once",
                violation_error_message="This e-mail address is in the list already, in another helpline.",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes", models.F("opens")), _negated=True),
                    ("closes", datetime.time(0, 0)),
                    _connector="OR",
                ),
                name="openingperiod_lasts",
                violation_error_message="It opens and closes at the same time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes__isnull", True), ("opens__isnull", True)),
                    models.Q(
                        ("closes__isnull", False),
                        ("opens__isnull", False),
                        models.Q(
                            models.Q(("closes", models.F("opens")), _negated=True),
                            ("closes", datetime.time(0, 0)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="specialday_closed_or_both_times",
                violation_error_message="Fill in both times, or none: then it is closed all day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="helpline",
            name="helpline_text_word_needs_number",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text_word", ""), models.Q(("text_number", ""), _negated=True), _connector="OR"
                ),
                name="helpline_text_word_needs_number",
                violation_error_message="There is a word to text, but no number to text it to.",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written down by",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="helpline",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="confirmations",
                to="guidance.helpline",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gt", models.F("first_day"))),
                name="term_ends_after_it_begins",
                violation_error_message="The last day must come after the first.",
            ),
        ),
    ]
