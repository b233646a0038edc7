"""What only the council can say in the privacy notice and the accessibility statement: one row at most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_mail_queue_and_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatementDetails",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "controller_address",
                    models.TextField(
                        blank=True,
                        help_text="Kent County Council as controller of personal data, line by line. Empty: the page says how to ask.",
                        verbose_name="postal address of the council",
                    ),
                ),
                (
                    "officer",
                    models.CharField(
                        blank=True,
                        help_text="The role or team, as the council names it; no person’s name is needed.",
                        max_length=150,
                        verbose_name="data protection officer",
                    ),
                ),
                (
                    "officer_email",
                    models.EmailField(
                        blank=True,
                        help_text="As the council publishes it. Empty: the page says how to ask.",
                        max_length=254,
                        verbose_name="e-mail of the data protection officer",
                    ),
                ),
                (
                    "officer_phone",
                    models.CharField(
                        blank=True,
                        help_text="Grouped for reading, as 03000 41 11 11.",
                        max_length=30,
                        verbose_name="telephone of the data protection officer",
                    ),
                ),
                (
                    "complaints_address",
                    models.TextField(
                        blank=True,
                        help_text="A postal or an e-mail address, line by line. Empty: the page says how to ask.",
                        verbose_name="where to complain about data protection",
                    ),
                ),
                (
                    "regulator_url",
                    models.URLField(
                        blank=True,
                        help_text="Open it before you enter it. Empty: the page leads to the site of the ICO.",
                        verbose_name="the ICO’s page for complaints",
                    ),
                ),
                (
                    "special_category_basis",
                    models.TextField(
                        blank=True,
                        help_text="What a message may hold unasked, as on health or religion. Ask the data protection officer which condition of Article 9 applies, then write one sentence: “We rely on …”",
                        verbose_name="ground for special category information",
                    ),
                ),
                (
                    "hosting",
                    models.TextField(
                        blank=True,
                        help_text="For the privacy notice, in sentences: who hosts the site and its e-mail, in which country, and how long their logs are kept. Empty: the page says how to ask.",
                        verbose_name="who hosts and runs the site",
                    ),
                ),
                (
                    "privacy_reviewed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody who answers for data protection read the whole notice.",
                        null=True,
                        verbose_name="privacy notice reviewed on",
                    ),
                ),
                (
                    "accessibility_email",
                    models.EmailField(
                        blank=True,
                        help_text="Who answers when something fails. Empty: the page says how to ask.",
                        max_length=254,
                        verbose_name="e-mail about accessibility",
                    ),
                ),
                (
                    "accessibility_phone",
                    models.CharField(
                        blank=True,
                        help_text="Grouped for reading, as 03000 41 11 11.",
                        max_length=30,
                        verbose_name="telephone about accessibility",
                    ),
                ),
                (
                    "advisory_service_url",
                    models.URLField(
                        blank=True,
                        help_text="Open it before you enter it. Empty: the service is named without a link.",
                        verbose_name="site of the Equality Advisory and Support Service",
                    ),
                ),
                (
                    "accessibility_reviewed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody read the statement and tried the site. The page shows the day that came with the portal until this one is later.",
                        null=True,
                        verbose_name="accessibility statement reviewed on",
                    ),
                ),
            ],
            options={
                "verbose_name": "details of the statements",
                "verbose_name_plural": "details of the privacy and accessibility statements",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="statementdetails_one_row")
                ],
            },
        ),
    ]
