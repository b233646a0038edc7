# What to look for where an address opens a home page, what a document took in, which page of ours replaces it.

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0005_facts_and_risk_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="look_for",
            field=models.CharField(
                blank=True,
                help_text="Where the address opens only a home page or is missing: what to look for there, as a sentence. “On the NSPCC’s learning site, look for “PANTS”.”",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="replaced_by",
            field=models.CharField(
                blank=True,
                help_text="Once it is withdrawn: the page of this site that replaces it, as /policies/image-use/. Leave empty where its successor is another resource.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^/(?!/)\\S*$", "Give an address of this site, as /policies/image-use/."
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="taken_in",
            field=models.TextField(
                blank=True,
                help_text="Older documents that are part of it now, one a line. Shown to readers and read by search.",
                verbose_name="includes now",
            ),
        ),
    ]
