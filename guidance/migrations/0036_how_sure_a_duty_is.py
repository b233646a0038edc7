"""Words for how sure a duty is: they claim no reading that nobody did. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0035_groups_of_guidance"),
    ]

    operations = [
        migrations.AlterField(
            model_name="duty",
            name="certainty",
            field=models.CharField(
                choices=[
                    ("high", "Seen at the source, or in several copies that agree"),
                    ("medium", "We have not seen the source itself: check it there"),
                    ("advice", "Our advice: no rule asks for it"),
                ],
                help_text="How sure that is.",
                max_length=6,
            ),
        ),
    ]
