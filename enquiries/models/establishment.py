"""Establishments: the schools of the national list, GIAS."""

from typing import Self

from django.db import models


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    """The states of an establishment, each defined once."""

    def open(self) -> Self:
        """Open by the last list: what the form suggests."""
        return self.filter(is_closed=False)


class Establishment(models.Model):
    """A school of GIAS (Get information about schools). The form suggests its name.

    Only ``services.gias`` writes it. One that closes is kept while an enquiry points to it.
    """

    urn = models.PositiveIntegerField("URN", primary_key=True, help_text="Unique reference number.")
    name = models.CharField(max_length=200, help_text="As GIAS spells it.")
    kind = models.CharField(max_length=100, blank=True, help_text="Type of establishment.")
    phase = models.CharField(max_length=50, blank=True, help_text="Phase of education.")
    local_authority = models.CharField(max_length=50, help_text="Kent or Medway.")
    town = models.CharField(max_length=100, blank=True, help_text="Tells namesakes apart.")
    postcode = models.CharField(max_length=10, blank=True, help_text="Tells namesakes apart.")
    is_closed = models.BooleanField(
        "closed",
        default=False,
        help_text=(
            "No longer among the open ones of GIAS. It is not suggested, and kept while an enquiry "
            "points to it."
        ),
    )

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = "school or setting"
        verbose_name_plural = "schools and settings"
        ordering = ["name"]

    def __str__(self) -> str:
        suggested = label(self.name, self.town, self.postcode)
        return f"{suggested} (closed)" if self.is_closed else suggested


def label(name: str, town: str, postcode: str) -> str:
    """Return an establishment as the form suggests it: "name, town, postcode", as far as they are known."""
    return ", ".join(filter(None, (name, town, postcode)))
