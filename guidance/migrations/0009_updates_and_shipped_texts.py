"""Updates by the day of publication; and texts that came with the portal, waiting beside what advisers wrote.

Editors and Advisers see what waits; settling it is publishing, which only Advisers may. Frozen as it was
then; Django makes permissions only after the last migration has run, so what is given away is made here.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GROUPS = ["Editor", "Adviser"]
VIEW = "view_shippedtext"


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = content_types.get_or_create(app_label="guidance", model="shippedtext")
    permission, _ = (
        apps.get_model("auth.Permission")
        .objects.using(using)
        .get_or_create(content_type=content_type, codename=VIEW, defaults={"name": "Can view corrected text"})
    )
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", codename=VIEW)
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0008_hours_by_way"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="update",
            options={"ordering": ["-publish_at", "-happened_on", "-pk"]},
        ),
        migrations.AlterField(
            model_name="revision",
            name="notable",
            field=models.BooleanField(
                default=False,
                help_text="Readers see notable changes under Updates, in the feeds and in the history.",
            ),
        ),
        migrations.AlterField(
            model_name="update",
            name="happened_on",
            field=models.DateField(
                help_text="The day it happened or takes effect. Lists go by the day of publication."
            ),
        ),
        migrations.CreateModel(
            name="ShippedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[("row", "Its own fields"), ("edition", "The text of its edition")],
                        help_text="Which part of it has a newer text.",
                        max_length=10,
                    ),
                ),
                ("values", models.JSONField(help_text="What the files say, by field.")),
                (
                    "fingerprint",
                    models.CharField(help_text="Fingerprint of what the files say.", max_length=64),
                ),
                ("waiting_since", models.DateTimeField(help_text="When load_content first met this text.")),
                (
                    "settled_at",
                    models.DateTimeField(
                        blank=True, help_text="When an adviser took the text or kept ours.", null=True
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
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The adviser who settled it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "corrected text",
                "ordering": ["waiting_since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "part"), name="shippedtext_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", False), ("settled_by", None), _connector="OR"
                        ),
                        name="shippedtext_settled_by_and_at",
                    ),
                ],
            },
        ),
        migrations.RunPython(give_permissions, take_permissions),
    ]
