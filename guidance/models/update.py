"""What is new or changed, for the updates page and its feeds."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.urls import reverse

from guidance.models.fields import MarkdownField
from guidance.models.publishable import Change, Publishable


class Update(Publishable):
    """One piece of news: what happened, and what settings should do about it."""

    happened_on = models.DateField(help_text="The day it happened or came into force.")
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
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="+", help_text="Where it can be read."
    )

    class Meta(Publishable.Meta):
        ordering = ["-happened_on", "-pk"]

    def content_date(self, changes: Iterable[Change] = ()) -> date | None:
        """Its own day, where the day is known."""
        return self.happened_on if self.day_is_known else super().content_date(changes)

    def get_absolute_url(self) -> str:
        return reverse("guidance:update", args=[self.slug])
