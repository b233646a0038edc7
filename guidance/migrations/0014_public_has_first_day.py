"""What is not a draft has the day on which it first was, or will be, public."""

from django.db import migrations, models
from django.db.models import Q

MODELS = [
    *("guidancepage", "guidedroute", "handout", "helpline", "policytemplate"),
    *("resource", "riskarea", "service", "update"),
]


class Migration(migrations.Migration):
    dependencies = [("guidance", "0013_what_was_public_once")]

    operations = [
        migrations.AddConstraint(
            model_name=model,
            constraint=models.CheckConstraint(
                condition=Q(("status", "draft"), ("first_public_at__isnull", False), _connector="OR"),
                name=f"{model}_public_has_first_day",
                violation_error_message="What is not a draft needs the day on which it first was public.",
            ),
        )
        for model in MODELS
    ]
