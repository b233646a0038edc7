"""Atom feeds of updates: all of them, and one for each risk area (RFC 4287)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html

from guidance import markup
from guidance.models import RiskArea, Update

ENTRIES = 30


class UpdatesFeed(Feed):
    """The newest updates, of every risk area or of the one in the address."""

    feed_type = Atom1Feed
    subtitle = "What is new or has changed in online safety for Kent settings."
    author_name = "LESAS, Kent County Council"

    def get_object(self, request: HttpRequest, risk: str | None = None) -> RiskArea | None:
        return get_object_or_404(RiskArea.objects.published(), slug=risk) if risk else None

    def title(self, area: RiskArea | None) -> str:
        return f"LESAS online safety updates: {area.title}" if area else "LESAS online safety updates"

    def link(self, area: RiskArea | None) -> str:
        return area.get_absolute_url() if area else reverse("guidance:updates")

    def feed_url(self, area: RiskArea | None) -> str:
        return reverse("guidance:risk_feed", args=[area.slug]) if area else reverse("guidance:feed")

    def items(self, area: RiskArea | None) -> QuerySet[Update]:
        updates = Update.objects.published()
        return (updates.filter(risk_areas=area) if area else updates)[:ENTRIES]

    def item_title(self, item: Update) -> str:
        return item.title

    def item_description(self, item: Update) -> str:
        return format_html("<p>{}</p>{}", item.summary, markup.render(item.body))

    def item_pubdate(self, item: Update) -> datetime:
        return timezone.make_aware(datetime.combine(item.happened_on, time()))

    def item_updateddate(self, item: Update) -> datetime:
        happened_at = self.item_pubdate(item)
        return max(item.publish_at or happened_at, happened_at)
