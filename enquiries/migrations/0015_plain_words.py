"""What the screen stopped is called so in the admin, and who confirms spam stands in the thread."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0014_outcome_reply"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="diversion",
            options={
                "ordering": ["-day", "route", "step", "declared_general"],
                "verbose_name": "count of what the screen stopped",
                "verbose_name_plural": "counts of what the screen stopped",
            },
        ),
        migrations.AlterField(
            model_name="diversion",
            name="count",
            field=models.PositiveIntegerField(default=0, help_text="How many.", verbose_name="how many"),
        ),
        migrations.AlterField(
            model_name="diversion",
            name="declared_general",
            field=models.BooleanField(
                help_text="Whether these went on, declared not to be about a child.",
                verbose_name="whether it was sent all the same",
            ),
        ),
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
                verbose_name="where it was sent",
            ),
        ),
        migrations.AlterField(
            model_name="diversion",
            name="step",
            field=models.CharField(
                choices=[("form", "Form"), ("check", "Check answers")],
                help_text="Where in the form.",
                max_length=5,
                verbose_name="page of the form",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "Reply"),
                    ("note", "Private note, never sent"),
                    ("answer", "Their answer"),
                    ("phone", "Taken by telephone"),
                    ("given", "Given to"),
                    ("topic", "Topic changed"),
                    ("read", "Read: strategic"),
                    ("held", "Put on hold"),
                    ("resumed", "Hold ended"),
                    ("closed", "Closed"),
                    ("reopened", "Reopened"),
                    ("spam", "Put apart as spam"),
                    ("confirmed", "Confirmed as spam"),
                    ("released", "Not spam"),
                    ("merged", "The same as another"),
                ],
                help_text="What happened.",
                max_length=10,
            ),
        ),
    ]
