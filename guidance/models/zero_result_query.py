"""What people searched for and did not find, counted so that nobody can be recognised."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

DAYS_KEPT = 365  # after it was last typed


class ZeroResultQueryQuerySet(models.QuerySet["ZeroResultQuery"]):
    """Missed searches by what may be known of them."""

    def readable(self) -> Self:
        """Those typed on enough days and from enough networks to be read by advisers, most days first."""
        return self.exclude(words="").order_by("-days", "words")

    def forgotten(self, on: date, *, days: int) -> Self:
        """Those that nobody typed again within ``days`` before ``on``, so that nobody will read them."""
        return self.filter(words="", last_day__lt=on - timedelta(days=days))

    def outdated(self, on: date) -> Self:
        """Those that nobody typed within the year before ``on``, read or not."""
        return self.filter(last_day__lt=on - timedelta(days=DAYS_KEPT))


class ZeroResultQuery(models.Model):
    """One normalised search that found nothing or little, and on how many different days it was typed.

    Until the third day and the third network only a keyed fingerprint of the words is kept, which cannot be
    read back without the key. There is no address, no time and no wording as it was typed.
    """

    DAYS_BEFORE_READABLE = 3
    NETWORKS_BEFORE_READABLE = 3

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    words = models.CharField(
        max_length=200,
        blank=True,
        help_text="Empty until it was typed on three days and from three networks.",
    )
    found_little = models.BooleanField(
        default=False,
        help_text="When it was last typed, something was found, but nothing that has all of its words.",
    )
    days = models.PositiveIntegerField(default=1, help_text="On how many different days it was typed.")
    last_day = models.DateField(help_text="The last of those days.")
    networks = models.CharField(
        max_length=2 * NETWORKS_BEFORE_READABLE,
        blank=True,
        editable=False,
        help_text="A mark of two letters for each network, of 256 that there are. Empty once it can be read.",
    )

    objects = ZeroResultQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "search that found too little"
        verbose_name_plural = "searches that found too little"
        constraints = [
            models.CheckConstraint(
                name="zeroresultquery_words_only_after_three_days", condition=Q(words="") | Q(days__gte=3)
            ),
        ]

    def __str__(self) -> str:
        return self.words or "typed on fewer than three days"

    def count(self, words: str, *, on: date, network: str, found_little: bool = False) -> None:
        """Count that it was typed again, and keep its ``words`` once they may be read.

        Of two who type it at the same moment one is counted, as on the same day.
        """
        days, networks = self.days + (on > self.last_day), self._with(network)
        is_readable = bool(self.words) or (
            days >= self.DAYS_BEFORE_READABLE and len(networks) >= self.NETWORKS_BEFORE_READABLE
        )
        as_it_was = ZeroResultQuery.objects.filter(pk=self.pk, days=self.days, networks=self.networks)
        as_it_was.update(
            days=days,
            last_day=max(on, self.last_day),
            networks="" if is_readable else "".join(networks),
            words=words if is_readable else "",
            found_little=found_little,
        )

    def _with(self, network: str) -> list[str]:
        """The marks of the networks with one more, at most as many as are needed."""
        marks = {self.networks[start : start + 2] for start in range(0, len(self.networks), 2)}
        return sorted(marks | {network})[: self.NETWORKS_BEFORE_READABLE]
