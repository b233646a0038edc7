"""What governors and trustees ask, term by term, with what a good and a poor answer sounds like."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models

from guidance.models.duty import OWN_PATH


class GovernorQuestionQuerySet(models.QuerySet["GovernorQuestion"]):
    """Questions as readers get them."""

    def shown(self) -> Self:
        return self.filter(is_shown=True)


class GovernorQuestion(models.Model):
    """One question for a meeting of one of the three terms."""

    class InTerm(models.TextChoices):
        AUTUMN = "autumn", "Autumn term"
        SPRING = "spring", "Spring term"
        SUMMER = "summer", "Summer term"

    key = models.SlugField(max_length=60, unique=True, help_text="Its lasting name.")
    term = models.CharField(max_length=6, choices=InTerm, help_text="The term in which it is asked.")
    ask = models.CharField(max_length=200, help_text="The question, as it is asked.")
    good_answer = models.TextField(help_text="What a good answer has: a date, a name by role, what changed.")
    poor_answer = models.TextField(help_text="What a poor answer sounds like.")
    page = models.CharField(
        max_length=200, blank=True, help_text="Our page about it, as an address on this site."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    is_shown = models.BooleanField("shown", default=True, help_text="Untick it to leave it out.")
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
    )

    objects: ClassVar = GovernorQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question for governors"
        verbose_name_plural = "questions for governors"
        ordering = ["order", "ask"]

    def __str__(self) -> str:
        return self.ask

    def clean(self) -> None:
        """Refuse what is no path of this site; that a page is there is asked where it is written."""
        super().clean()
        if self.page and not OWN_PATH.fullmatch(self.page):
            raise ValidationError({"page": "Give an address of this site, such as /policies/."})

    @property
    def slug(self) -> str:
        """Its key, under the name by which the audit table calls content."""
        return self.key
