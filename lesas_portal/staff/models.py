"""People who sign in: when each was here last, and who has been invited.

Only ``services`` and the middleware write them.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from lesas_portal import sign_in
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.person_names import name_of
from lesas_portal.staff.roles import Role


class Person(User):
    """A member of staff, as Managers see them: the same row as Django's user."""

    class Meta:
        proxy = True
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["first_name", "last_name", "username"]

    def __str__(self) -> str:
        return name_of(self)


class LastSeen(models.Model):
    """When somebody last opened a page of the admin, to about two minutes. Personal."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="last_seen",
        help_text="Who.",
    )
    at = models.DateTimeField(help_text="When they last opened a page of the admin.")

    class Meta:
        verbose_name = "last visit"

    def __str__(self) -> str:
        return f"{self.user}, {moment_in_full(self.at)}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The states of an invitation; ``at`` defaults to now."""

    def open(self, at=None) -> "InvitationQuerySet":
        """Not used, and its day is not over."""
        since = (at or timezone.now()) - timedelta(hours=sign_in.INVITATION_HOURS)
        return self.filter(used_at=None, sent_at__gt=since)

    def past_keeping(self, at=None) -> "InvitationQuerySet":
        """Sent sign_in.INVITATION_DAYS_KEPT ago or longer, whatever became of it."""
        before = (at or timezone.now()) - timedelta(days=sign_in.INVITATION_DAYS_KEPT)
        return self.filter(sent_at__lt=before)


class Invitation(models.Model):
    """A mail to a colleague with a link to choose a password; the account is made when they do.

    Personal: ``email``, ``full_name``, ``invited_by_name``. It goes sign_in.INVITATION_DAYS_KEPT after it was
    sent; the audit keeps who invited whom.
    """

    email = models.EmailField(help_text="Where it was sent; their user name.")
    full_name = models.CharField(max_length=150, help_text="What colleagues call them.")
    role = models.CharField(max_length=10, choices=Role.choices, help_text="What they will be able to do.")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who invited them, while they have an account.",
    )
    invited_by_name = models.CharField(max_length=310, help_text="The name of who invited them.")
    token_hash = models.CharField(
        max_length=64, unique=True, help_text="A fingerprint of the link's secret; the secret is not kept."
    )
    sent_at = models.DateTimeField(default=timezone.now, help_text="When it was sent.")
    used_at = models.DateTimeField(null=True, blank=True, help_text="When the account was made.")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.email})"

    @property
    def username(self) -> str:
        """What the audit names it by."""
        return self.email

    @property
    def ends_at(self):
        """The moment from which its link is refused."""
        return self.sent_at + timedelta(hours=sign_in.INVITATION_HOURS)

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.used_at:
            return f"Used on {moment_in_full(self.used_at)}"
        moment = moment_in_full(self.ends_at)
        return f"Open until {moment}" if self.ends_at > timezone.now() else f"Ran out on {moment}, not used"


class ProviderAccount(models.Model):
    """Whom the council's identity provider knows a person as: issuer and subject, which last, and never a
    mail address, which goes to the next who has the name. Personal: ``subject``.

    While ``linked_at`` is empty it opens nothing: somebody with the address of a person who was here before
    asks for their account, and a Manager says whether it is they.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="provider_accounts",
        help_text="Whose account it opens, or asks for.",
    )
    issuer = models.CharField(max_length=500, help_text="The provider, as it calls itself.")
    subject = models.CharField(max_length=255, help_text="Their lasting number there.")
    asked_at = models.DateTimeField(default=timezone.now, help_text="When they first signed in there.")
    linked_at = models.DateTimeField(null=True, blank=True, help_text="Since when it opens the account.")

    class Meta:
        verbose_name = "account of the council"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="provideraccount_once",
                violation_error_message="It is known.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, by the council’s sign-in"
