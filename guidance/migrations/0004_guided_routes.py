"""Guided routes and shared blocks, and who may do what with them.

An Editor drafts questions, outcomes, steps and blocks; an Adviser also publishes, which is the permission
``publish_content`` that Advisers have. Nobody deletes a route, a block or an edition. Frozen as it was then;
Django makes permissions only after the last migration has run, so those that are given away are made here.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GROUPS = ["Editor", "Adviser"]
PERMISSIONS = {
    **dict.fromkeys(["guidedroute", "sharedblock"], ["add", "change", "view"]),
    **dict.fromkeys(
        ["routequestion", "routeanswer", "routeoutcome", "routestep"], ["add", "change", "delete", "view"]
    ),
    "routeedition": ["view"],
}


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = [
        _permission(apps, using, model, action)
        for model, actions in PERMISSIONS.items()
        for action in actions
    ]
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions)


def _permission(apps, using, model, action):
    options = apps.get_model("guidance", model)._meta
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label="guidance", model=model)
    )
    permission, _ = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .get_or_create(
            content_type=content_type,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {options.verbose_name_raw}"},
        )
    )
    return permission


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", content_type__model__in=PERMISSIONS)
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0003_helpline_seen_in"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidedRoute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The page's heading. Say what the reader gets.", max_length=200
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of the page's address. It cannot change once the page was published.",
                        max_length=100,
                        unique=True,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One or two plain sentences for lists and search results."
                    ),
                ),
                (
                    "keywords",
                    models.TextField(
                        blank=True,
                        help_text="Words that staff type, and former names, separated by commas. Search reads them.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        help_text="Changed by the Publish and Withdraw buttons.",
                        max_length=10,
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When the public may first read it. In the future: scheduled.",
                        null=True,
                    ),
                ),
                (
                    "withdraw_at",
                    models.DateTimeField(
                        blank=True, help_text="When it stops being public. Leave empty to keep it.", null=True
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="One sentence for readers who follow an old link: why it is gone.",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="The day an adviser last checked that it is right and current.",
                        null=True,
                    ),
                ),
                (
                    "next_check_on",
                    models.DateField(blank=True, help_text="When it must be checked again.", null=True),
                ),
                (
                    "owner",
                    models.EmailField(
                        blank=True,
                        help_text="A role address that answers for this content, never a person's own.",
                        max_length=254,
                    ),
                ),
                (
                    "seed_state",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
                        max_length=64,
                    ),
                ),
                (
                    "short_title",
                    models.CharField(
                        blank=True,
                        help_text="A word or two, for the line above the heading and the chart.",
                        max_length=40,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True, help_text="One line on the first screen: what this route does."
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "start",
                    models.SlugField(
                        blank=True,
                        help_text="The key of the first question after danger and role.",
                        max_length=40,
                    ),
                ),
                (
                    "also",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Links on the first screen, each with a label and where it leads.",
                        verbose_name="other doors",
                    ),
                ),
                (
                    "chart",
                    models.JSONField(
                        blank=True, default=dict, help_text="What the one-page chart says beside the boxes."
                    ),
                ),
                (
                    "audiences",
                    models.ManyToManyField(blank=True, help_text="Who it is for.", to="guidance.audience"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who checked it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "phases",
                    models.ManyToManyField(blank=True, help_text="Phases it suits.", to="guidance.phase"),
                ),
                (
                    "risk_areas",
                    models.ManyToManyField(
                        blank=True, help_text="Every risk area it helps with.", to="guidance.riskarea"
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What the route rests on.",
                        related_name="routes",
                        to="guidance.resource",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        help_text="What replaces it. Readers of the old address are pointed there.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="predecessors",
                        to="guidance.guidedroute",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "title"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RouteEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="1 for the first edition, then up.")),
                ("issued_on", models.DateField(help_text="The day it was issued.")),
                ("note", models.TextField(help_text="What changed, for readers, in one or two sentences.")),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        help_text="The second person, who read it before it was issued.",
                        max_length=120,
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, help_text="When the second person read it.", null=True),
                ),
                ("content", models.JSONField(help_text="The whole route at this edition.")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who issued it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        help_text="The route.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="guidance.guidedroute",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="RouteOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The last part of its address: it never changes.", max_length=40
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "level",
                    models.CharField(
                        choices=[("now", "Now"), ("today", "Today"), ("plan", "Plan")],
                        help_text="How soon to act.",
                        max_length=5,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What the situation is, at most 70 characters.", max_length=120
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        help_text="One sentence: what this is and what it means.", max_length=300
                    ),
                ),
                (
                    "short",
                    models.CharField(
                        blank=True, help_text="At most 8 words.", max_length=120, verbose_name="on the chart"
                    ),
                ),
                (
                    "chart",
                    models.TextField(
                        blank=True, help_text="One or two short lines.", verbose_name="below it on the chart"
                    ),
                ),
                (
                    "reader",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("parent", "Parent"),
                            ("child", "Child"),
                            ("adult", "Adult"),
                        ],
                        default="staff",
                        help_text="Who reads it. A page for a child or a parent has a way to leave quickly.",
                        max_length=6,
                    ),
                ),
                (
                    "ring",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Slugs of the helplines on its call buttons, at most four.",
                    ),
                ),
                (
                    "do_not",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Two to five, each goes on after “Do not”: no capital first, no full stop.",
                    ),
                ),
                (
                    "record",
                    models.JSONField(
                        blank=True, default=list, help_text="What to write down in this case, one to five."
                    ),
                ),
                (
                    "removal",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Keys of shared blocks, where pictures or posts are to be taken down.",
                    ),
                ),
                (
                    "blocks",
                    models.JSONField(
                        blank=True, default=list, help_text="Keys of shared blocks that are printed in full."
                    ),
                ),
                (
                    "links",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What to read: resource:kcsie, guidance:early-years, handout:first-phone, page:front_door.",
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Codes of the facts it rests on. Readers do not see them.",
                    ),
                ),
                (
                    "tell",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Who is told, and how: each with a label and a text.",
                    ),
                ),
                (
                    "differences",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What differs by kind of setting, need, hour or area: each with a label and a text.",
                    ),
                ),
                (
                    "also",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="“It is different if”: each with a label and where it leads.",
                    ),
                ),
                (
                    "parents_state",
                    models.CharField(
                        choices=[
                            ("tell", "Tell today"),
                            ("not-yet", "Not yet"),
                            ("ask-first", "Ask first"),
                            ("none", "Does not apply"),
                        ],
                        help_text="Whether parents are told.",
                        max_length=9,
                    ),
                ),
                (
                    "parents_words",
                    models.TextField(blank=True, help_text="What to say to them, or why to wait."),
                ),
                ("review", models.TextField(blank=True, help_text="A sentence: who looks again, and when.")),
                (
                    "route",
                    models.ForeignKey(
                        help_text="The route.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="guidance.guidedroute",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RouteQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The last part of its address: it never changes.", max_length=40
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "title",
                    models.CharField(help_text="The question. It ends with a question mark.", max_length=200),
                ),
                (
                    "hint",
                    models.CharField(
                        blank=True, help_text="One short sentence, without a link.", max_length=300
                    ),
                ),
                ("why", models.CharField(blank=True, help_text="One line: why we ask.", max_length=300)),
                (
                    "short",
                    models.CharField(
                        blank=True,
                        help_text="At most 12 words, if the title is longer.",
                        max_length=120,
                        verbose_name="on the chart",
                    ),
                ),
                (
                    "known",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever is asked always knows, so it needs no “I’m not sure”.",
                        verbose_name="always known",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        help_text="The route.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="guidance.guidedroute",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RouteAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "label",
                    models.CharField(
                        help_text="What the person would say, at most 90 characters.", max_length=120
                    ),
                ),
                (
                    "hint",
                    models.CharField(blank=True, help_text="One short sentence below it.", max_length=300),
                ),
                (
                    "next",
                    models.CharField(
                        help_text="Where it leads: n2 (a question here), do/n5 (an outcome here), blackmail/s2 or harm/do/h9 (elsewhere).",
                        max_length=100,
                        verbose_name="leads to",
                    ),
                ),
                (
                    "unsure",
                    models.BooleanField(
                        default=False,
                        help_text="It must lead to the more urgent side.",
                        verbose_name="“I’m not sure”",
                    ),
                ),
                (
                    "short",
                    models.CharField(
                        blank=True,
                        help_text="At most 8 words, if the label is longer.",
                        max_length=120,
                        verbose_name="on the chart",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        help_text="The question.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="guidance.routequestion",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RouteStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")),
                (
                    "when",
                    models.CharField(
                        choices=[("now", "Now"), ("today", "Today"), ("week", "This week")],
                        help_text="When it is done.",
                        max_length=5,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Verb first, at most 60 characters, no full stop.", max_length=80
                    ),
                ),
                ("text", models.TextField(help_text="One to four short sentences: how.")),
                ("who", models.CharField(help_text="Who does it.", max_length=120)),
                ("done", models.CharField(help_text="How one sees that it is done.", max_length=300)),
                (
                    "block",
                    models.SlugField(
                        blank=True,
                        help_text="The shared block that spells it out, folded below it.",
                        max_length=40,
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        help_text="The outcome.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="guidance.routeoutcome",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SharedBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Its lasting name: texts put it in as {block:its-name}.",
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(help_text="The draft of its heading.", max_length=120)),
                (
                    "text",
                    models.TextField(
                        help_text="The draft. Name numbers as {childline}, documents as (resource:key)."
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Codes of the facts it rests on. Readers do not see them.",
                    ),
                ),
                (
                    "public_title",
                    models.CharField(
                        blank=True, editable=False, help_text="The heading that readers see.", max_length=120
                    ),
                ),
                (
                    "public_text",
                    models.TextField(blank=True, editable=False, help_text="The words that readers see."),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When readers last got new words.", null=True
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The second person, who read them before they were published.",
                        max_length=120,
                    ),
                ),
                (
                    "seed_state",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
                        max_length=64,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who published them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
            },
        ),
        migrations.AddConstraint(
            model_name="guidedroute",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "draft"), ("publish_at__isnull", False), _connector="OR"),
                name="guidedroute_published_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidedroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "withdrawn"), _negated=True),
                    models.Q(("withdrawn_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="guidedroute_withdrawn_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidedroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdraw_at__isnull", True),
                    ("withdraw_at__gt", models.F("publish_at")),
                    _connector="OR",
                ),
                name="guidedroute_withdrawn_after_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidedroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_by__isnull", True), ("checked_on__isnull", True)),
                    models.Q(("checked_by__isnull", False), ("checked_on__isnull", False)),
                    _connector="OR",
                ),
                name="guidedroute_checked_on_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeedition",
            constraint=models.UniqueConstraint(fields=("route", "number"), name="routeedition_once"),
        ),
        migrations.AddConstraint(
            model_name="routeedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_by", ""), ("reviewed_on", None)),
                    models.Q(models.Q(("reviewed_by", ""), _negated=True), ("reviewed_on__isnull", False)),
                    _connector="OR",
                ),
                name="routeedition_reviewed_by_and_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_on", None), ("reviewed_on__lte", models.F("issued_on")), _connector="OR"
                ),
                name="routeedition_reviewed_before_issued",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeoutcome",
            constraint=models.UniqueConstraint(fields=("route", "key"), name="routeoutcome_key_once"),
        ),
        migrations.AddConstraint(
            model_name="routequestion",
            constraint=models.UniqueConstraint(fields=("route", "key"), name="routequestion_key_once"),
        ),
        migrations.AddConstraint(
            model_name="sharedblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("public_text", ""), ("public_title", ""), ("published_at", None)),
                    models.Q(
                        ("published_at__isnull", False),
                        models.Q(("public_title", ""), _negated=True),
                        models.Q(("public_text", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sharedblock_public_has_words_and_day",
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="body",
            field=models.TextField(
                help_text="Markdown. Start headings at ##; they make the contents list. {childline} puts in a helpline, {block:never} a shared block, (resource:kcsie) its address."
            ),
        ),
        migrations.AlterField(
            model_name="handout",
            name="body",
            field=models.TextField(
                help_text="The hand-out, at most one A4 page. Markdown. {childline} puts in a helpline, {block:never} a shared block, (resource:kcsie) its address."
            ),
        ),
        migrations.RunPython(give_permissions, take_permissions),
    ]
