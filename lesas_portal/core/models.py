"""The tables of outgoing mail, of who did what, of scheduled tasks, closing days and the statements.

Only ``mail_queue.py``, ``audit.py``, ``task_runs.py``, ``closing_days.py`` and ``statements.py`` write them.
"""

from datetime import datetime, timedelta
from typing import Self

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lesas_portal.core import audit_actions
from lesas_portal.core.statement_details import StatementDetails

__all__ = [
    "AuditEntry",
    "ClosingDay",
    "QueuedEmail",
    "QueuedEmailQuerySet",
    "StatementDetails",
    "TaskRun",
    "sort_in_words",
]


class QueuedEmailQuerySet(models.QuerySet["QueuedEmail"]):
    """The states of a mail, each defined once; ``at`` defaults to now."""

    def unsent(self) -> Self:
        """Waiting or being sent; neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def failed(self) -> Self:
        """Given up: someone has to look."""
        return self.exclude(failed_at=None)

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

    Personal: ``recipient``, ``subject`` and ``body``. Recipient and body are blanked
    settings.MAIL_BODY_DAYS after sending; the row goes with what it was about (``mail_queue.delete_for``).
    """

    name = models.CharField(max_length=50, help_text="The templates it was made from.")
    about = models.CharField(max_length=50, db_index=True, help_text="What it is about: a reference.")
    recipient = models.CharField(max_length=320, blank=True, help_text="One address.")
    subject = models.CharField(max_length=200, help_text="One line.")
    body = models.TextField(blank=True, help_text="Plain text.")
    is_automatic_reply = models.BooleanField(
        default=False, help_text="Answers a stranger by itself, so it says so and is capped."
    )
    message_id = models.CharField(
        max_length=200, unique=True, help_text="The same at every attempt, so that a repeat can be told."
    )
    queued_at = models.DateTimeField(default=timezone.now, help_text="When it was queued.")
    next_at = models.DateTimeField(default=timezone.now, help_text="Not before this moment.")
    attempts = models.PositiveIntegerField(default=0, help_text="How often a worker has taken it.")
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then one worker holds it and no other takes it."
    )
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it.")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When the worker gave up.")
    last_error = models.CharField(max_length=200, blank=True, help_text="What the last attempt met.")

    objects = QueuedEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "queued e-mail"
        verbose_name_plural = "queued e-mails"
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


class AuditEntry(models.Model):
    """One act of one person (or command) upon one row. Only ``audit.py`` writes it; nobody changes it.

    Personal: ``user`` and ``actor``. The user may go; the entry stays until settings.AUDIT_RETENTION_MONTHS.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True, help_text="When it was done.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who did it, while they have an account.",
    )
    actor = models.CharField(max_length=150, help_text="Their user name then, or the name of a command.")
    action = models.CharField(max_length=40, help_text="What was done, in a word.")
    object_type = models.CharField(max_length=60, help_text="The sort of row, as guidance.helpline.")
    object_id = models.CharField(max_length=40, help_text="Its number in the database.")
    object_key = models.CharField(max_length=150, help_text="Its address name, reference or number.")

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="auditentry_of_object", fields=["object_type", "object_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.action_in_words}: {self.sort_in_words} {self.object_key}"

    @property
    def who(self) -> str:
        """The person's user name; a command is no person."""
        return f"the portal itself ({self.actor})" if self.actor in get_commands() else self.actor

    @property
    def action_in_words(self) -> str:
        """What was done, as advisers say it."""
        return audit_actions.in_words(self.action)

    @property
    def sort_in_words(self) -> str:
        """What the pages of advisers call this sort of row."""
        return sort_in_words(self.object_type)


class TaskRun(models.Model):
    """When a scheduled task last ran. One row a task; only ``task_runs.py`` writes it."""

    name = models.CharField(max_length=40, unique=True, help_text="The command.")
    started_at = models.DateTimeField(help_text="When it last began.")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="When it last ended well.")
    outcome = models.CharField(max_length=200, blank=True, help_text="What it did then, in a few words.")

    class Meta:
        verbose_name = "scheduled task"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ClosingDay(models.Model):
    """A working day on which the council's offices are closed, beside the bank holidays."""

    day = models.DateField(unique=True, help_text="The day.")
    reason = models.CharField(
        max_length=100, help_text="Why, as advisers say it: between Christmas and New Year."
    )

    class Meta:
        verbose_name = "closing day"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}: {self.reason}"


def sort_in_words(object_type: str) -> str:
    """Return the name that a table goes by in the admin; the table's own, where it is no more."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except LookupError:
        return object_type
