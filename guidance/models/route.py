"""Guided routes, "What has happened?": what advisers draft, and the editions that readers get."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from guidance.models.categorised import Categorised, CategorisedQuerySet
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from guidance.routes.schema import COMMON
from lesas_portal.core.addresses import address_of


class GuidedRoute(Publishable, Categorised, HasWorkingCopy):
    """One guided route. The public reads its newest edition; its questions and outcomes are the draft."""

    short_title = models.CharField(
        max_length=40, blank=True, help_text="A word or two, for the line above the heading and the chart."
    )
    lead = models.TextField(blank=True, help_text="One line on the first screen: what this route does.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    start = models.SlugField(
        max_length=40, blank=True, help_text="The key of the first question after danger and role."
    )
    also = models.JSONField(
        "other doors",
        default=list,
        blank=True,
        help_text="Links on the first screen, each with a label and where it leads.",
    )
    chart = models.JSONField(
        default=dict, blank=True, help_text="What the one-page chart says beside the boxes."
    )
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="routes", help_text="What the route rests on."
    )

    objects: ClassVar = CategorisedQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        if self.is_common:
            return reverse("guidance:what_has_happened")
        return address_of("guidance:route", self.slug)

    @property
    def is_common(self) -> bool:
        """Whether it holds what every route has (danger, role, 999) and has no page of its own."""
        return self.slug == COMMON

    @property
    def is_load_bearing(self) -> bool:
        """Whether every other route stands on it."""
        return self.is_common

    @property
    def edition(self) -> "RouteEdition | None":
        """The newest edition, which is the one readers get."""
        return next(iter(self.editions.all()), None)

    def clean(self) -> None:
        """Refuse to be public without an edition, for there would be nothing to read."""
        super().clean()
        if self.status == self.Status.PUBLISHED and (not self.pk or self.edition is None):
            raise ValidationError("Issue a first edition before you publish this route.")
        if self.withdraw_at:
            raise ValidationError("Other routes lead here, so it cannot have a last day.")
        if self._is_put_off():
            raise ValidationError("Other routes lead here, so what is public cannot be put off.")
        if self.is_common and self.status == self.Status.WITHDRAWN:
            raise ValidationError("Every guided route needs these questions, so they cannot be withdrawn.")

    def _is_put_off(self) -> bool:
        """Whether readers would lose it until a day to come."""
        is_to_come = bool(self.publish_at and self.publish_at > timezone.now())
        return is_to_come and GuidedRoute.objects.published().filter(pk=self.pk).exists()


class RouteEditionQuerySet(models.QuerySet["RouteEdition"]):
    """Editions as readers get them."""

    def public(self, at: datetime | None = None) -> "RouteEditionQuerySet":
        """The newest edition of each route that is public at ``at``, in one query."""
        later = self.model.objects.filter(
            route=models.OuterRef("route"), number__gt=models.OuterRef("number")
        )
        routes = GuidedRoute.objects.published(at)
        return self.filter(~models.Exists(later), route__in=routes).order_by("route__order", "route__slug")


class RouteEdition(models.Model):
    """A route as it was issued, whole. It never changes."""

    route = models.ForeignKey(
        GuidedRoute, on_delete=models.CASCADE, related_name="editions", help_text="The route."
    )
    number = models.PositiveSmallIntegerField(help_text="1 for the first edition, then up.")
    issued_on = models.DateField(help_text="The day it was issued.")
    note = models.TextField(help_text="What changed, for readers, in one or two sentences.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who issued it.",
    )
    reviewed_by = models.CharField(
        max_length=120, blank=True, help_text="The second person, who read it before it was issued."
    )
    reviewed_on = models.DateField(null=True, blank=True, help_text="When the second person read it.")
    content = models.JSONField(help_text="The whole route at this edition.")

    objects: ClassVar = RouteEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="routeedition_once", fields=["route", "number"]),
            models.CheckConstraint(
                name="routeedition_reviewed_by_and_on",
                condition=Q(reviewed_by="", reviewed_on=None)
                | (~Q(reviewed_by="") & Q(reviewed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="routeedition_reviewed_before_issued",
                condition=Q(reviewed_on=None) | Q(reviewed_on__lte=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}, edition {self.number}"
