"""The words of the admin: each noun and field has the name that people know it by. No column changes."""

import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0023_working_copy_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="clause",
            options={
                "ordering": ["section__order", "order", "pk"],
                "verbose_name": "clause of a policy",
                "verbose_name_plural": "clauses of policies",
            },
        ),
        migrations.AlterModelOptions(
            name="handout",
            options={"ordering": ["order", "title"], "verbose_name": "hand-out"},
        ),
        migrations.AlterModelOptions(
            name="policysection",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "section of a policy",
                "verbose_name_plural": "sections of policies",
            },
        ),
        migrations.AlterModelOptions(
            name="routeanswer",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "answer to a question",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.AlterModelOptions(
            name="routeoutcome",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "outcome of a guided route",
                "verbose_name_plural": "outcomes of guided routes",
            },
        ),
        migrations.AlterModelOptions(
            name="routequestion",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "question of a guided route",
                "verbose_name_plural": "questions of guided routes",
            },
        ),
        migrations.AlterModelOptions(
            name="routestep",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "step of an outcome",
                "verbose_name_plural": "steps",
            },
        ),
        migrations.AlterModelOptions(
            name="synonym",
            options={"ordering": ["term"], "verbose_name": "search word"},
        ),
        migrations.AlterField(
            model_name="audience",
            name="slug",
            field=models.SlugField(
                help_text="How it stands in the addresses of filtered lists.",
                max_length=30,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="confirmation",
            name="detail",
            field=models.CharField(
                choices=[
                    ("phone", "Phone number"),
                    ("text", "Number to text"),
                    ("email", "Email address"),
                    ("hours", "Opening hours"),
                ],
                max_length=5,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="fact",
            name="confirm",
            field=models.TextField(
                help_text="What an adviser reads or asks to settle it, and then does.",
                verbose_name="to settle it",
            ),
        ),
        migrations.AlterField(
            model_name="fact",
            name="url",
            field=models.URLField(
                blank=True,
                help_text="That of its source, where one is known.",
                max_length=400,
                verbose_name="web address",
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="guidedroute",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="guidedroute",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="guidedroute",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="guidedroute",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="handout",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="handout",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="handout",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="handout",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="phase",
            name="slug",
            field=models.SlugField(
                help_text="How it stands in the addresses of filtered lists.",
                max_length=30,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="staging_url",
            field=models.URLField(
                blank=True,
                help_text="For advisers only: an address seen that is not public.",
                max_length=500,
                verbose_name="staging address",
            ),
        ),
        migrations.AlterField(
            model_name="resource",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="at",
            field=models.DateTimeField(help_text="When the change took effect.", verbose_name="when"),
        ),
        migrations.AlterField(
            model_name="revision",
            name="notable",
            field=models.BooleanField(
                default=False,
                help_text="Told: readers see it under Updates, in the feeds and in the history of the page.",
                verbose_name="readers told",
            ),
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="routeoutcome",
            name="parents_state",
            field=models.CharField(
                choices=[
                    ("tell", "Tell today"),
                    ("not-yet", "Not yet"),
                    ("ask-first", "Ask first"),
                    ("none", "Does not apply"),
                ],
                help_text="Whether parents are told.",
                max_length=9,
                verbose_name="telling parents",
            ),
        ),
        migrations.AlterField(
            model_name="routeoutcome",
            name="parents_words",
            field=models.TextField(
                blank=True, help_text="What to say to them, or why to wait.", verbose_name="words for parents"
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="destinations",
            field=models.TextField(
                blank=True,
                help_text="Addresses on this site that should come first, one a line, best first.",
                verbose_name="pages it leads to",
            ),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="expands_to",
            field=models.TextField(
                blank=True, help_text="Official terms, one a line.", verbose_name="search for as well"
            ),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="phrasings",
            field=models.TextField(
                blank=True, help_text="What means the same, one a line.", verbose_name="other ways to type it"
            ),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="term",
            field=models.CharField(
                help_text="What people type. Capitals, accents and hyphens do not matter.",
                max_length=80,
                unique=True,
                verbose_name="word",
            ),
        ),
        migrations.AlterField(
            model_name="update",
            name="first_public_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the public could read it for the first time. Once that is past it never changes.",
                null=True,
                verbose_name="first public",
            ),
        ),
        migrations.AlterField(
            model_name="update",
            name="publish_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From when the public may read it. In the future: scheduled.",
                null=True,
                verbose_name="public from",
            ),
        ),
        migrations.AlterField(
            model_name="update",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the page's address. It cannot change once the page has been public.",
                max_length=100,
                unique=True,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="update",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it stops being public. Leave empty to keep it.",
                null=True,
                verbose_name="public until",
            ),
        ),
        migrations.AlterConstraint(
            model_name="helpline",
            name="helpline_each_email_once",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="helpline_each_email_once",
                violation_error_message="This email address is in the list already, in another helpline.",
            ),
        ),
    ]
