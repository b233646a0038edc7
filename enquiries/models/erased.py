"""What is left of an enquiry that was about a child after all."""

from django.db import models
from django.utils import timezone

from enquiries.models.choices import SCREENED_AS, District, Topic


class ErasedEnquiry(models.Model):
    """That there was one, who erased it and when; nothing of who sent it and what it said."""

    reference = models.CharField(max_length=9, unique=True, help_text="What it was called.")
    received_on = models.DateField(help_text="The day it came.")
    topic = models.CharField(max_length=10, choices=Topic, help_text="The answer to the first question.")
    district = models.CharField(
        max_length=25, choices=District, blank=True, help_text="Where the setting is."
    )
    screen_route = models.CharField(
        max_length=10, choices=SCREENED_AS, help_text="What the screen made of it."
    )
    went_on = models.BooleanField(help_text="Whether the screen had stopped it and the sender went on.")
    erased_at = models.DateTimeField(default=timezone.now, help_text="When it was erased.")
    erased_by = models.CharField(max_length=150, help_text="Who erased it.")

    class Meta:
        verbose_name = "enquiry erased as about a child"
        verbose_name_plural = "enquiries erased as about a child"
        ordering = ["-erased_at"]

    def __str__(self) -> str:
        return self.reference
