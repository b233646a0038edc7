"""Links that were looked at: what is wrong with each, since when, and until when an adviser lets it be."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from guidance.models.use import LONGEST_TARGET, ContentUse


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by what is known of them."""

    def in_use(self) -> Self:
        """Those that something still leads to."""
        return self.filter(Exists(ContentUse.objects.filter(target=OuterRef("address"))))

    def broken(self) -> Self:
        """Those that do not work, in use or not: of other sites only after failures on two days."""
        return self.exclude(problem="").filter(Q(is_own=True) | Q(failed_on__lt=F("last_failed_on")))

    def waiting(self, on: date | None = None) -> Self:
        """Broken ones in use that no adviser lets be on a day (default: today)."""
        on = on or timezone.localdate()
        is_left = Q(ignored_until__gt=on)
        return self.broken().exclude(is_left).in_use()


class Link(models.Model):
    """One address and what came of the last look at it. Only ``guidance.services.links`` writes it.

    Of this site's own addresses only those that do not work are kept.
    """

    address = models.CharField(max_length=LONGEST_TARGET, unique=True, help_text="Where the link leads.")
    is_own = models.BooleanField("own", help_text="Whether it is a page of this site.")
    problem = models.CharField(max_length=300, blank=True, help_text="What is wrong with it, in plain words.")
    checked_at = models.DateTimeField("last looked at", help_text="When the portal last looked at it.")
    failed_on = models.DateField(
        "does not work since", null=True, blank=True, help_text="The first day on which it did not work."
    )
    last_failed_on = models.DateField(
        null=True, blank=True, help_text="The last day on which it did not work."
    )
    ignored_until = models.DateField(
        "left until", null=True, blank=True, help_text="Until this day it is in no list of broken links."
    )
    ignored_reason = models.CharField(
        "why it is left", max_length=200, blank=True, help_text="Why it may stay as it is, in a sentence."
    )
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="left by",
        help_text="Who said so.",
    )

    objects: ClassVar = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "broken link"
        ordering = ["-is_own", "failed_on", "address"]
        constraints = [
            models.CheckConstraint(
                name="link_failed_on_days",
                condition=Q(problem="", failed_on=None, last_failed_on=None)
                | (~Q(problem="") & Q(failed_on__lte=F("last_failed_on"))),
            ),
            models.CheckConstraint(
                name="link_left_with_reason",
                condition=Q(ignored_until=None, ignored_reason="")
                | (Q(ignored_until__isnull=False) & ~Q(ignored_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_broken(self) -> bool:
        """Whether it counts as broken; the instance's twin of ``broken()``."""
        if not (self.problem and self.failed_on and self.last_failed_on):
            return False
        return self.is_own or self.failed_on < self.last_failed_on
