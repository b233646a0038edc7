"""Say vocabulary, phrasings and destinations where the tables of search still said it otherwise."""

from django.db import migrations, models

EXPLAINED = "Give a term to search for as well, or an address to lead to."


def goes_somewhere(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name="synonym_goes_somewhere",
        condition=models.Q(("expands_to", ""), _negated=True) | models.Q((field, ""), _negated=True),
        violation_error_message=EXPLAINED,
    )


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_search_index")]

    operations = [
        migrations.RenameModel("SearchVersion", "VocabularyVersion"),
        migrations.AlterModelOptions("synonym", {"ordering": ["term"], "verbose_name": "synonym"}),
        migrations.RemoveConstraint("synonym", "synonym_goes_somewhere"),
        migrations.RenameField("synonym", "also_typed", "phrasings"),
        migrations.RenameField("synonym", "lead_to", "destinations"),
        migrations.AddConstraint("synonym", goes_somewhere("destinations")),
    ]
