"""Texts that guided routes, pages, hand-outs and policies share, each written once."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from guidance.models.fields import MarkdownField


class SharedBlockQuerySet(models.QuerySet["SharedBlock"]):
    """Blocks as readers get them."""

    def public(self) -> Self:
        """Those that were published at least once."""
        return self.filter(published_at__isnull=False)


class SharedBlock(models.Model):
    """A text that others put in by its key: ``title`` and ``text`` are the draft of what readers see."""

    key = models.SlugField(
        max_length=40, unique=True, help_text="Its lasting name: texts put it in as {block:its-name}."
    )
    title = models.CharField(max_length=120, help_text="The draft of its heading.")
    text = MarkdownField(help_text="The draft. Name numbers as {childline}, documents as (resource:key).")
    facts = models.JSONField(
        default=list, blank=True, help_text="Codes of the facts it rests on. Readers do not see them."
    )
    public_title = models.CharField(
        max_length=120, blank=True, editable=False, help_text="The heading that readers see."
    )
    public_text = models.TextField(blank=True, editable=False, help_text="The words that readers see.")
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When readers last got new words."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who published them.",
    )
    reviewed_by = models.CharField(
        max_length=120,
        blank=True,
        editable=False,
        help_text="The second person, who read them before they were published.",
    )
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
    )

    objects: ClassVar = SharedBlockQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="sharedblock_public_has_words_and_day",
                condition=Q(published_at=None, public_title="", public_text="")
                | (Q(published_at__isnull=False) & ~Q(public_title="") & ~Q(public_text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """Its key, under the name by which the audit table calls content."""
        return self.key

    @property
    def is_new(self) -> bool:
        """Whether the draft differs from what readers see."""
        return (self.title, self.text) != (self.public_title, self.public_text)
