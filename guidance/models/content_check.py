"""Who said of which page, and when, that it is right and current; and what was said before, to undo it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidance.models.publishable import Publishable

FIELDS = ("checked_on", "checked_by_id", "next_check_on")
"""What a check writes on the row of its page."""


class ContentCheckQuerySet(models.QuerySet["ContentCheck"]):
    """Questions about checks."""

    def undoable(self, *, by: models.Model, at: datetime | None = None) -> Self:
        """Those that ``by`` made on the day of ``at`` (default: now) and has not undone."""
        day = timezone.localdate(at or timezone.now())
        return self.filter(by=by, at__date=day, undone_at=None)


class ContentCheck(models.Model):
    """One check of one page. Only ``guidance.services.checking`` writes it.

    What was marked in one go has the same ``batch``, and is undone in one go.
    """

    batch = models.UUIDField(help_text="What was marked in one go has the same one.")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who checked it."
    )
    at = models.DateTimeField(default=timezone.now, help_text="When they said so.")
    checked_on = models.DateField(help_text="The day of the check.")
    next_check_on = models.DateField(help_text="When it must be checked again.")
    checked_on_before = models.DateField(null=True, help_text="The day of the check before.")
    checked_by_before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who made the check before.",
    )
    next_check_on_before = models.DateField(null=True, help_text="When it had to be checked until then.")
    undone_at = models.DateTimeField(null=True, help_text="When the person took it back.")

    objects = ContentCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "check"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(name="contentcheck_of_person", fields=["by", "-at"])]
        constraints = [
            models.UniqueConstraint(
                name="contentcheck_once_a_batch",
                fields=["batch", "content_type", "object_id"],
                violation_error_message="It was marked in the same go already.",
            ),
            models.CheckConstraint(
                name="contentcheck_next_after_this",
                condition=Q(next_check_on__gt=models.F("checked_on")),
                violation_error_message="The next check must come after this one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.object_id}, {self.checked_on:%-d %B %Y}"

    @property
    def said(self) -> tuple:
        """What it wrote on the row of its page, in the order of ``FIELDS``."""
        return self.checked_on, self.by_id, self.next_check_on

    @property
    def said_before(self) -> tuple:
        """What stood there before, in the order of ``FIELDS``."""
        return self.checked_on_before, self.checked_by_before_id, self.next_check_on_before

    @classmethod
    def of(cls, row: Publishable, **said) -> Self:
        """Return an unsaved check of ``row``, which still has what it had before."""
        return cls(
            content_object=row,
            checked_on_before=row.checked_on,
            checked_by_before_id=row.checked_by_id,
            next_check_on_before=row.next_check_on,
            **said,
        )
