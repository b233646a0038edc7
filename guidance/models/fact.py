"""Facts of middling certainty: read in one good second-hand copy, an older edition, or a transcription."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lesas_portal.core import web_addresses


class Fact(models.Model):
    """A fact that texts state with its source and the day of its next check; they name it as {fact:key}.

    What is certain needs none: its page links the source. What is not known is not stated.
    """

    key = models.SlugField(
        max_length=60, unique=True, help_text="Its lasting name: texts name it as {fact:its-name}."
    )
    statement = models.TextField(help_text="The fact in one sentence, as the pages say it.")
    source = models.CharField(
        max_length=400, help_text="Where it was read, with its date. Readers see it below the page."
    )
    url = models.URLField(
        "web address", max_length=400, blank=True, help_text="That of its source, where one is known."
    )
    next_check_on = models.DateField(help_text="The day by which LESAS checks it again. Readers see it.")
    confirm = models.TextField(
        "to settle it", help_text="What an adviser reads or asks to settle it, and then does."
    )
    codes = models.CharField(
        max_length=60, blank=True, help_text="Its codes in the list of corrections, for editors."
    )
    checked_on = models.DateField(
        null=True, blank=True, help_text="The day an adviser settled it. Readers then see that day."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who settled it.",
    )
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        ordering = ["next_check_on", "key"]
        constraints = [
            models.CheckConstraint(
                name="fact_checked_on_and_by",
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        """Refuse an address that may not become a link."""
        super().clean()
        web_addresses.refuse(self, ["url"])

    @property
    def slug(self) -> str:
        """Its key, under the name by which the audit table calls content."""
        return self.key
