"""Guidance written for this portal."""

from typing import ClassVar

from django.db import models

from guidance.models.categorised import Categorised, CategorisedQuerySet
from guidance.models.fields import INCLUDES_HELP, MarkdownField
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of


class GuidancePage(Publishable, Categorised, HasWorkingCopy):
    """One guidance page: Markdown, with a contents list made from its headings."""

    class Group(models.TextChoices):
        START = "start", "Start here"
        RESPOND = "respond", "When something happens"
        ISSUES = "issues", "By subject"
        PEOPLE = "people", "Children, parents and carers"
        TEACH = "teach", "Teaching online safety"
        LOCAL = "local", "Kent guidance and inspection"

    group = models.CharField(max_length=10, choices=Group, help_text="Its place on the guidance page.")
    body = MarkdownField(
        help_text=f"Markdown. Start headings at ##; they make the contents list. {INCLUDES_HELP}"
    )
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="cited_by", help_text="What the page rests on."
    )
    main_risk_area = models.ForeignKey(
        "guidance.RiskArea",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="main_pages",
        help_text="The one it is mostly about; the page of that area lists it. Empty for none.",
    )
    is_sheet = models.BooleanField(
        "to fill in", default=False, help_text="A sheet to fill in: readers also get it as a Word file."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in the group.")

    objects: ClassVar = CategorisedQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "guidance page"
        ordering = ["order", "title"]

    @property
    def is_read_in_trouble(self) -> bool:
        """Whether people read it when something has happened: then nothing on it asks for words of theirs."""
        return self.group == self.Group.RESPOND

    def get_absolute_url(self) -> str:
        return address_of("guidance:page", self.slug)
