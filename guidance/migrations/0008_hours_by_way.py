"""Which way of contact the hours so far were of, and who may write special days.

Every period was of the phone; where people can only text, it was of the text number. The way back leaves only
what the older release would read rightly, which takes every row for one of the main way of contact.

Django makes permissions only after the last migration has run, so those that are given away are made here.
"""

from django.db import migrations
from django.db.models import Q

GROUPS = ["Editor", "Adviser"]
ACTIONS = ["add", "change", "delete", "view"]
TEXT_ONLY = Q(helpline__phone="") & ~Q(helpline__text_number="")


def name_the_way(apps, schema_editor):
    periods = _periods(apps, schema_editor)
    keys = list(periods.filter(TEXT_ONLY, way="phone").values_list("pk", flat=True))
    periods.filter(pk__in=keys).update(way="text")


def keep_the_main_way(apps, schema_editor):
    periods = _periods(apps, schema_editor)
    main = (TEXT_ONLY & Q(way="text")) | (~TEXT_ONLY & Q(way="phone"))
    keys = list(periods.filter(main, term_time_only=False).values_list("pk", flat=True))
    periods.exclude(pk__in=keys).delete()


def _periods(apps, schema_editor):
    return apps.get_model("guidance", "OpeningPeriod").objects.using(schema_editor.connection.alias)


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = content_types.get_or_create(app_label="guidance", model="specialday")
    known = apps.get_model("auth.Permission").objects.using(using)
    given = [
        known.get_or_create(
            content_type=content_type,
            codename=f"{action}_specialday",
            defaults={"name": f"Can {action} special day"},
        )[0]
        for action in ACTIONS
    ]
    for name in GROUPS:
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*given)


def take_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth.Permission").objects.using(using)
    given = permissions.filter(content_type__app_label="guidance", content_type__model="specialday")
    for group in apps.get_model("auth.Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(*given)


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0007_helpline_hours"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(name_the_way, keep_the_main_way),
        migrations.RunPython(give_permissions, take_permissions),
    ]
