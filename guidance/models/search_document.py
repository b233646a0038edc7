"""What search reads: one row for each public page, and one for each part that can be linked to."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """Questions that search asks of its documents."""

    def of(self, obj: models.Model) -> Self:
        """The rows of ``obj`` and of its parts."""
        return self.filter(object_type=obj._meta.model_name, object_id=obj.pk)

    def public(self, at: datetime | None = None) -> Self:
        """Rows whose page the public may read at ``at``: the dates are copied from the page."""
        at = at or timezone.now()
        return self.filter(Q(public_until=None) | Q(public_until__gt=at), public_from__lte=at)


class SearchDocument(models.Model):
    """The searchable copy of one public page. Written by ``guidance.search`` only.

    The full-text index (FTS5 on SQLite, ``tsvector`` on PostgreSQL) hangs on this table; see the
    migration. Risk areas and phases are slugs between spaces (" content conduct "), so that a filter is
    one comparison on both databases.
    """

    class Kind(models.TextChoices):
        RISK_AREA = "risk-area", "Areas of risk"
        GUIDANCE = "guidance", "Guidance"
        POLICY = "policy", "Policy templates"
        RESOURCE = "resource", "Resources"
        HELPLINE = "helpline", "Helplines"
        SERVICE = "service", "Training and services"
        PARENTS = "parents", "For parents and carers"
        UPDATE = "update", "Updates"
        STATIC_PAGE = "page", "Pages of this site"

    object_type = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    part = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    risk_areas = models.CharField(max_length=60, default=" ")
    phases = models.CharField(max_length=80, default=" ")
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True)
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    phone = models.CharField(max_length=30, blank=True)
    summary = models.TextField(blank=True)
    stems = models.TextField()
    keywords = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="searchdocument_once", fields=["object_type", "object_id", "part"]),
        ]
        indexes = [
            models.Index(fields=["url"], name="searchdocument_url"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.url})"

    @property
    def texts(self) -> tuple[str, ...]:
        """What search reads, field by field."""
        return self.title, self.keywords, self.headings, self.summary, self.body

    @cached_property
    def fields(self) -> list[str]:
        """The stems of each of ``texts``, between spaces."""
        return self.stems.split("\n")

    @property
    def page_key(self) -> tuple[str, int]:
        """What a page and its parts have in common."""
        return self.object_type, self.object_id

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.url.rstrip("/").rsplit("/", 1)[-1]
