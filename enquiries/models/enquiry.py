"""What people send."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from enquiries.models.choices import (
    SCREENED_AS,
    SETTING_TYPES,
    Delivery,
    District,
    EnquiryOutcome,
    EnquirySource,
    EnquiryStatus,
    Topic,
)
from enquiries.models.enquiry_queries import EnquiryQuerySet
from enquiries.models.establishment import Establishment
from enquiries.triage import Route
from lesas_portal.core import reference


class Enquiry(models.Model):
    """One strategic enquiry as it was sent. Only ``services`` write it.

    Personal: ``name``, ``email``, ``phone`` and what the free texts may say. All of it goes on ``delete_on``.
    """

    Status = EnquiryStatus
    Source = EnquirySource
    Outcome = EnquiryOutcome

    reference = models.CharField(
        max_length=9, unique=True, default=reference.make, help_text="What to quote when asking about it."
    )
    token = models.CharField(max_length=43, unique=True, help_text="Address of the sender’s confirmation.")
    submission = models.CharField(
        max_length=64,
        unique=True,
        help_text="The same for the same form sent twice, so that it is one enquiry.",
    )
    received_at = models.DateTimeField(default=timezone.now, help_text="When it was stored.")
    reply_by = models.DateField(help_text="The day the sender was promised an answer by.")
    delete_on = models.DateField(help_text="The day it is deleted.")
    status = models.CharField(
        max_length=10, choices=Status, default=Status.OPEN, help_text="Where it stands."
    )
    notified_at = models.DateTimeField(
        null=True, blank=True, help_text="When the mails to the sender and to us were queued."
    )
    acknowledgement_waits = models.BooleanField(
        default=False,
        help_text="More came in that hour than are mailed one by one, so its acknowledgement waits.",
    )
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was closed.")

    source = models.CharField(max_length=5, choices=Source, default=Source.FORM, help_text="How it came.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who answers it; nobody yet, where it is empty.",
    )
    held_on = models.DateField(null=True, blank=True, help_text="The day it was put on hold.")
    hold_until = models.DateField(
        null=True, blank=True, help_text="The day it comes back; the clock stops till then."
    )
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When it was first answered.")
    awaiting_sender = models.BooleanField(
        default=False, help_text="We have answered, and it is for the sender to write back."
    )
    read_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When an adviser read one that the screen had not let pass: strategic.",
    )
    outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, help_text="What answered it, at the last closing."
    )
    outcome_page = models.CharField(
        max_length=200, blank=True, help_text="The page that did, or was unclear."
    )
    outcome_missing = models.CharField(
        max_length=200, blank=True, help_text="What no page says, without a name."
    )
    same_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one whose thread has taken up this one’s.",
    )

    topic = models.CharField(max_length=10, choices=Topic, help_text="The answer to the first question.")
    # About this website anybody may write, who need not work anywhere: then these may be empty.
    name = models.CharField(max_length=100, blank=True, help_text="Who sent it.")
    role = models.CharField(max_length=100, blank=True, help_text="Their role.")
    setting_name = models.CharField(max_length=150, blank=True, help_text="As they typed it.")
    establishment = models.ForeignKey(
        Establishment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        help_text="The one establishment of GIAS with that name.",
    )
    setting_type = models.CharField(
        max_length=20, choices=SETTING_TYPES, blank=True, help_text="Type of setting."
    )
    district = models.CharField(
        max_length=25, choices=District, blank=True, help_text="Where the setting is."
    )
    email = models.EmailField(max_length=254, blank=True, help_text="Where to answer.")
    phone = models.CharField(max_length=40, blank=True, help_text="If they gave one.")
    subject = models.CharField(max_length=150, help_text="Their summary.")
    message = models.TextField(help_text="What they ask.")
    service = models.ForeignKey(
        "guidance.Service",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The training or service they chose.",
    )
    preferred_dates = models.CharField(max_length=300, blank=True, help_text="When it would suit them.")
    attendees = models.CharField(max_length=300, blank=True, help_text="How many people, and who.")

    delivery = models.CharField(
        max_length=10, choices=Delivery, blank=True, help_text="Online or in person, for the quote."
    )
    order_number = models.CharField(max_length=40, blank=True, help_text="Their order number, for the quote.")

    declared_general = models.BooleanField(
        "sent although the screen stopped it",
        default=False,
        help_text="The screen stopped it, or could not read it, and the sender went on and sent it.",
    )
    screen_route = models.CharField(
        max_length=10, choices=SCREENED_AS, help_text="What the screen made of it."
    )
    screen_signals = models.JSONField(default=list, help_text="Why: names of rules, never words of the text.")
    spam_signs = models.JSONField(
        default=list, blank=True, help_text="Signs that put it apart; none if an adviser did."
    )

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-received_at"]
        indexes = [
            models.Index(name="enquiry_worklist", fields=["status", "reply_by"]),
            models.Index(name="enquiry_waits", fields=["status"], condition=Q(acknowledgement_waits=True)),
            models.Index(name="enquiry_received", fields=["-received_at"]),
            models.Index(name="enquiry_closed", fields=["status", "-closed_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_closed_has_date",
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="enquiry_strategic_or_declared",
                condition=Q(screen_route=Route.STRATEGIC.value)
                | Q(declared_general=True)
                | Q(source="phone"),
            ),
            models.CheckConstraint(
                name="enquiry_hold_has_both_days",
                condition=Q(held_on__isnull=True, hold_until__isnull=True)
                | Q(held_on__isnull=False, hold_until__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_of_form_has_email", condition=Q(source="phone") | ~Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def care(self) -> str:
        """Why to read it before others; empty for one that the screen let pass or an adviser has read."""
        if self.read_at:
            return ""
        if self.source == self.Source.PHONE:
            is_let_pass = self.screen_route == Route.STRATEGIC
            return "" if is_let_pass else "A colleague took it by telephone past the screen: read first"
        if self.screen_route == Route.UNREAD:
            return "Not read by the screen: read first"
        return "Stopped by the screen: read first" if self.declared_general else ""
