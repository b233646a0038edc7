"""What happened to an enquiry after it came: the thread on its page."""

from django.conf import settings
from django.core.management import get_commands
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from enquiries.models.enquiry import Enquiry


class Event(models.Model):
    """One reply, note or act, with who did it and when. Only ``services`` write it; it goes with its enquiry.

    Personal: ``text`` of replies, notes and pasted answers. The name stays when an account goes.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        NOTE = "note", "Private note, never sent"
        ANSWER = "answer", "Their answer"
        PHONE = "phone", "Taken by telephone"
        GIVEN = "given", "Given to"
        TOPIC = "topic", "Topic changed"
        READ = "read", "Read: strategic"
        HELD = "held", "Put on hold"
        RESUMED = "resumed", "Hold ended"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        SPAM = "spam", "Put apart as spam"
        CONFIRMED = "confirmed", "Confirmed as spam"
        RELEASED = "released", "Not spam"
        MERGED = "merged", "The same as another"

    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.CASCADE, related_name="events", help_text="Whose thread it is in."
    )
    kind = models.CharField(max_length=10, choices=Kind, help_text="What happened.")
    at = models.DateTimeField(default=timezone.now, help_text="When.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who did it, while they have an account.",
    )
    by_name = models.CharField(max_length=150, help_text="Their name then, or that of a command.")
    text = models.TextField(blank=True, help_text="What was written; empty for an act without words.")
    about = models.CharField(
        max_length=200, blank=True, help_text="To whom, until when, which page, which reference."
    )
    day = models.DateField(null=True, blank=True, help_text="The day of a pasted answer, or a hold’s end.")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(name="event_of_enquiry", fields=["enquiry", "at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.by_name}"

    @property
    def who(self) -> str:
        """Their name; a command that ran by itself is nobody."""
        return "the portal itself" if self.by_id is None and self.by_name in get_commands() else self.by_name

    @property
    def is_taken(self) -> bool:
        """Whether somebody made it their own, which is noted as given to themselves."""
        return self.kind == self.Kind.GIVEN and self.about == self.by_name

    @property
    def when(self) -> str:
        """The time of today, else the day and the time: "at 5.02pm", "on 3 December 2026 at 5.02pm"."""
        at = timezone.localtime(self.at)
        time = f"{at:%-I.%M%p}".lower()
        if at.date() == timezone.localdate():
            return f"at {time}"
        return f"on {date_format(at, 'j F Y')} at {time}"
