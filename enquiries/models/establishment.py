"""The register of settings."""

from django.db import models


class Establishment(models.Model):
    """A school or setting of the national register, so that its name need not be typed."""

    urn = models.PositiveIntegerField("URN", primary_key=True, help_text="Unique reference number.")
    name = models.CharField(max_length=200, help_text="As the register spells it.")
    kind = models.CharField(max_length=100, blank=True, help_text="Type of establishment.")
    phase = models.CharField(max_length=50, blank=True, help_text="Phase of education.")
    local_authority = models.CharField(max_length=50, help_text="Kent or Medway.")
    postcode = models.CharField(max_length=10, blank=True, help_text="Tells namesakes apart.")

    class Meta:
        verbose_name = "setting of the register"
        verbose_name_plural = "register of settings"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.postcode}" if self.postcode else self.name
