"""Where an establishment is, and whether it has closed. Those that are there count as open until the next import."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0008_group_manager"),
    ]

    operations = [
        migrations.AddField(
            model_name="establishment",
            name="town",
            field=models.CharField(blank=True, help_text="Tells namesakes apart.", max_length=100),
        ),
        migrations.AddField(
            model_name="establishment",
            name="is_closed",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "No longer among the open ones of GIAS. It is not suggested, and kept while an enquiry "
                    "points to it."
                ),
                verbose_name="closed",
            ),
        ),
    ]
