"""What guidance pages and resources share: their risk areas, audiences and phases."""

from typing import Self

from django.db import models
from django.db.models import Prefetch

from guidance.models.publication import PublishableQuerySet, Row
from guidance.models.risk_area import RiskArea


class CategorisedQuerySet(PublishableQuerySet[Row]):
    """Content with its categories."""

    def with_categories(self) -> Self:
        """With audiences, phases and those risk areas that the public may see, in three queries."""
        public_areas = Prefetch("risk_areas", RiskArea.objects.published())
        return self.prefetch_related(public_areas, "audiences", "phases")


class Categorised(models.Model):
    """Abstract: sorted by risk area, audience and phase."""

    risk_areas = models.ManyToManyField(
        "guidance.RiskArea", blank=True, help_text="Every risk area it helps with."
    )
    audiences = models.ManyToManyField("guidance.Audience", blank=True, help_text="Who it is for.")
    phases = models.ManyToManyField("guidance.Phase", blank=True, help_text="Phases it suits.")

    class Meta:
        abstract = True
