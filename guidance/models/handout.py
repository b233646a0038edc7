"""What settings share with parents and carers."""

from django.core.exceptions import ValidationError
from django.db import models

from guidance import handout_pictures
from guidance.models.fields import INCLUDES_HELP, MarkdownField
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of


class Handout(Publishable, HasWorkingCopy):
    """A one-page hand-out for parents and carers, with what staff take from it: texts to copy, pictures."""

    ages = models.CharField(max_length=30, help_text="Ages of the children, as 5 to 7.")
    say = models.CharField(
        "a sentence to say",
        max_length=120,
        blank=True,
        help_text="What a parent can say to the child, in their words, without quotation marks.",
    )
    body = MarkdownField(
        help_text=f"About 350 words at most, so that it fits one A4 page. Markdown. {INCLUDES_HELP}"
    )
    newsletter = models.TextField(help_text="Plain text to copy into a newsletter: 60 to 90 words.")
    app_text = models.CharField(
        "text for an app",
        max_length=240,
        blank=True,
        help_text="Plain text to paste into the app that you reach parents by. The address of the page is "
        "added: with it, it stays below 300 characters.",
    )
    pictures = MarkdownField(
        blank=True,
        help_text="For children under seven: six drawings, each with one line, as "
        "![A closed padlock](picture:keep-private) I keep my name to myself. An empty line between them.",
    )
    helplines = models.ManyToManyField(
        "guidance.Helpline",
        blank=True,
        related_name="+",
        help_text="Whom its box of numbers names beside 999 and the Front Door: four at most.",
    )
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

    def clean(self) -> None:
        """Refuse a picture version that is anything but drawings of ours, each with its line."""
        super().clean()
        try:
            handout_pictures.read(self.pictures)
        except handout_pictures.PictureError as error:
            raise ValidationError({"pictures": str(error)}) from error

    def get_absolute_url(self) -> str:
        return address_of("guidance:handout", self.slug)
