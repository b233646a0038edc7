"""An export knows its holder's account, so that the first page reminds that person, and when the file went."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("enquiries", "0012_lists_at_twenty_thousand"),
    ]

    operations = [
        migrations.AddField(
            model_name="enquiryexport",
            name="by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who made it, while they have an account.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enquiryexport",
            name="deleted_at",
            field=models.DateTimeField(blank=True, help_text="When somebody said that it is.", null=True),
        ),
    ]
