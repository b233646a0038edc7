"""Numbers in the form in which they are kept from now on, and who may see confirmations and write term dates.

A number that is none stays as it is, for an adviser to put right: its form refuses it. The way back makes two
rows of hours that run over midnight, as the older release had them.

Django makes permissions only after the last migration has run, so those that are given away are made here.
"""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import migrations
from django.db.models import F

from guidance import phone_numbers

PERMISSIONS = {
    "Adviser": {"confirmation": ["view"], "term": ["add", "change", "delete", "view"]},
    "Editor": {"confirmation": ["view"], "term": ["view"]},
}
NAMES = {"confirmation": "confirmation", "term": "term date"}
FIELDS = {"phone": phone_numbers.read, "text_number": phone_numbers.read_to_text}


def tidy_numbers(apps, schema_editor):
    helplines = apps.get_model("guidance", "Helpline").objects.using(schema_editor.connection.alias)
    for row in helplines.all():
        for name, read in FIELDS.items():
            number = _read(read, getattr(row, name))
            is_taken = name == "phone" and helplines.filter(phone=number).exclude(pk=row.pk).exists()
            if number != getattr(row, name) and not is_taken:
                helplines.filter(pk=row.pk).update(**{name: number})


def _read(read, number):
    try:
        return read(number) if number else number
    except ValidationError:
        return number


def split_at_midnight(apps, schema_editor):
    using = schema_editor.connection.alias
    periods = apps.get_model("guidance", "OpeningPeriod").objects.using(using)
    for row in periods.filter(closes__lt=F("opens")).exclude(closes=time(0)):
        rest = {"helpline_id": row.helpline_id, "way": row.way, "term_time_only": row.term_time_only}
        periods.get_or_create(
            weekday=(row.weekday + 1) % 7, opens=time(0), **rest, defaults={"closes": row.closes}
        )
        periods.filter(pk=row.pk).update(closes=time(0))
    days = apps.get_model("guidance", "SpecialDay").objects.using(using)
    days.filter(closes__lt=F("opens")).update(closes=time(0))


def give_permissions(apps, schema_editor):
    for group, permissions in _groups(apps, schema_editor):
        group.permissions.add(*permissions)


def take_permissions(apps, schema_editor):
    for group, permissions in _groups(apps, schema_editor):
        group.permissions.remove(*permissions)


def _groups(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, table in PERMISSIONS.items():
        group, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=name)
        yield (
            group,
            [
                _permission(apps, using, model, action)
                for model, actions in table.items()
                for action in actions
            ],
        )


def _permission(apps, using, model, action):
    content_types = apps.get_model("contenttypes.ContentType").objects.using(using)
    content_type, _ = content_types.get_or_create(app_label="guidance", model=model)
    permissions = apps.get_model("auth.Permission").objects.using(using)
    permission, _ = permissions.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {NAMES[model]}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0016_contact_details"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(tidy_numbers, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, split_at_midnight),
        migrations.RunPython(give_permissions, take_permissions),
    ]
