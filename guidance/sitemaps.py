"""Every public page for search engines, with the day it last changed (sitemaps.org)."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from guidance.models import GuidancePage, Handout, Publishable, Resource, Revision, RiskArea, Service, Update

LISTS = (
    *("home", "risk_areas", "pages", "resources", "helplines", "services", "handouts"),
    *("updates", "front_door"),
)


class ListSitemap(Sitemap):
    """Pages that are lists and have no date of their own."""

    def items(self) -> list[str]:
        return [f"guidance:{name}" for name in LISTS] + ["about", "accessibility", "privacy", "cookies"]

    def location(self, item: str) -> str:
        return reverse(item)


class PublishedSitemap(Sitemap):
    """Public pages of one model; ``lastmod`` is the day of publication or of the last notable change."""

    def __init__(self, model: type[Publishable]) -> None:
        self.model = model
        self._changed: dict[int, datetime] = {}

    def items(self) -> QuerySet:
        return self.model.objects.published().order_by("slug")

    def get_latest_lastmod(self) -> datetime | None:
        self._changed = dict(
            Revision.objects.notable()
            .filter(content_type__app_label="guidance", content_type__model=self.model._meta.model_name)
            .order_by("at")
            .values_list("object_id", "at")
        )
        return super().get_latest_lastmod()

    def lastmod(self, item: Publishable) -> datetime:
        return max(item.publish_at, self._changed.get(item.pk, item.publish_at))


SITEMAPS = {"lists": ListSitemap} | {
    model._meta.model_name: PublishedSitemap(model)
    for model in (RiskArea, GuidancePage, Resource, Service, Handout, Update)
}
