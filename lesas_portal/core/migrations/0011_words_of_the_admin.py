"""The words of the admin: each noun and field has the name that people know it by. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_open_forms"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="auditentry",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "audit entry",
                "verbose_name_plural": "who did what",
            },
        ),
        migrations.AlterModelOptions(
            name="queuedemail",
            options={"ordering": ["-queued_at"], "verbose_name": "email"},
        ),
        migrations.AlterModelOptions(
            name="statementdetails",
            options={
                "verbose_name": "details of the statements",
                "verbose_name_plural": "privacy and accessibility statements",
            },
        ),
        migrations.AlterField(
            model_name="statementdetails",
            name="accessibility_email",
            field=models.EmailField(
                blank=True,
                help_text="Who answers when something fails. Empty: the page says how to ask.",
                max_length=254,
                verbose_name="email about accessibility",
            ),
        ),
        migrations.AlterField(
            model_name="statementdetails",
            name="complaints_address",
            field=models.TextField(
                blank=True,
                help_text="A postal or an email address, line by line. Empty: the page says how to ask.",
                verbose_name="where to complain about data protection",
            ),
        ),
        migrations.AlterField(
            model_name="statementdetails",
            name="hosting",
            field=models.TextField(
                blank=True,
                help_text="For the privacy notice, in sentences: who hosts the site and its email, in which country, and how long their logs are kept. Empty: the page says how to ask.",
                verbose_name="who hosts and runs the site",
            ),
        ),
        migrations.AlterField(
            model_name="statementdetails",
            name="officer_email",
            field=models.EmailField(
                blank=True,
                help_text="As the council publishes it. Empty: the page says how to ask.",
                max_length=254,
                verbose_name="email of the data protection officer",
            ),
        ),
    ]
