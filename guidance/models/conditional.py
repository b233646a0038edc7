"""When a section or clause of a policy template applies: fields that both have."""

from django.db import models


class Conditional(models.Model):
    """Abstract: when a section or clause applies. Empty lists mean always."""

    phases = models.JSONField(
        default=list, blank=True, help_text="Only for settings with any of these ages. None: all ages."
    )
    types = models.JSONField(
        "kinds of setting", default=list, blank=True, help_text="Only for these kinds. None: every kind."
    )
    answers = models.JSONField(
        default=list, blank=True, help_text="Only when the setting gives one of these answers. None: always."
    )
    governances = models.JSONField(
        "who governs it",
        default=list,
        blank=True,
        help_text="Only where one of these governs the setting. None: whoever does.",
    )

    class Meta:
        abstract = True
