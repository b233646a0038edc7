"""What guidance pages and resources share: the shelves they are filed on."""

from django.db import models


class Filed(models.Model):
    """Abstract: filed by risk area, audience and phase."""

    risk_areas = models.ManyToManyField(
        "guidance.RiskArea", blank=True, help_text="Every risk area it helps with."
    )
    audiences = models.ManyToManyField("guidance.Audience", blank=True, help_text="Who it is for.")
    phases = models.ManyToManyField("guidance.Phase", blank=True, help_text="Phases it suits.")

    class Meta:
        abstract = True
