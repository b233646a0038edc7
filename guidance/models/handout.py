"""What settings share with parents and carers."""

from django.db import models

from guidance.models.fields import INCLUDES_HELP, MarkdownField
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of


class Handout(Publishable, HasWorkingCopy):
    """A one-page hand-out for parents and carers, with a newsletter snippet to copy."""

    ages = models.CharField(max_length=30, help_text="Ages of the children, as 5 to 7.")
    body = MarkdownField(help_text=f"The hand-out, at most one A4 page. Markdown. {INCLUDES_HELP}")
    newsletter = models.TextField(help_text="Plain text to copy into a newsletter: 60 to 90 words.")
    risk_areas = models.ManyToManyField(
        "guidance.RiskArea", blank=True, help_text="Every risk area it helps with."
    )
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="+", help_text="What the hand-out rests on."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta(Publishable.Meta):
        verbose_name = "hand-out"
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        return address_of("guidance:handout", self.slug)
