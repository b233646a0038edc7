"""``declared`` becomes ``declared_general``, and establishments are called so. No value changes.

The constraints name the field, so they go before it is renamed and come back after.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import enquiries.reference


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_setting_types_of_the_common_list")]

    operations = [
        migrations.RemoveConstraint("diversion", "diversion_once"),
        migrations.RemoveConstraint("enquiry", "enquiry_strategic_or_declared"),
        migrations.RenameField("enquiry", "declared", "declared_general"),
        migrations.RenameField("diversion", "declared", "declared_general"),
        migrations.AddConstraint(
            "diversion",
            models.UniqueConstraint(
                name="diversion_once", fields=["day", "route", "step", "declared_general"]
            ),
        ),
        migrations.AddConstraint(
            "enquiry",
            models.CheckConstraint(
                name="enquiry_strategic_or_declared",
                condition=Q(screen_route="strategic") | Q(declared_general=True),
            ),
        ),
        migrations.AlterModelOptions(
            "diversion", {"ordering": ["-day", "route", "step", "declared_general"]}
        ),
        migrations.AlterModelOptions("establishment", {"ordering": ["name"]}),
        migrations.AlterField(
            "establishment", "name", models.CharField(help_text="As GIAS spells it.", max_length=200)
        ),
        migrations.AlterField(
            "enquiry",
            "establishment",
            models.ForeignKey(
                "enquiries.establishment",
                on_delete=django.db.models.deletion.SET_NULL,
                null=True,
                blank=True,
                help_text="The one establishment of GIAS with that name.",
            ),
        ),
        migrations.AlterField(
            "enquiry",
            "reference",
            models.CharField(
                default=enquiries.reference.make,
                help_text="What to quote when asking about it.",
                max_length=9,
                unique=True,
            ),
        ),
    ]
