"""A text that came with the portal for content which an adviser has made their own, until one settles it."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class ShippedTextQuerySet(models.QuerySet["ShippedText"]):
    """What advisers are asked about."""

    def waiting(self) -> Self:
        """Those that nobody has settled yet, oldest first."""
        return self.filter(settled_at=None).order_by("waiting_since", "pk")


class ShippedText(models.Model):
    """What the newest files say, beside a row that load_content leaves alone because an adviser edited it.

    ``values`` holds the whole text, not only what differs: what differs is judged when somebody looks. Once
    settled, the row says which text that was, so that the same one is not brought up again.
    """

    class Part(models.TextChoices):
        ROW = "row", "Its own fields"
        EDITION = "edition", "The text of its edition"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    part = models.CharField(max_length=10, choices=Part, help_text="Which part of it has a newer text.")
    values = models.JSONField(help_text="What the files say, by field.")
    fingerprint = models.CharField(max_length=64, help_text="Fingerprint of what the files say.")
    waiting_since = models.DateTimeField(help_text="When load_content first met this text.")
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="When an adviser took the text or kept ours."
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The adviser who settled it.",
    )

    objects: ClassVar = ShippedTextQuerySet.as_manager()

    class Meta:
        verbose_name = "corrected text"
        ordering = ["waiting_since", "pk"]
        constraints = [
            models.UniqueConstraint(name="shippedtext_once", fields=["content_type", "object_id", "part"]),
            models.CheckConstraint(
                name="shippedtext_settled_by_and_at",
                condition=Q(settled_at__isnull=False) | Q(settled_by=None),
            ),
        ]

    def __str__(self) -> str:
        words = f"{self.content_type.name} “{self.content_object or 'deleted meanwhile'}”"
        return f"{words}, edition" if self.part == self.Part.EDITION else words

    @property
    def slug(self) -> str:
        """The key of what it is about, under the name by which the audit table calls content."""
        return getattr(self.content_object, "slug", "")
