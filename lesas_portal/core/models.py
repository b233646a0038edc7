"""The tables of outgoing mail, of who did what, of tasks, closing days, the statements, open forms and the
content version.

Only ``mail_queue.py``, ``mail_worker.py``, ``mail_pause.py``, ``audit.py``, ``task_runs.py``,
``closing_days.py``, ``statements.py`` and ``open_forms.py`` write them.
"""

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.db import models
from django.utils import timezone

from lesas_portal.core import audit_actions
from lesas_portal.core.content_mark import ContentMark
from lesas_portal.core.open_form import OpenForm
from lesas_portal.core.person_names import name_of
from lesas_portal.core.queued_email import MailPause, QueuedEmail, QueuedEmailQuerySet
from lesas_portal.core.statement_details import StatementDetails

__all__ = [
    "AuditEntry",
    "ClosingDay",
    "ContentMark",
    "MailPause",
    "OpenForm",
    "QueuedEmail",
    "QueuedEmailQuerySet",
    "StatementDetails",
    "TaskRun",
    "sort_in_words",
]


class AuditEntry(models.Model):
    """One act of one person (or command) upon one row. Only ``audit.py`` writes it; nobody changes it.

    Personal: ``user``, ``actor`` and ``actor_name``. The user may go; the entry stays until
    settings.AUDIT_RETENTION_MONTHS.
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
    actor_name = models.CharField(
        max_length=310, blank=True, help_text="Their full name then; empty for a command."
    )
    action = models.CharField(max_length=40, help_text="What was done, in a word.")
    object_type = models.CharField(max_length=60, help_text="The sort of row, as guidance.helpline.")
    object_id = models.CharField(max_length=40, help_text="Its number in the database.")
    object_key = models.CharField(max_length=150, help_text="Its address name, reference or number.")

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "who did what"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="auditentry_of_object", fields=["object_type", "object_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.action_in_words}: {self.sort_in_words} {self.object_key}"

    @property
    def who(self) -> str:
        """The person's name as it was then, with or without an account now; a command is no person."""
        if self.actor_name:
            return self.actor_name
        if self.user:
            return name_of(self.user)
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
    if object_type == "auth.user":
        return "person"
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except LookupError:
        return object_type
