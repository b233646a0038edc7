"""Mark those whose acknowledgement waits because too many came in. No row is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0009_establishment_town_and_closed")]

    operations = [
        migrations.AddField(
            "enquiry",
            "acknowledgement_waits",
            models.BooleanField(
                default=False,
                help_text="More came in that hour than are mailed one by one, so its acknowledgement waits.",
            ),
        ),
        migrations.AddIndex(
            "enquiry",
            models.Index(
                condition=models.Q(("acknowledgement_waits", True)), fields=["status"], name="enquiry_waits"
            ),
        ),
    ]
