"""Establishments: the schools of the national list, GIAS."""

from django.db import models


class Establishment(models.Model):
    """A school of GIAS (Get information about schools). The form suggests its name."""

    urn = models.PositiveIntegerField("URN", primary_key=True, help_text="Unique reference number.")
    name = models.CharField(max_length=200, help_text="As GIAS spells it.")
    kind = models.CharField(max_length=100, blank=True, help_text="Type of establishment.")
    phase = models.CharField(max_length=50, blank=True, help_text="Phase of education.")
    local_authority = models.CharField(max_length=50, help_text="Kent or Medway.")
    postcode = models.CharField(max_length=10, blank=True, help_text="Tells namesakes apart.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.postcode}" if self.postcode else self.name
