# Opening hours for each way of contact, in term time, on special days; when a number and hours were seen.

import datetime

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0006_resource_look_for_and_replaced_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("phone", "Phone"), ("text", "Text"), ("chat", "Chat"), ("email", "Email")],
                        default="phone",
                        help_text="The way of contact that has these hours.",
                        max_length=5,
                    ),
                ),
                ("day", models.DateField(help_text="The date.")),
                (
                    "opens",
                    models.TimeField(
                        blank=True, help_text="Leave both times empty: closed all day.", null=True
                    ),
                ),
                (
                    "closes",
                    models.TimeField(
                        blank=True,
                        help_text="When it closes. 00:00 is midnight at the end of the day.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["day", "way", "opens"],
            },
        ),
        migrations.AlterModelOptions(
            name="openingperiod",
            options={"ordering": ["way", "weekday", "opens"]},
        ),
        migrations.RemoveConstraint(
            model_name="openingperiod",
            name="openingperiod_once",
        ),
        migrations.AddField(
            model_name="helpline",
            name="hours_seen_on",
            field=models.CharField(
                blank=True,
                help_text="The year or month in which the hours were seen: 2020 or 2020-09. Hours that nobody has confirmed are shown with it; without it they are not shown.",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{4}(-(0[1-9]|1[0-2]))?\\Z",
                        "Write a year as 2020, or a year and month as 2020-09.",
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="helpline",
            name="seen_on",
            field=models.CharField(
                blank=True,
                help_text="The year or month of the page on which the number was found: 2020 or 2020-09.",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{4}(-(0[1-9]|1[0-2]))?\\Z",
                        "Write a year as 2020, or a year and month as 2020-09.",
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="openingperiod",
            name="term_time_only",
            field=models.BooleanField(
                default=False,
                help_text="Tick when these hours hold in term time only. “Open now” is then never said of them.",
            ),
        ),
        migrations.AddField(
            model_name="openingperiod",
            name="way",
            field=models.CharField(
                choices=[("phone", "Phone"), ("text", "Text"), ("chat", "Chat"), ("email", "Email")],
                default="phone",
                help_text="The way of contact that has these hours.",
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="always_open",
            field=models.BooleanField(
                default=False,
                help_text="Its phone, or its text number where it has no phone, is open day and night, every day.",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="hours_text",
            field=models.CharField(
                blank=True,
                help_text="Opening hours in words, for as long as the hours below are not shown.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="phone_confirmed",
            field=models.BooleanField(
                default=False,
                help_text="Tick to show the number: you have checked it, or it was found on a page that “seen in” names. Until then only advisers see it.",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="seen_in",
            field=models.CharField(
                blank=True,
                help_text="For readers: where the number was found, as “on example.org”. It is shown beside the number until you mark the helpline as checked.",
                max_length=200,
            ),
        ),
        migrations.AddConstraint(
            model_name="openingperiod",
            constraint=models.UniqueConstraint(
                fields=("helpline", "way", "weekday", "opens", "term_time_only"), name="openingperiod_once"
            ),
        ),
        migrations.AddField(
            model_name="specialday",
            name="helpline",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="special_days",
                to="guidance.helpline",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialday",
            constraint=models.UniqueConstraint(
                fields=("helpline", "way", "day", "opens"), name="specialday_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="specialday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opens__isnull", True)),
                fields=("helpline", "way", "day"),
                name="specialday_closed_once",
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
                            ("closes__gt", models.F("opens")),
                            ("closes", datetime.time(0, 0)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="specialday_closed_or_both_times",
            ),
        ),
    ]
