"""The order of results no longer asks whether a document is statutory: no test could show that it helped."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_words_of_search")]

    operations = [migrations.RemoveField("searchdocument", "statutory")]
