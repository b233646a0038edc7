# Until now every period was of the phone. Where people can only text, it was of the text number.
# The way back leaves only what the older release would read rightly: it takes every row for the main way's.

from django.db import migrations
from django.db.models import Q

TEXT_ONLY = Q(helpline__phone="") & ~Q(helpline__text_number="")


def name_the_way(apps, schema_editor):
    OpeningPeriod = apps.get_model("guidance", "OpeningPeriod")
    keys = list(OpeningPeriod.objects.filter(TEXT_ONLY, way="phone").values_list("pk", flat=True))
    OpeningPeriod.objects.filter(pk__in=keys).update(way="text")


def keep_the_main_way(apps, schema_editor):
    OpeningPeriod = apps.get_model("guidance", "OpeningPeriod")
    main = (TEXT_ONLY & Q(way="text")) | (~TEXT_ONLY & Q(way="phone"))
    keys = list(OpeningPeriod.objects.filter(main, term_time_only=False).values_list("pk", flat=True))
    OpeningPeriod.objects.exclude(pk__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0007_helpline_hours"),
    ]

    operations = [migrations.RunPython(name_the_way, keep_the_main_way)]
