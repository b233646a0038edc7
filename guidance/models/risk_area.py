"""The four areas of online risk that KCSIE names: content, contact, conduct, commerce."""

from django.core.exceptions import ValidationError
from django.db import models

from guidance import area_roles
from guidance.models.fields import INCLUDES_HELP, MarkdownField
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of

TEXTS = ("first_steps", "signs", "roles", "links", "definition", "examples")
"""Its texts in Markdown, in the order of the page."""


class RiskArea(Publishable, HasWorkingCopy):
    """One area of risk. Every text field is Markdown; its hue and icon follow from the slug."""

    heading = models.CharField(
        max_length=80,
        blank=True,
        help_text="Heading of its page, in everyday words: Who children meet online. Empty for the title.",
    )
    first_steps = MarkdownField(
        help_text=f"What to do first, and who does it. Markdown list. {INCLUDES_HELP}"
    )
    signs = MarkdownField(help_text="Signs, as a table with a row for each phase. Markdown.")
    roles = MarkdownField(
        blank=True,
        help_text=f"What each role does, a line each: {area_roles.EXAMPLE} {INCLUDES_HELP}",
    )
    links = MarkdownField(help_text="The four best links, as a list. Markdown.")
    helplines = models.ManyToManyField(
        "guidance.Helpline", blank=True, related_name="+", help_text="Three helplines, with numbers."
    )
    definition = MarkdownField(help_text="What this risk is, in our words. Markdown.")
    example_words = models.CharField(
        max_length=200, help_text="Four to six short examples for the card on the home page, with commas."
    )
    examples = MarkdownField(help_text="Examples, following the current KCSIE. Markdown list.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta(Publishable.Meta):
        ordering = ["order"]

    def clean(self) -> None:
        """Refuse a line of the roles that the page would leave out."""
        super().clean()
        try:
            area_roles.refuse_others(self.roles)
        except ValidationError as error:
            raise ValidationError({"roles": error}) from error

    def get_absolute_url(self) -> str:
        return address_of("guidance:risk_area", self.slug)
