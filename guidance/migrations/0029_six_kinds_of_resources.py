"""Fifteen kinds of resources become six, and their standing says what three of them said beside the list.

What waits in working copies and corrections gets the new words too. Back, each resource gets the kind that
its standing had, or one of those that were merged: which one it was is not kept.
"""

from django.db import migrations

INTO = {
    "statutory-guidance": "standard",
    "advice": "guidance",
    "research": "guidance",
    "news": "guidance",
    "policy-template": "tool",
    "service": "training",
    "reporting": "helpline",
    "contact": "helpline",
    "portal": "helpline",
}
WITH_STANDING = ["statutory-guidance", "standard", "guidance"]
BACK = {"law": "standard", "statutory-guidance": "statutory-guidance", "standard": "standard"}
WORDS = {"guidance.workingcopy": ["values", "base"], "guidance.shippedtext": ["values"]}


def merge(apps, schema_editor):
    using = schema_editor.connection.alias
    rows = apps.get_model("guidance.Resource").objects.using(using)
    for kind in WITH_STANDING:
        rows.filter(kind=kind).update(standing=kind)
    rows.filter(statutory=True).exclude(kind="statutory-guidance").update(standing="law")
    for kind, new in INTO.items():
        rows.filter(kind=kind).update(kind=new)
    for name, fields in WORDS.items():
        kept = apps.get_model(name).objects.using(using)
        for row in kept.filter(content_type__app_label="guidance", content_type__model="resource"):
            for field in fields:
                words = getattr(row, field)
                if words.get("kind") in INTO:
                    words["kind"] = INTO[words["kind"]]
            row.save(update_fields=fields)


def part(apps, schema_editor):
    using = schema_editor.connection.alias
    rows = apps.get_model("guidance.Resource").objects.using(using)
    for standing, kind in BACK.items():
        rows.filter(standing=standing).update(kind=kind)
    rows.filter(kind="guidance", standing="").update(kind="advice")


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0028_standing_of_resources"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(merge, part)]
