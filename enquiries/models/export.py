"""Who took enquiries out of the portal."""

from django.db import models
from django.utils import timezone


class EnquiryExport(models.Model):
    """One file of enquiries, with its reason and the day by which its holder deletes it. Holds no enquiry."""

    at = models.DateTimeField(default=timezone.now, help_text="When it was made.")
    by_name = models.CharField(max_length=150, help_text="Who made it.")
    reason = models.CharField(max_length=200, help_text="What for.")
    delete_by = models.DateField(help_text="The day by which the file is to be deleted.")
    references = models.JSONField(default=list, help_text="The references in it.")

    class Meta:
        verbose_name = "export"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%-d %B %Y}, {self.by_name}"
