"""Words of the admin for where a number was found and how sure a duty is. No column changes."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0033_planner_permissions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="duty",
            name="certainty",
            field=models.CharField(
                choices=[
                    ("high", "We have read the source"),
                    ("medium", "We have not seen the source itself"),
                    ("advice", "Our advice: no rule asks for it"),
                ],
                help_text="How sure that is.",
                max_length=6,
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="hours_seen_on",
            field=models.CharField(
                blank=True,
                help_text="The year or month in which the hours were seen: 2020 or 2020-09. Hours that nobody has confirmed are not shown without it; once it is over a year ago, readers are told to check them.",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{4}(-(0[1-9]|1[0-2]))?\\Z",
                        "Write a year as 2020, or a year and month as 2020-09.",
                    )
                ],
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="seen_in",
            field=models.CharField(
                blank=True,
                help_text="Where the number was found, as “on example.org”. Readers of the page do not see it; the open data has it.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="seen_on",
            field=models.CharField(
                blank=True,
                help_text="The year or month of the page on which the number was found: 2020 or 2020-09. Readers are sent to its website once that is over a year ago, until you mark the helpline as checked.",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{4}(-(0[1-9]|1[0-2]))?\\Z",
                        "Write a year as 2020, or a year and month as 2020-09.",
                    )
                ],
            ),
        ),
    ]
