"""When a helpline is open, and what of that readers may know."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from guidance import clock_words, opening_hours
from guidance.models.opening import Way, is_year_or_month, was_seen_long_ago
from guidance.opening_hours import Hours, Opening


class WithHours(models.Model):
    """Abstract: what a helpline knows of its hours, and what of that readers may know."""

    hours_text = models.CharField(
        "hours in your own words",
        max_length=200,
        blank=True,
        help_text="Readers see them for as long as the hours above are not shown to them.",
    )
    always_open = models.BooleanField(
        default=False,
        help_text="Its phone, or its text number where it has no phone, is open day and night, every day.",
    )
    open_on_bank_holidays = models.BooleanField(
        null=True,
        blank=True,
        help_text="Whether the weekly hours hold on bank holidays. Unknown counts as closed.",
    )
    hours_confirmed = models.BooleanField(
        default=False, help_text="Tick when you have checked all hours. Only then is “Open now” said."
    )
    hours_seen_on = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_year_or_month],
        help_text="The year or month in which the hours were seen: 2020 or 2020-09. Hours that nobody has "
        "confirmed are not shown without it; once it is over a year ago, readers are told to check them.",
    )

    class Meta:
        abstract = True

    @property
    def main_way(self) -> Way:
        """The way of contact that "always open" and "open now" speak of."""
        raise NotImplementedError

    @cached_property
    def hours(self) -> dict[Way, Hours]:
        """The hours of each way of contact that has any, confirmed or not. Read once."""
        return {way: hours for way, hours in self._read_hours() if hours}

    @property
    def main_hours(self) -> Hours | None:
        """The hours of its main way of contact, confirmed or not."""
        return self.hours.get(self.main_way)

    @property
    def hours_words(self) -> str:
        """Its hours as readers may know them: as confirmed, as last seen, or as ``hours_text`` puts them."""
        if not self.hours or not (self.hours_confirmed or self.hours_seen_on):
            return self.hours_text
        return clock_words.hours_sentences(self._ways(), timezone.localdate())

    @property
    def has_old_hours(self) -> bool:
        """Whether the hours that readers see were seen long ago, and nobody has confirmed them."""
        return bool(self.hours) and not self.hours_confirmed and was_seen_long_ago(self.hours_seen_on)

    @property
    def all_hours_words(self) -> str:
        """All that is kept of its hours, confirmed or not, for advisers: nothing of it is left out."""
        weekly = [(name, replace(hours, special_days=())) for name, hours in self._ways()]
        words = [clock_words.hours_sentences(weekly, timezone.localdate()), self.hours_text]
        days = [
            f"{way.label}: {special}."
            for way, hours in self.hours.items()
            for special in clock_words.special_words(hours.special_days)
        ]
        if self.open_on_bank_holidays is not None and not all(
            one.has_bank_holidays for one in self.hours.values()
        ):
            days.append(f"Bank holidays: {'as on other days' if self.open_on_bank_holidays else 'closed'}.")
        return " ".join(filter(None, [*words, *days]))

    def show_hours(
        self,
        periods: Iterable[tuple[str, opening_hours.Period]],
        days: Iterable[tuple[str, opening_hours.SpecialDay]],
    ) -> None:
        """Speak of these hours, which are not saved yet."""
        self.__dict__["hours"] = {way: hours for way, hours in self._hours_of(periods, days) if hours}

    def forget_hours(self) -> None:
        """Read the hours again when they are next asked for: they were written anew."""
        self.__dict__.pop("hours", None)
        getattr(self, "_prefetched_objects_cache", {}).clear()

    def _ways(self) -> list[tuple[str, Hours]]:
        return [(str(way.label), hours) for way, hours in self.hours.items()]

    def opening(self, at: datetime | None = None) -> Opening | None:
        """Whether it is open at ``at``; None when its hours are not confirmed or not known."""
        hours = self.main_hours if self.hours_confirmed else None
        return hours.opening(at) if hours else None

    def _read_hours(self) -> Iterator[tuple[Way, Hours]]:
        """Every way of contact with its hours; false ones where it has none."""
        raise NotImplementedError

    def _hours_of(
        self,
        periods: Iterable[tuple[str, opening_hours.Period]],
        special_days: Iterable[tuple[str, opening_hours.SpecialDay]],
    ) -> Iterator[tuple[Way, Hours]]:
        """The same of these hours instead of those that are kept."""
        raise NotImplementedError
