"""What people searched for and did not find, counted so that nobody can be recognised."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q


class ZeroResultQueryQuerySet(models.QuerySet["ZeroResultQuery"]):
    """Missed searches by what may be known of them."""

    def readable(self) -> Self:
        """Those typed on enough different days to be read by advisers, most days first."""
        return self.exclude(words="").order_by("-days", "words")

    def forgotten(self, on: date, *, days: int) -> Self:
        """Those that nobody typed again within ``days`` before ``on``, so that nobody will read them."""
        return self.filter(words="", last_day__lt=on - timedelta(days=days))


class ZeroResultQuery(models.Model):
    """One normalised search that found nothing, and on how many different days it was typed.

    Until the third day only a keyed fingerprint of the words is kept, which nobody can read back.
    There is no address, no time and no wording as it was typed.
    """

    DAYS_BEFORE_READABLE = 3

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    words = models.CharField(max_length=200, blank=True, help_text="Empty until it was typed on three days.")
    days = models.PositiveIntegerField(default=1, help_text="On how many different days it was typed.")
    last_day = models.DateField(help_text="The last of those days.")

    objects = ZeroResultQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        constraints = [
            models.CheckConstraint(
                name="zeroresultquery_words_only_after_three_days", condition=Q(words="") | Q(days__gte=3)
            ),
        ]

    def __str__(self) -> str:
        return self.words or "typed on fewer than three days"
