"""Who took enquiries out of the portal."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class EnquiryExportQuerySet(models.QuerySet["EnquiryExport"]):
    """The states of a file outside the portal; ``on`` defaults to today."""

    def overdue(self, on: date | None = None) -> Self:
        """Its day has come, and nobody has said that it is deleted."""
        return self.filter(deleted_at=None, delete_by__lte=on or timezone.localdate())


class EnquiryExport(models.Model):
    """One file of enquiries, with its reason and the day by which its holder deletes it. Holds no enquiry."""

    at = models.DateTimeField(default=timezone.now, help_text="When it was made.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who made it, while they have an account.",
    )
    by_name = models.CharField(max_length=150, help_text="Who made it.")
    reason = models.CharField(max_length=200, help_text="What for.")
    delete_by = models.DateField(help_text="The day by which the file is to be deleted.")
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="When somebody said that it is.")
    references = models.JSONField(default=list, help_text="The references in it.")

    objects = EnquiryExportQuerySet.as_manager()

    class Meta:
        verbose_name = "export"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%-d %B %Y}, {self.by_name}"

    @property
    def is_overdue(self) -> bool:
        """Whether the file should be gone and nobody has said that it is."""
        return self.deleted_at is None and self.delete_by <= timezone.localdate()
