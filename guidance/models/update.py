"""What is new or changed, for the updates page and its feeds."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from guidance import clock_words
from guidance.models.fields import MarkdownField
from guidance.models.publishable import Publishable
from lesas_portal.core.addresses import address_of


class Update(Publishable):
    """One piece of news: what happened, and what settings should do about it."""

    happened_on = models.DateField(
        help_text="The day it happened or takes effect. Lists go by the day of publication."
    )
    day_is_known = models.BooleanField(
        default=True, help_text="Untick it when only the month is known; readers then see the month."
    )
    body = MarkdownField(blank=True, help_text="What changed and what to do. Markdown.")
    link = models.CharField(
        max_length=200, blank=True, help_text="The page it is about, as an address on this site."
    )
    risk_areas = models.ManyToManyField(
        "guidance.RiskArea", blank=True, help_text="Feeds of these risk areas carry it."
    )
    audiences = models.ManyToManyField(
        "guidance.Audience", blank=True, help_text="Feeds of their roles carry it. Empty: for everybody."
    )
    phases = models.ManyToManyField(
        "guidance.Phase", blank=True, help_text="Feeds of these phases carry it. Empty: for all of them."
    )
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="+", help_text="Where it can be read."
    )

    class Meta(Publishable.Meta):
        ordering = ["-publish_at", "-happened_on", "-pk"]

    def clean(self) -> None:
        """Refuse what is no path of this site; that a page is there is asked where it is written."""
        super().clean()
        is_path = re.fullmatch(r"/(?![/\\])[^\s\\]*", self.link)
        if self.link and not is_path:
            raise ValidationError({"link": "Give an address of this site, such as /resources/."})

    def is_to_come(self, at: datetime | None = None) -> bool:
        """Whether the day it is about is after the day of ``at`` (default: now)."""
        return self.happened_on > timezone.localdate(at or timezone.now())

    @property
    def day_words(self) -> str:
        """The day that it is about, as a sentence."""
        return clock_words.effect_words(
            self.happened_on, day_is_known=self.day_is_known, is_to_come=self.is_to_come()
        )

    def get_absolute_url(self) -> str:
        return address_of("guidance:update", self.slug)
