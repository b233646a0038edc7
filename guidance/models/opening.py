"""Rows of when a helpline is open: weekly periods, and days with other hours, for each way of contact."""

from datetime import date, time

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from guidance import opening_hours

# What closes before it opens closes on the day after.
LASTS = ~Q(closes=F("opens")) | Q(closes=time(0))
is_year_or_month = RegexValidator(
    r"^[0-9]{4}(-(0[1-9]|1[0-2]))?\Z", "Write a year as 2020, or a year and month as 2020-09."
)


def was_seen_long_ago(seen_on: str) -> bool:
    """Whether a year or month, as 2020 or 2020-09, ended over a year ago; False for an empty one."""
    if not seen_on:
        return False
    year, _, month = seen_on.partition("-")
    ended = (
        date(int(year) + 1, 1, 1) if not month else date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
    )
    return ended.replace(year=ended.year + 1) <= timezone.localdate()


class Way(models.TextChoices):
    """A way of contact that has hours of its own."""

    PHONE = "phone", "Phone"
    TEXT = "text", "Text"
    CHAT = "chat", "Chat"
    EMAIL = "email", "Email"


class OpeningPeriod(models.Model):
    """One stretch of opening hours on one weekday, for one way of contact."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"
        BANK_HOLIDAY = opening_hours.BANK_HOLIDAY, "Bank holidays"

    helpline = models.ForeignKey("guidance.Helpline", on_delete=models.CASCADE, related_name="periods")
    way = models.CharField(
        max_length=5,
        choices=Way,
        default=Way.PHONE,
        help_text="The way of contact that has these hours.",
    )
    weekday = models.PositiveSmallIntegerField(choices=Weekday, help_text="The day.")
    opens = models.TimeField(help_text="When it opens.")
    closes = models.TimeField(help_text="When it closes: before it opens means on the day after.")
    term_time_only = models.BooleanField(
        default=False,
        help_text="Tick when these hours hold in term time only. “Open now” needs the term dates.",
    )

    class Meta:
        ordering = ["way", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                name="openingperiod_once", fields=["helpline", "way", "weekday", "opens", "term_time_only"]
            ),
            models.CheckConstraint(
                name="openingperiod_lasts",
                condition=LASTS,
                violation_error_message="It opens and closes at the same time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"

    @property
    def period(self) -> opening_hours.Period:
        """What it says, without the helpline."""
        return opening_hours.Period(self.weekday, self.opens, self.closes, self.term_time_only)


class SpecialDay(models.Model):
    """One date on which a way of contact is closed, or has other hours than its weekday."""

    helpline = models.ForeignKey("guidance.Helpline", on_delete=models.CASCADE, related_name="special_days")
    way = models.CharField(
        max_length=5,
        choices=Way,
        default=Way.PHONE,
        help_text="The way of contact that has these hours.",
    )
    day = models.DateField(help_text="The date.")
    opens = models.TimeField(null=True, blank=True, help_text="Leave both times empty: closed all day.")
    closes = models.TimeField(
        null=True, blank=True, help_text="When it closes: before it opens means on the day after."
    )
    reason = models.CharField(max_length=100, blank=True, help_text="Why, for readers: Christmas.")

    class Meta:
        ordering = ["day", "way", "opens"]
        constraints = [
            models.UniqueConstraint(name="specialday_once", fields=["helpline", "way", "day", "opens"]),
            models.UniqueConstraint(
                name="specialday_closed_once",
                fields=["helpline", "way", "day"],
                condition=Q(opens__isnull=True),
            ),
            models.CheckConstraint(
                name="specialday_closed_or_both_times",
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False) & LASTS,
                violation_error_message="Fill in both times, or none: then it is closed all day.",
            ),
        ]

    def __str__(self) -> str:
        if self.opens is None or self.closes is None:
            return f"{self.day}: closed"
        return f"{self.day}: {self.opens:%H:%M}-{self.closes:%H:%M}"

    @property
    def special_day(self) -> opening_hours.SpecialDay:
        """What it says, without the helpline."""
        return opening_hours.SpecialDay(self.day, self.opens, self.closes, self.reason)
