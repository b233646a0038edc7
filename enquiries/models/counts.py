"""Counts that name nobody."""

from django.db import models

from enquiries.triage import Route

DIVERTED_TO = [
    (Route.FRONT_DOOR.value, "Front Door"),
    (Route.LADO.value, "LADO"),
    (Route.UNREAD.value, "Not read by the screen"),
]


class Diversion(models.Model):
    """How many posts a day the screen stopped, by where it sent them. Holds no text and no sender."""

    class Step(models.TextChoices):
        FORM = "form", "Form"
        CHECK = "check", "Check answers"

    day = models.DateField(help_text="The day.")
    route = models.CharField(max_length=10, choices=DIVERTED_TO, help_text="Where it was sent.")
    step = models.CharField(max_length=5, choices=Step, help_text="Where in the form.")
    declared_general = models.BooleanField(
        help_text="Whether these went on, declared not to be about a child."
    )
    count = models.PositiveIntegerField(default=0, help_text="How many.")

    class Meta:
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
