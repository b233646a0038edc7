"""The public history of a page: one row for each change worth telling readers about."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Histories of one page."""

    def of(self, obj: models.Model) -> Self:
        """Every revision of ``obj``, newest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def notable(self, at: datetime | None = None) -> Self:
        """Those that readers were told about by ``at`` (default: now); others may be scheduled."""
        return self.filter(notable=True, at__lte=at or timezone.now())

    def newest_at(self, model: type[models.Model], at: datetime | None = None) -> models.Subquery:
        """When readers were last told of a change, to fetch in one query with rows of ``model``."""
        kind = {"content_type__app_label": "guidance", "content_type__model": model._meta.model_name}
        rows = self.notable(at).filter(object_id=models.OuterRef("pk"), **kind).order_by("-at")
        return models.Subquery(rows.values("at")[:1])


class Revision(models.Model):
    """What changed on one page, when, and who did it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    at = models.DateTimeField("when", help_text="When the change took effect.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(help_text="What changed, for readers, in one or two sentences.")
    notable = models.BooleanField(
        "readers told",
        default=False,
        help_text="Told: readers see it under Updates, in the feeds and in the history of the page.",
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "-at"], name="revision_of_content")]
        # One permission for everything: whoever may publish writes these rows, whatever they are about.
        permissions = [("publish_content", "Can publish, withdraw and check content")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.note}"
