"""Facts with the day of their next check, the main risk area of a page, and what a risk page leads with.

The texts of a risk area are renamed, not made anew, so that an adviser's words stay where they were. An
Editor may change facts like other content; nobody deletes one, for texts name it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GROUPS = ["Editor", "Adviser"]
ACTIONS = ["add", "change", "view"]


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label="guidance", model="fact")
    )
    objects = apps.get_model("auth.Permission").objects.using(using)
    permissions = [
        objects.get_or_create(
            content_type=content_type, codename=f"{action}_fact", defaults={"name": f"Can {action} fact"}
        )[0]
        for action in ACTIONS
    ]
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    given = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .filter(content_type__app_label="guidance", content_type__model="fact")
    )
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("guidance", "0004_guided_routes"),
    ]

    operations = [
        migrations.RenameField("riskarea", "situations", "signs"),
        migrations.RenameField("riskarea", "actions", "first_steps"),
        migrations.AddField(
            model_name="guidancepage",
            name="main_risk_area",
            field=models.ForeignKey(
                blank=True,
                help_text="The one it is mostly about; the page of that area lists it. Empty for none.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="main_pages",
                to="guidance.riskarea",
            ),
        ),
        migrations.AddField(
            model_name="riskarea",
            name="helplines",
            field=models.ManyToManyField(
                blank=True,
                help_text="Three helplines, with numbers.",
                related_name="+",
                to="guidance.helpline",
            ),
        ),
        migrations.AddField(
            model_name="riskarea",
            name="links",
            field=models.TextField(default="", help_text="The five best links, as a list. Markdown."),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="first_steps",
            field=models.TextField(
                help_text="What to do first, and who does it. Markdown list. {childline} puts in a helpline, {block:never} a shared block, (resource:kcsie) its address."
            ),
        ),
        migrations.AlterField(
            model_name="riskarea",
            name="signs",
            field=models.TextField(help_text="Signs, as a table with a row for each phase. Markdown."),
        ),
        migrations.CreateModel(
            name="Fact",
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
                        help_text="Its lasting name: texts name it as {fact:its-name}.",
                        max_length=60,
                        unique=True,
                    ),
                ),
                ("statement", models.TextField(help_text="The fact in one sentence, as the pages say it.")),
                (
                    "source",
                    models.CharField(
                        help_text="Where it was read, with its date. Readers see it below the page.",
                        max_length=400,
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, help_text="Its address, where one is known.", max_length=400),
                ),
                (
                    "next_check_on",
                    models.DateField(help_text="The day by which LESAS checks it again. Readers see it."),
                ),
                (
                    "confirm",
                    models.TextField(help_text="What an adviser reads or asks to settle it, and then does."),
                ),
                (
                    "codes",
                    models.CharField(
                        blank=True,
                        help_text="Its codes in the list of corrections, for editors.",
                        max_length=60,
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="The day an adviser settled it. Readers then see that day.",
                        null=True,
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
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who settled it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["next_check_on", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_by__isnull", True), ("checked_on__isnull", True)),
                            models.Q(("checked_by__isnull", False), ("checked_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="fact_checked_on_and_by",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="service",
            name="availability",
            field=models.CharField(
                choices=[
                    ("available", "You can ask for now"),
                    ("ask", "Ask whether it runs again"),
                    ("past-edition", "This edition has ended"),
                ],
                default="ask",
                help_text="Whether it runs now.",
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="how_to_book",
            field=models.CharField(
                choices=[
                    ("enquiry", "With the LESAS enquiry form"),
                    ("education-people", "On The Education People website"),
                ],
                help_text="Where to book it.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="guidancepage",
            name="group",
            field=models.CharField(
                choices=[
                    ("respond", "When something happens"),
                    ("start", "Start here"),
                    ("issues", "Issues in depth"),
                    ("people", "Children, parents and carers"),
                    ("teach", "Teaching online safety"),
                    ("local", "Kent guidance and inspection"),
                ],
                help_text="Its place on the guidance page.",
                max_length=10,
            ),
        ),
        migrations.RunPython(give_permissions, take_permissions),
    ]
