"""The duties of a school year: what falls when, who leads, where it is written and how sure that is."""

import re
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidance import school_year

MONTHS = [(month, f"{date(2000, month, 1):%B}") for month in range(1, 13)]
OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties as readers get them."""

    def shown(self) -> Self:
        return self.filter(is_shown=True)


class Duty(models.Model):
    """One line of the planner. A day that nobody has set is never guessed: it is to be confirmed."""

    class Rhythm(models.TextChoices):
        MONTH = "month", "Each year, in its month"
        YEAR = "year", "Once in the school year, on a day that the setting chooses"
        TERM = "term", "Each term"
        HALF_TERM = "half-term", "Each half term"

    class Certainty(models.TextChoices):
        HIGH = "high", "Seen at the source, or in several copies that agree"
        MEDIUM = "medium", "We have not seen the source itself: check it there"
        ADVICE = "advice", "Our advice: no rule asks for it"

    key = models.SlugField(
        max_length=60, unique=True, help_text="Its lasting name: calendars know it by this one."
    )
    title = models.CharField(max_length=120, help_text="What to do, verb first: Review your filtering.")
    note = models.TextField(help_text="What it means, in one or two sentences.")
    leads = models.CharField(max_length=80, help_text="Who leads, by role: Safeguarding lead (DSL).")
    for_whom = models.CharField(
        max_length=80, blank=True, help_text="Whom it binds, where not everybody: Schools and colleges."
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm, help_text="How often it comes.")
    month = models.PositiveSmallIntegerField(
        choices=MONTHS, null=True, blank=True, help_text="Its month, for what comes each year in one."
    )
    day = models.DateField(
        null=True,
        blank=True,
        help_text="Its day, where it is known. It counts for its own school year; calendars get it at once.",
    )
    day_is_announced = models.BooleanField(
        "somebody else sets the day",
        default=False,
        help_text="Until it is entered here, readers see “date to be confirmed” and calendars get nothing.",
    )
    proof = models.TextField(
        blank=True, help_text="What the board sees of it in a year. Empty where it needs to see nothing."
    )
    page = models.CharField(
        max_length=200, blank=True, help_text="Our page about it, as an address on this site."
    )
    source = models.CharField(max_length=400, help_text="Where it is written. Readers see it.")
    certainty = models.CharField(max_length=6, choices=Certainty, help_text="How sure that is.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    is_shown = models.BooleanField(
        "shown", default=True, help_text="Untick it to leave it out of the planner and of calendars."
    )
    changed_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When its words or its day last changed."
    )
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
    )

    NOT_IN_CALENDARS: ClassVar = frozenset({"order", "is_shown", "proof", "seed_state"})
    """Fields of which a calendar shows nothing."""

    objects: ClassVar = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "duty of the year"
        verbose_name_plural = "duties of the year"
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                name="duty_month_where_it_has_one",
                condition=Q(rhythm="month", month__isnull=False) | ~Q(rhythm="month") & Q(month__isnull=True),
                violation_error_message="What comes in a month needs that month; the others have none.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what is no path of this site (that a page is there is asked where it is written), and a day
        outside its month: SQLite has no function for the month of a day that its own tools know too."""
        super().clean()
        if self.day and self.month and self.day.month != self.month:
            raise ValidationError({"day": "The day must lie in the month of the duty."})
        if self.page and not OWN_PATH.fullmatch(self.page):
            raise ValidationError({"page": "Give an address of this site, such as /policies/."})

    @property
    def slug(self) -> str:
        """Its key, under the name by which the audit table calls content."""
        return self.key

    def day_in(self, year: int) -> date | None:
        """Return its day if that lies in the school year that begins in ``year``."""
        return self.day if self.day and school_year.year_of(self.day) == year else None

    def waits_in(self, year: int) -> bool:
        """Whether its day in that school year is still to be confirmed."""
        return self.day_is_announced and self.day_in(year) is None

    @property
    def is_rule(self) -> bool:
        """Whether law, guidance or a standard asks for it."""
        return self.certainty != self.Certainty.ADVICE
