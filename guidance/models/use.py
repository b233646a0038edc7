"""Where each thing is used: one row for each link, number, source and search word that leads to another."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

LONGEST_TARGET = 1000


class How(models.TextChoices):
    """In what way one thing uses another, as a page says it: "links to it"."""

    LINKS = "links", "links to it"
    SHOWS = "shows", "shows its number"
    CITES = "cites", "cites it"
    LEADS = "leads", "a word leads there"
    PUTS_IN = "puts-in", "puts in its words"
    REPLACED = "replaced", "is replaced by it"
    PUBLISHED = "published", "is published by it"
    OFFERS = "offers", "is its training or service"
    GOES_ON = "goes-on", "goes on there"
    CHART = "chart", "shows its chart"
    OPENS = "opens", "opens it"


class ContentUseQuerySet(models.QuerySet["ContentUse"]):
    """Uses by what they lead to."""

    def leading_to(self, targets: Iterable[str], below: str = "") -> Self:
        """Those of ``targets``, and of any page whose address begins with ``below``."""
        found = Q(target__in=list(targets))
        return self.filter(found | Q(target__startswith=below) if below else found)


class ContentUse(models.Model):
    """One use. ``guidance.links.table`` writes it from what the holder's row says, and nobody else.

    The target is an address of this site (``/resources/kcsie/``, ``/helplines/#childline``), a web address,
    a shared block (``block:never``), or a row that a field points at, by its number (``resource:12``).
    """

    holder_type = models.CharField(max_length=40, help_text="What uses it: a model, as guidancepage.")
    holder_id = models.PositiveBigIntegerField(help_text="The number of what uses it.")
    target = models.CharField(max_length=LONGEST_TARGET, db_index=True, help_text="What is used.")
    how = models.CharField(max_length=10, choices=How, help_text="In what way.")

    objects: ClassVar = ContentUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="contentuse_once", fields=["holder_type", "holder_id", "target", "how"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder_type} {self.holder_id} {self.get_how_display()}: {self.target}"
