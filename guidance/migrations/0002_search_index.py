"""The full-text index of our own stems: an FTS5 table on SQLite, a weighted tsvector column on PostgreSQL.

``front`` is what stands above the body of a page; PostgreSQL tells it by the weights within ``words``.

Neither is a Django model, so both are written in SQL here. ``manage.py rebuild_search`` fills the index.
"""

from django.db import migrations

FORWARDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE guidance_searchindex USING fts5("
        "front, rest, tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "ALTER TABLE guidance_searchdocument ADD COLUMN words tsvector",
        "CREATE INDEX searchdocument_words ON guidance_searchdocument USING gin (words)",
    ),
}
BACKWARDS = {
    "sqlite": ("DROP TABLE guidance_searchindex",),
    "postgresql": ("ALTER TABLE guidance_searchdocument DROP COLUMN words",),
}


def create(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_content")]

    operations = [migrations.RunPython(create, drop)]
