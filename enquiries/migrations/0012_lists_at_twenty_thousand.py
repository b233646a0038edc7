"""Indexes for the lists of advisers: by day of arrival, and of those that are closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0011_awaiting_sender")]

    operations = [
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["-received_at"], name="enquiry_received"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["status", "-closed_at"], name="enquiry_closed"),
        ),
    ]
