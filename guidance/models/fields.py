"""Fields that differ in how they are written and shown, not in what the database keeps."""

from django.db import models


class MarkdownField(models.TextField):
    """A text in Markdown: the admin gives it a tall box. For migrations it is a text like any other."""

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
