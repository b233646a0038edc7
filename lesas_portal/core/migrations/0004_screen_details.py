"""Who answers for the screen at the council, and what was assessed: two details that only the council can say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_statement_permissions"),
    ]

    operations = [
        migrations.AddField(
            model_name="statementdetails",
            name="screen_assessment",
            field=models.TextField(
                blank=True,
                help_text="Which were made and when, as one on data protection or on equality, in sentences. Empty: the page says how to ask.",
                verbose_name="impact assessments of the screen",
            ),
        ),
        migrations.AddField(
            model_name="statementdetails",
            name="screen_owner",
            field=models.CharField(
                blank=True,
                help_text="Who at the council answers for the program that reads enquiries: the role, as the council names it; no person’s name is needed. Empty: the page says how to ask.",
                max_length=150,
                verbose_name="senior responsible owner of the screen",
            ),
        ),
    ]
