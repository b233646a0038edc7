"""Counts that name nobody."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone

from enquiries.models.enquiry import Enquiry
from enquiries.models.erased import ErasedEnquiry
from enquiries.triage import Route
from lesas_portal.core.working_days import add_months

DIVERTED_TO = [
    (Route.FRONT_DOOR.value, "Front Door"),
    (Route.LADO.value, "LADO"),
    (Route.UNREAD.value, "Not read by the screen"),
]


MONTHS_BEFORE = 12


class ScreenMonth(NamedTuple):
    """One month: the posts that the screen stopped, those that went on, and the enquiries it let pass.

    ``erased``: enquiries that came in it and were about a child after all.
    """

    first_day: date
    stopped: int
    went_on: int
    let_pass: int
    erased: int

    @property
    def read(self) -> int:
        """How many it read: those it stopped and those it let pass."""
        return self.stopped + self.let_pass


class DiversionQuerySet(models.QuerySet["Diversion"]):
    """What the counts say of a time; ``on`` defaults to today."""

    def monthly(self, on: date | None = None) -> list[ScreenMonth]:
        """Return this month and the twelve before, newest first. Three queries.

        Who was stopped, went on and sent is one of the stopped, not also one of those let pass. Suspected
        spam and enquiries that are deleted by now are not counted.
        """
        first = (on or timezone.localdate()).replace(day=1)
        days = [add_months(first, -before) for before in range(MONTHS_BEFORE + 1)]
        counted = self.aggregate(
            **{f"stopped_{day}": _posts(day, declared_general=False) for day in days},
            **{f"went_on_{day}": _posts(day, declared_general=True) for day in days},
        )
        passed = Enquiry.objects.genuine().filter(declared_general=False).by_month(days)
        erased = ErasedEnquiry.objects.aggregate(
            **{str(day): Count("pk", filter=_received_on(day)) for day in days}
        )
        return [
            ScreenMonth(
                day, counted[f"stopped_{day}"], counted[f"went_on_{day}"], passed[day], erased[str(day)]
            )
            for day in days
        ]


def _posts(first_day: date, **named: bool) -> Sum:
    """Return the sum of the posts of a month."""
    month = Q(day__gte=first_day, day__lt=add_months(first_day, 1))
    return Sum("count", filter=month & Q(**named), default=0)


def _received_on(first_day: date) -> Q:
    """Return what holds for the erased enquiries that came in a month."""
    return Q(received_on__gte=first_day, received_on__lt=add_months(first_day, 1))


class Diversion(models.Model):
    """How many posts a day the screen stopped, by where it sent them. Holds no text and no sender."""

    class Step(models.TextChoices):
        FORM = "form", "Form"
        CHECK = "check", "Check answers"

    day = models.DateField(help_text="The day.")
    route = models.CharField(
        "where it was sent", max_length=10, choices=DIVERTED_TO, help_text="Where it was sent."
    )
    step = models.CharField("page of the form", max_length=5, choices=Step, help_text="Where in the form.")
    declared_general = models.BooleanField(
        "whether it was sent all the same",
        help_text="Whether these went on, declared not to be about a child.",
    )
    count = models.PositiveIntegerField("how many", default=0, help_text="How many.")

    objects = DiversionQuerySet.as_manager()

    class Meta:
        verbose_name = "count of what the screen stopped"
        verbose_name_plural = "counts of what the screen stopped"
        ordering = ["-day", "route", "step", "declared_general"]
        constraints = [
            models.UniqueConstraint(
                name="diversion_once", fields=["day", "route", "step", "declared_general"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_route_display()}"


class RateHit(models.Model):
    """How often one unnamed sender came within one window; the key is a keyed hash, never an address."""

    key = models.CharField(max_length=64)
    window = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="ratehit_once", fields=["key", "window"])]

    def __str__(self) -> str:
        return f"{self.count} in window {self.window}"
