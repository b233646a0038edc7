"""An enquiry may be answered by the reply alone, where no page is needed: a quote, or a date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0013_export_holder"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("page", "A page of the portal answers it"),
                    ("unclear", "A page is about it, but was unclear"),
                    ("missing", "No page answers it: something is missing"),
                    ("reply", "Answered by our reply: no page is needed"),
                    ("phone", "Answered by telephone"),
                    ("nothing", "Nothing to do"),
                ],
                help_text="What answered it, at the last closing.",
                max_length=10,
            ),
        ),
    ]
