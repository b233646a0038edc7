"""The full-text index: an FTS5 table on SQLite, weighted tsvector columns with GIN indexes on PostgreSQL.

``words`` holds everything, ``front`` what stands above the body, so that this can be weighed first.

Neither is a Django model, so both are written in SQL here. ``manage.py rebuild_search`` fills the index.
"""

from django.db import migrations

FORWARDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE guidance_searchindex USING fts5("
        "scope, title, keywords, headings, summary, body, "
        "tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "ALTER TABLE guidance_searchdocument ADD COLUMN words tsvector, ADD COLUMN front tsvector",
        "CREATE INDEX searchdocument_words ON guidance_searchdocument USING gin (words)",
        "CREATE INDEX searchdocument_front ON guidance_searchdocument USING gin (front)",
    ),
}
BACKWARDS = {
    "sqlite": ("DROP TABLE guidance_searchindex",),
    "postgresql": ("ALTER TABLE guidance_searchdocument DROP COLUMN words, DROP COLUMN front",),
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
