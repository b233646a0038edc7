"""The table of forms that somebody has open. Only ``open_forms.py`` writes it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class OpenForm(models.Model):
    """A form of the admin that a person opened. Deleted when they save it, and after a day at the latest."""

    object_type = models.CharField(max_length=60, help_text="The sort of row, as guidance.helpline.")
    object_id = models.CharField(max_length=40, help_text="Its number in the database.")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", help_text="Who opened it."
    )
    at = models.DateTimeField(default=timezone.now, db_index=True, help_text="When they last opened it.")

    class Meta:
        verbose_name = "open form"
        constraints = [
            models.UniqueConstraint(
                name="openform_once_a_person", fields=["object_type", "object_id", "person"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
