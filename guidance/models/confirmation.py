"""Who told us that a contact is right, and when: kept for each time somebody said so."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Detail(models.TextChoices):
    """What of a helpline somebody confirms: each has a tick of its own."""

    PHONE = "phone", "Phone number"
    TEXT = "text", "Number to text"
    EMAIL = "email", "Email address"
    HOURS = "hours", "Opening hours"


class Confirmation(models.Model):
    """What was confirmed as it then was, by whom outside, on which day, and who wrote that down."""

    helpline = models.ForeignKey("guidance.Helpline", on_delete=models.CASCADE, related_name="confirmations")
    detail = models.CharField("what", max_length=5, choices=Detail)
    value = models.TextField("as it was", help_text="The number, address or hours that were confirmed.")
    told_by = models.CharField("who told us", max_length=200, help_text="A person, or a page of theirs.")
    told_on = models.DateField("told on", help_text="The day on which they said so.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="written down by",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField("written down", default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_detail_display()}: {self.told_by}, {self.told_on:%-d %B %Y}"
