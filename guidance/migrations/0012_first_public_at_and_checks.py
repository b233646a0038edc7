"""When each page was public for the first time, apart from when it is public now; and who checked what.

The constraints of pages get words. The one that asks for the first day comes after the days are filled in.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

MODELS = [
    *("guidancepage", "guidedroute", "handout", "helpline", "policytemplate"),
    *("resource", "riskarea", "service", "update"),
]


def with_words(model):
    """The constraints of a page as they were, each with what a person reads."""
    return [
        models.CheckConstraint(
            name=f"{model}_published_has_date",
            condition=Q(("status", "draft"), ("publish_at__isnull", False), _connector="OR"),
            violation_error_message="What is not a draft needs the day from which it is public.",
        ),
        models.CheckConstraint(
            name=f"{model}_withdrawn_has_reason",
            condition=Q(
                Q(("status", "withdrawn"), _negated=True),
                Q(("withdrawn_reason", ""), _negated=True),
                _connector="OR",
            ),
            violation_error_message="Say why it is withdrawn. Readers of the old address see it.",
        ),
        models.CheckConstraint(
            name=f"{model}_withdrawn_after_published",
            condition=Q(("withdraw_at__isnull", True), ("withdraw_at__gt", F("publish_at")), _connector="OR"),
            violation_error_message="It must stop being public after it becomes public.",
        ),
        models.CheckConstraint(
            name=f"{model}_checked_on_and_by",
            condition=Q(
                Q(("checked_by__isnull", True), ("checked_on__isnull", True)),
                Q(("checked_by__isnull", False), ("checked_on__isnull", False)),
                _connector="OR",
            ),
            violation_error_message="A check has a day and the name of who made it.",
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0011_search_words_from_three_networks"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            operation
            for model in MODELS
            for operation in (
                migrations.AddField(
                    model_name=model,
                    name="first_public_at",
                    field=models.DateTimeField(
                        blank=True,
                        null=True,
                        help_text="When the public could read it for the first time. "
                        "Once that is past it never changes.",
                    ),
                ),
                migrations.AlterField(
                    model_name=model,
                    name="publish_at",
                    field=models.DateTimeField(
                        blank=True,
                        null=True,
                        help_text="From when the public may read it. In the future: scheduled.",
                    ),
                ),
                *(
                    migrations.AlterConstraint(model, constraint.name, constraint)
                    for constraint in with_words(model)
                ),
            )
        ),
        migrations.CreateModel(
            name="ContentCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(help_text="What was marked in one go has the same one.")),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, help_text="When they said so."),
                ),
                ("checked_on", models.DateField(help_text="The day of the check.")),
                ("next_check_on", models.DateField(help_text="When it must be checked again.")),
                ("checked_on_before", models.DateField(help_text="The day of the check before.", null=True)),
                (
                    "next_check_on_before",
                    models.DateField(help_text="When it had to be checked until then.", null=True),
                ),
                ("undone_at", models.DateTimeField(help_text="When the person took it back.", null=True)),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who checked it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "checked_by_before",
                    models.ForeignKey(
                        help_text="Who made the check before.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "check",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["by", "-at"], name="contentcheck_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "content_type", "object_id"),
                        name="contentcheck_once_a_batch",
                        violation_error_message="It was marked in the same go already.",
                    ),
                    models.CheckConstraint(
                        condition=Q(("next_check_on__gt", F("checked_on"))),
                        name="contentcheck_next_after_this",
                        violation_error_message="The next check must come after this one.",
                    ),
                ],
            },
        ),
    ]
