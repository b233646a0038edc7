"""Other words of help. Nothing is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0005_route_unread"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="declared_general",
            field=models.BooleanField(
                default=False,
                help_text="The screen stopped it, or could not read it, and the sender went on and sent it.",
                verbose_name="sent although the screen stopped it",
            ),
        ),
    ]
