"""The table of outgoing mail, and the pause that all of it takes while its server takes nothing."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lesas_portal.core.clock import moment_in_full

# Mails with a link that stands for a person, by their templates.
SECRET = {"invitation", "password_reset"}


class QueuedEmailQuerySet(models.QuerySet["QueuedEmail"]):
    """The states of a mail, each defined once; ``at`` defaults to now."""

    def unsent(self) -> Self:
        """Waiting or being sent; neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def failed(self) -> Self:
        """Given up."""
        return self.exclude(failed_at=None)

    def needing_somebody(self) -> Self:
        """Given up, and nobody has seen to it yet."""
        return self.failed().filter(seen_at=None)

    def due(self, at: datetime | None = None) -> Self:
        """Unsent, its time has come, and no worker holds it (or the worker's lease ran out)."""
        at = at or timezone.now()
        return self.unsent().filter(Q(lease_until=None) | Q(lease_until__lt=at), next_at__lte=at)

    def past_keeping(self, at: datetime | None = None) -> Self:
        """Finished settings.MAIL_BODY_DAYS ago or longer, and not blanked yet."""
        before = (at or timezone.now()) - timedelta(days=settings.MAIL_BODY_DAYS)
        return self.exclude(body="").filter(Q(sent_at__lt=before) | Q(failed_at__lt=before))


class QueuedEmail(models.Model):
    """One mail, as it was rendered when its cause was stored.

    Personal: ``recipient``, ``reply_to``, ``subject`` and ``body``. Addresses and body are blanked
    settings.MAIL_BODY_DAYS after sending; the row goes with what it was about (``mail_queue.delete_for``).
    """

    name = models.CharField(max_length=50, help_text="The templates it was made from.")
    about = models.CharField(max_length=50, db_index=True, help_text="What it is about: a reference.")
    recipient = models.CharField(max_length=320, blank=True, help_text="One address.")
    reply_to = models.CharField(max_length=320, blank=True, help_text="Where answers go; else the sender.")
    subject = models.CharField(max_length=200, help_text="One line.")
    body = models.TextField(blank=True, help_text="Plain text.")
    is_automatic = models.BooleanField(
        default=True, help_text="No person wrote it, and it says so, so that no machine answers it."
    )
    is_automatic_reply = models.BooleanField(
        default=False, help_text="Answers a stranger by itself, so it says so and is capped."
    )
    message_id = models.CharField(
        max_length=200, unique=True, help_text="The same at every attempt, so that a repeat can be told."
    )
    queued_at = models.DateTimeField(default=timezone.now, help_text="When it was queued.")
    next_at = models.DateTimeField(default=timezone.now, help_text="Not before this moment.")
    attempts = models.PositiveIntegerField(default=0, help_text="How often it was tried.")
    refusals = models.PositiveSmallIntegerField(default=0, help_text="How often the server said never.")
    unanswered = models.PositiveSmallIntegerField(
        default=0, help_text="How often the server had it whole and did not say whether it took it."
    )
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then one worker holds it and no other takes it."
    )
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it.")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When the worker gave up.")
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody saw to it after the worker had given up."
    )
    last_error = models.CharField(max_length=200, blank=True, help_text="What the last attempt met.")

    objects = QueuedEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "email"
        ordering = ["-queued_at"]
        indexes = [
            models.Index(
                name="queuedemail_due",
                fields=["next_at"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(name="queuedemail_cap", fields=["recipient", "queued_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="queuedemail_sent_or_failed",
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.about}"

    @property
    def reference(self) -> str:
        """What an audit entry names it by: the reference of what it is about."""
        return self.about

    @property
    def is_to_team(self) -> bool:
        """Whether it goes to the team's own mailbox, and so is never given up."""
        return self.recipient.lower() == settings.ENQUIRIES_MAILBOX.lower()

    @property
    def holds_secret(self) -> bool:
        """Whether a link in it lets whoever reads it into somebody's account, so that no colleague may."""
        return self.name in SECRET

    @property
    def shown_body(self) -> str:
        """The text as colleagues read it, on pages and in files; "" once it is deleted."""
        if self.body and self.holds_secret:
            return "It holds a link for one person only, so it is not shown here."
        return self.body

    @property
    def kind_in_words(self) -> str:
        """What it is, as people say it: the name of its templates in words."""
        return self.name.replace("_", " ")

    @property
    def trouble(self) -> str:
        """Say of one that did not get through, or not yet, how it stands."""
        if self.failed_at is None:
            return f"The {self.kind_in_words} could not be delivered yet. The portal goes on trying."
        if self.unanswered:
            return (
                f"The {self.kind_in_words} may not have arrived: the mail server never said that it took it."
            )
        return f"The {self.kind_in_words} could not be delivered."


class MailPause(models.Model):
    """While it is there, the mail server takes nothing and the whole queue waits. One row at most."""

    since = models.DateTimeField(help_text="When the server first failed.")
    until = models.DateTimeField(help_text="No worker tries before this moment.")
    failures = models.PositiveIntegerField(default=1, help_text="How often it has failed on end.")
    cause = models.CharField(max_length=200, help_text="What the last try met, in words.")

    class Meta:
        verbose_name = "pause of the mail queue"

    def __str__(self) -> str:
        return f"{self.cause}, since {moment_in_full(self.since)}"
