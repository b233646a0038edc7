"""The full-text index holds our own stems, so that both databases find the same.

On PostgreSQL the column ``front`` goes: weights within ``words`` do what it did. The index has to be filled
again, so its words are deleted, which makes the next ``manage.py load_content`` rebuild it.
"""

from django.db import migrations

FORWARDS = {
    "sqlite": (
        "DROP TABLE guidance_searchindex",
        "CREATE VIRTUAL TABLE guidance_searchindex USING fts5("
        "front, rest, tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": ("ALTER TABLE guidance_searchdocument DROP COLUMN front",),
}
BACKWARDS = {
    "sqlite": (
        "DROP TABLE guidance_searchindex",
        "CREATE VIRTUAL TABLE guidance_searchindex USING fts5("
        "scope, title, keywords, headings, summary, body, "
        "tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "ALTER TABLE guidance_searchdocument ADD COLUMN front tsvector",
        "CREATE INDEX searchdocument_front ON guidance_searchdocument USING gin (front)",
    ),
}
FORGET = "DELETE FROM guidance_searchword"


def create(apps, schema_editor):
    for statement in (*FORWARDS[schema_editor.connection.vendor], FORGET):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in (*BACKWARDS[schema_editor.connection.vendor], FORGET):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_search_index")]

    operations = [migrations.RunPython(create, drop)]
