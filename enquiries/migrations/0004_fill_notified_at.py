"""Which enquiries have had their mails was told by words in ``spam_signs``; from now on a date tells it."""

from django.db import migrations
from django.db.models import F

BY_AN_ADVISER = ["marked by an adviser"]


def fill(apps, schema_editor):
    enquiries = apps.get_model("enquiries", "Enquiry").objects.using(schema_editor.connection.alias)
    # The mails were queued with the enquiry; of spam only what an adviser put apart later has had any.
    enquiries.exclude(status="spam").update(notified_at=F("received_at"))
    enquiries.filter(status="spam", spam_signs=BY_AN_ADVISER).update(
        notified_at=F("received_at"), spam_signs=[]
    )


def empty(apps, schema_editor):
    enquiries = apps.get_model("enquiries", "Enquiry").objects.using(schema_editor.connection.alias)
    enquiries.filter(status="spam", notified_at__isnull=False).update(spam_signs=BY_AN_ADVISER)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_enquiry_notified_at")]

    operations = [migrations.RunPython(fill, empty)]
