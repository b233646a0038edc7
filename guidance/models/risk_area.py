"""The four areas of online risk that KCSIE names: content, contact, conduct, commerce."""

from django.db import models
from django.urls import reverse

from guidance.models.fields import MarkdownField
from guidance.models.publishable import Publishable


class RiskArea(Publishable):
    """One area of risk. Every text field is Markdown; its hue and icon follow from the slug."""

    definition = MarkdownField(help_text="What this risk is, in our words. Markdown.")
    example_words = models.CharField(
        max_length=200, help_text="Four to six short examples for the card on the home page, with commas."
    )
    examples = MarkdownField(help_text="Examples, following the current KCSIE. Markdown list.")
    situations = MarkdownField(help_text="Signs and situations, with a heading for each phase. Markdown.")
    actions = MarkdownField(help_text="What settings do, with a heading for each role. Markdown.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta(Publishable.Meta):
        ordering = ["order"]

    def get_absolute_url(self) -> str:
        return reverse("guidance:risk_area", args=[self.slug])
