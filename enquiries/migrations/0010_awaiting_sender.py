"""Whether it is for the sender to write back, so that what we have answered is not late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0008_group_manager")]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="awaiting_sender",
            field=models.BooleanField(
                default=False, help_text="We have answered, and it is for the sender to write back."
            ),
        ),
    ]
