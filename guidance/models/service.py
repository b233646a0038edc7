"""Training, reviews and other support that settings can commission."""

from datetime import date

from django.db import models
from django.utils import timezone

from guidance.models.fields import MarkdownField
from guidance.models.publishable import Publishable
from lesas_portal.core.addresses import address_of


class Service(Publishable):
    """A service or product, with the edition it belongs to and the day that edition ends."""

    class Kind(models.TextChoices):
        COURSE = "course", "Courses"
        E_LEARNING = "e-learning", "E-learning"
        TRAINING_PACK = "training-pack", "Training packs"
        BESPOKE = "bespoke", "Bespoke training"
        REVIEW = "review", "Reviews and consultancy"
        SUPPORT = "support", "Support"

    class Availability(models.TextChoices):
        AVAILABLE = "available", "You can ask for now"
        ASK = "ask", "Ask whether it runs again"
        PAST_EDITION = "past-edition", "This edition has ended"

    class Booking(models.TextChoices):
        ENQUIRY = "enquiry", "With the LESAS enquiry form"
        EDUCATION_PEOPLE = "education-people", "On The Education People website"

    kind = models.CharField(max_length=15, choices=Kind, help_text="Its place on the training page.")
    description = MarkdownField(help_text="What a setting gets and what to prepare. Markdown.")
    audience = models.CharField(max_length=200, help_text="Who it is for, in words.")
    audiences = models.ManyToManyField("guidance.Audience", blank=True, help_text="Who it is for.")
    phases = models.ManyToManyField("guidance.Phase", blank=True, help_text="Phases it suits.")
    format = models.CharField(max_length=200, blank=True, help_text="For example: e-learning, slides.")
    length = models.CharField(max_length=100, blank=True, help_text="For example: 3 to 4 hours.")
    edition = models.CharField(max_length=10, blank=True, help_text="The school year, as 2025-26.")
    expires_on = models.DateField(null=True, blank=True, help_text="The last day of its licence.")
    availability = models.CharField(
        max_length=15, choices=Availability, default=Availability.ASK, help_text="Whether it runs now."
    )
    how_to_book = models.CharField(max_length=20, choices=Booking, help_text="Where to book it.")
    booking_note = models.TextField(
        blank=True, help_text="Anything else to know before booking. A link is [its words](its address)."
    )
    resource = models.ForeignKey(
        "guidance.Resource",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="services",
        help_text="Its entry in the inventory.",
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta(Publishable.Meta):
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        return address_of("guidance:service", self.slug)

    @property
    def is_quoted(self) -> bool:
        """Whether LESAS quotes for it; support after an incident starts with a talk and no price."""
        return self.kind != self.Kind.SUPPORT

    def has_expired(self, on: date | None = None) -> bool:
        """Whether the licence of this edition had ended by ``on`` (default: today)."""
        return self.expires_on is not None and self.expires_on < (on or timezone.localdate())
