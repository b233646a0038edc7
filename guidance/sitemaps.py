"""Every public page for search engines, with the day it last changed (sitemaps.org)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    PolicyTemplate,
    Publishable,
    Resource,
    Revision,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.models.role import ON_HOME
from guidance.policies.annexes import CONTACTS
from guidance.routes.schema import COMMON
from guidance.school_year import SchoolTerm
from guidance.self_review import editions
from guidance.self_review.question_sheet import ORDERS
from guidance.update_terms import terms_told

LISTS = (
    *("embeds", "pack"),
    *("home", "risk_areas", "pages", "resources", "helplines", "services", "handouts"),
    *(
        "updates",
        "front_door",
        "allegations",
        "policies",
        "policy_changes",
        "policy_folder",
        "self_review",
        "self_review_compare",
        "what_has_happened",
        "staff_card",
        "planner",
        "governor_briefing",
    ),
)


class SiteSitemap(Sitemap):
    """Addresses under SITE_URL, whatever host was asked."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class ListSitemap(SiteSitemap):
    """Pages that are lists and have no date of their own."""

    def items(self) -> list[str]:
        site = [
            "about",
            "about_data",
            "about_screen",
            "about_security",
            "accessibility",
            "privacy",
            "cookies",
        ]
        return [f"guidance:{name}" for name in LISTS] + site

    def location(self, item: str) -> str:
        return reverse(item)


class ListedPage(Protocol):
    """A public page, with what ``PublishedSitemap.items`` reads beside it. What is public has a date."""

    publish_at: datetime
    changed_at: datetime | None


class PublishedSitemap(SiteSitemap):
    """Public pages of one model; ``lastmod`` is the day of publication or of the last notable change."""

    def __init__(self, model: type[Publishable]) -> None:
        self.model = model

    def items(self) -> QuerySet:
        changed_at = Revision.objects.newest_at(self.model)
        rows = self.model.objects.published().annotate(changed_at=changed_at).order_by("slug")
        without = {GuidedRoute: COMMON, Role: ON_HOME}.get(self.model)
        return rows.exclude(slug=without) if without else rows

    def lastmod(self, item: ListedPage) -> datetime:
        return max(item.publish_at, item.changed_at or item.publish_at)


class ChartSitemap(SiteSitemap):
    """The one-page chart of each guided route. Whoever searches the web needs none of its questions."""

    def items(self) -> QuerySet:
        return GuidedRoute.objects.published().exclude(slug=COMMON).order_by("slug")

    def location(self, item: GuidedRoute) -> str:
        return reverse("guidance:route_chart", args=[item.slug])


class SelfReviewSitemap(SiteSitemap):
    """Each self-review, and its questions on paper."""

    def items(self) -> list[str]:
        slugs = [edition.slug for edition in editions.newest()]
        sheets = [
            reverse("guidance:self_review_sheet", args=[slug, order]) for slug in slugs for order in ORDERS
        ]
        return [reverse("guidance:self_review_set", args=[slug]) for slug in slugs] + sheets

    def location(self, item: str) -> str:
        return item


class TermSitemap(SiteSitemap):
    """What changed, a page for each term."""

    def items(self) -> list[SchoolTerm]:
        return terms_told()

    def location(self, item: SchoolTerm) -> str:
        return reverse("guidance:term_updates", args=[item.slug])


class PolicyPartSitemap(SiteSitemap):
    """The sheets of each policy template, and the reasons for its clauses."""

    def items(self) -> list[str]:
        templates = PolicyTemplate.objects.published().issued().prefetch_related("editions").order_by("slug")
        return [path for template in templates for path in self._paths(template)]

    def location(self, item: str) -> str:
        return item

    def _paths(self, template: PolicyTemplate) -> Iterator[str]:
        yield reverse("guidance:policy_reasons", args=[template.slug])
        edition = template.edition
        own = [one["sheet"] for one in edition.content["sections"] if one.get("sheet")] if edition else []
        yield from map(template.page_with, (*own, CONTACTS))


SITEMAPS = {
    "lists": ListSitemap,
    "charts": ChartSitemap,
    "policy parts": PolicyPartSitemap,
    "self-review": SelfReviewSitemap,
    "terms": TermSitemap,
} | {
    model._meta.model_name: PublishedSitemap(model)
    for model in (
        *(RiskArea, Role, GuidancePage, Resource, Service),
        *(PolicyTemplate, Handout, Update, GuidedRoute),
    )
}
