"""The table of marks whose sum is the content version."""

from django.db import models


class ContentMark(models.Model):
    """A number drawn at random when something that pages show was written.

    Only triggers of the database write it (``content_version.py``). SQLite, where one writer follows another,
    has one row; PostgreSQL one for each transaction, so that writers never wait for each other.
    """

    mark = models.BigIntegerField(primary_key=True, help_text="Drawn at random.")

    class Meta:
        verbose_name = "content mark"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.mark)
