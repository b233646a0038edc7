"""How often a mail was refused or not answered, where answers to it go, and the pause of the whole queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_task_runs_and_closing_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(help_text="When the server first failed.")),
                ("until", models.DateTimeField(help_text="No worker tries before this moment.")),
                (
                    "failures",
                    models.PositiveIntegerField(default=1, help_text="How often it has failed on end."),
                ),
                ("cause", models.CharField(help_text="What the last try met, in words.", max_length=200)),
            ],
            options={
                "verbose_name": "pause of the mail queue",
            },
        ),
        migrations.AddField(
            model_name="queuedemail",
            name="is_automatic",
            field=models.BooleanField(
                default=True, help_text="No person wrote it, and it says so, so that no machine answers it."
            ),
        ),
        migrations.AddField(
            model_name="queuedemail",
            name="refusals",
            field=models.PositiveSmallIntegerField(default=0, help_text="How often the server said never."),
        ),
        migrations.AddField(
            model_name="queuedemail",
            name="reply_to",
            field=models.CharField(
                blank=True, help_text="Where answers go; else the sender.", max_length=320
            ),
        ),
        migrations.AddField(
            model_name="queuedemail",
            name="seen_at",
            field=models.DateTimeField(
                blank=True, help_text="When somebody saw to it after the worker had given up.", null=True
            ),
        ),
        migrations.AddField(
            model_name="queuedemail",
            name="unanswered",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="How often the server had it whole and did not say whether it took it."
            ),
        ),
        migrations.AlterField(
            model_name="queuedemail",
            name="attempts",
            field=models.PositiveIntegerField(default=0, help_text="How often it was tried."),
        ),
    ]
