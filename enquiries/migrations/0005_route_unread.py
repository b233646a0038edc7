"""A route for what the screen could not read. Nothing is rewritten: only the choices and their words are new."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0004_policies_for_governors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="diversion",
            name="route",
            field=models.CharField(
                choices=[
                    ("front_door", "Front Door"),
                    ("lado", "LADO"),
                    ("unread", "Not read by the screen"),
                ],
                help_text="Where it was sent.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="declared_general",
            field=models.BooleanField(
                default=False,
                help_text="The screen stopped it, or could not read it, and the sender declared that it is for us.",
                verbose_name="sent although the screen stopped it",
            ),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="screen_route",
            field=models.CharField(
                choices=[
                    ("strategic", "For LESAS"),
                    ("front_door", "For the Front Door"),
                    ("lado", "For the LADO"),
                    ("unread", "Not read"),
                ],
                help_text="What the screen made of it.",
                max_length=10,
            ),
        ),
    ]
