"""The words that staff type, and what they mean in official terms. Advisers edit them."""

from typing import Self

from django.db import models
from django.db.models import Q

from lesas_portal.core.normalisation import split_lines


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Synonyms by use."""

    def in_use(self) -> Self:
        """Those that search follows now."""
        return self.filter(published=True)


class Synonym(models.Model):
    """A word or phrase that people type, with what to search for as well and where it should lead."""

    class Kind(models.TextChoices):
        SPELLING = "spelling", "Another spelling"
        MEANING = "meaning", "Same meaning"
        RETIRED = "retired", "Old name, with an explanation"
        ACRONYM = "acronym", "Short form"
        PRODUCT = "product", "Product or app"
        ASPECT = "aspect", "For whom or in what form: counts less than the subject"

    term = models.CharField(
        "word",
        max_length=80,
        unique=True,
        help_text="What people type. Capitals, accents and hyphens do not matter.",
    )
    phrasings = models.TextField(
        "other ways to type it", blank=True, help_text="What means the same, one a line."
    )
    kind = models.CharField(max_length=8, choices=Kind, help_text="Why it is in the list.")
    expands_to = models.TextField("search for as well", blank=True, help_text="Official terms, one a line.")
    both_ways = models.BooleanField(
        default=False, help_text="Someone who types an official term is looking for this word too."
    )
    destinations = models.TextField(
        "pages it leads to",
        blank=True,
        help_text="Addresses on this site that should come first, one a line, best first.",
    )
    explanation = models.CharField(
        max_length=250,
        blank=True,
        help_text="For an old name: one sentence that readers see above the results.",
    )
    hidden = models.BooleanField(
        default=False,
        help_text="Never show this word to readers, for example the name of a challenge or hoax.",
    )
    published = models.BooleanField(default=False, help_text="Tick it when what it finds is right.")
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as it was last loaded; an adviser's edit changes it.",
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "search word"
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                name="synonym_old_name_explains_itself",
                condition=~Q(kind="retired") | ~Q(explanation=""),
                violation_error_message="Say in one sentence what the old name is called now.",
            ),
            models.CheckConstraint(
                name="synonym_goes_somewhere",
                condition=~Q(expands_to="") | ~Q(destinations=""),
                violation_error_message="Give a term to search for as well, or an address to lead to.",
            ),
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def every_phrasing(self) -> list[str]:
        """Every way to type it, the term itself first."""
        return [self.term, *split_lines(self.phrasings)]

    @property
    def meanings(self) -> list[str]:
        """The official terms, one each."""
        return split_lines(self.expands_to)

    @property
    def addresses(self) -> list[str]:
        """The addresses that should come first, best first."""
        return split_lines(self.destinations)
