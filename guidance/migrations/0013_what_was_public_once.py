"""Fill in when each page was first public. What was withdrawn before its day came is a draft again.

Until now Withdraw was the only way to cancel a schedule. The reason that an adviser gave then was for
colleagues: it goes, and the line about it is no longer one that readers are told. Going back leaves the drafts.
"""

from django.db import migrations
from django.db.models import F, Max
from django.utils import timezone

MODELS = [
    *("GuidancePage", "GuidedRoute", "Handout", "Helpline", "PolicyTemplate"),
    *("Resource", "RiskArea", "Service", "Update"),
]


def fill_in(apps, schema_editor):
    using = schema_editor.connection.alias
    types = apps.get_model("contenttypes.ContentType").objects.using(using)
    revisions = apps.get_model("guidance.Revision").objects.using(using)
    for name in MODELS:
        rows = apps.get_model("guidance", name)._base_manager.using(using)
        told = revisions.filter(
            content_type__in=types.filter(app_label="guidance", model=name.lower()),
            note__startswith="Withdrawn. ",
        )
        withdrawn_at = dict(told.order_by().values_list("object_id").annotate(Max("at")))
        withdrawn = rows.filter(status="withdrawn").values_list("pk", "publish_at")
        never_public = [pk for pk, start in withdrawn if start > withdrawn_at.get(pk, timezone.now())]
        rows.filter(pk__in=never_public).update(
            **dict.fromkeys(("publish_at", "first_public_at", "withdraw_at", "successor")),
            status="draft",
            withdrawn_reason="",
        )
        told.filter(object_id__in=never_public).update(notable=False)
        rows.exclude(status="draft").update(first_public_at=F("publish_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0012_first_public_at_and_checks"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
