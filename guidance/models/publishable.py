"""The life of anything the public may read: draft, published, withdrawn; and when it was last checked."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeAlias

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from guidance.models import publication
from guidance.models.publication import PublishableQuerySet, State, Status


class Change(Protocol):
    """What a row of the public history says of its time."""

    @property
    def at(self) -> datetime: ...


class Publishable(models.Model):
    """Abstract base of everything with a page of its own.

    ``published(at)`` on the queryset decides what the public may see. Advisers change status, dates and
    checks through ``guidance.services.publishing``; ``guidance.loading`` writes those that fixtures state.
    """

    Status: TypeAlias = publication.Status
    State: TypeAlias = publication.State

    title = models.CharField(max_length=200, help_text="The page's heading. Say what the reader gets.")
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        help_text="The last part of the page's address. It cannot change once the page has been public.",
    )
    summary = models.TextField(
        blank=True, help_text="One or two plain sentences for lists and search results."
    )
    keywords = models.TextField(
        blank=True,
        help_text="Words that staff type, and former names, separated by commas. Search reads them.",
    )
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text="Changed by the Publish and Withdraw buttons.",
    )
    publish_at = models.DateTimeField(
        "public from",
        null=True,
        blank=True,
        help_text="From when the public may read it. In the future: scheduled.",
    )
    first_public_at = models.DateTimeField(
        "first public",
        null=True,
        blank=True,
        help_text="When the public could read it for the first time. Once that is past it never changes.",
    )
    withdraw_at = models.DateTimeField(
        "public until", null=True, blank=True, help_text="When it stops being public. Leave empty to keep it."
    )
    withdrawn_reason = models.TextField(
        blank=True, help_text="One sentence for readers who follow an old link: why it is gone."
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="What replaces it. Readers of the old address are pointed there.",
    )
    checked_on = models.DateField(
        null=True, blank=True, help_text="The day an adviser last checked that it is right and current."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who checked it.",
    )
    next_check_on = models.DateField(null=True, blank=True, help_text="When it must be checked again.")
    owner = models.EmailField(
        blank=True, help_text="A role address that answers for this content, never a person's own."
    )
    seed_state = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Fingerprint of the row as load_content last wrote it; an adviser's edit changes it.",
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = publication.CONSTRAINTS

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of its page."""
        raise NotImplementedError

    @property
    def is_load_bearing(self) -> bool:
        """Whether other pages stand on it, so that it may not be taken off the site."""
        return False

    def state(self, at: datetime | None = None) -> State:
        """What it is at ``at`` (default: now); the instance's twin of ``in_state``."""
        at = at or timezone.now()
        if self.status != Status.PUBLISHED or self.publish_at is None:
            return State.WITHDRAWN if self.status == Status.WITHDRAWN else State.DRAFT
        if self.publish_at > at:
            return State.SCHEDULED
        return State.ENDED if self.withdraw_at and self.withdraw_at <= at else State.PUBLIC

    def is_published(self, at: datetime | None = None) -> bool:
        """Whether the public may read this row at ``at``; the instance's twin of ``published(at)``."""
        return self.state(at) is State.PUBLIC

    def was_published(self, at: datetime | None = None) -> bool:
        """Whether the public could read it at ``at`` or before (default: now)."""
        at = at or timezone.now()
        is_draft = self.status == Status.DRAFT
        return not is_draft and self.first_public_at is not None and self.first_public_at <= at

    @property
    def comes_back_at(self) -> datetime | None:
        """When what was public once will be public again, if it is scheduled; else None."""
        return self.publish_at if self.was_published() and self.state() is State.SCHEDULED else None

    @property
    def replacement(self) -> "Publishable | None":
        """What readers of it should open now: its successor, or what replaced that one in turn; else None."""
        seen, row = {self.pk}, self.successor
        while row and row.pk not in seen and not row.is_published():
            seen.add(row.pk)
            row = row.successor
        return row if row and row.pk not in seen else None

    @property
    def is_draft(self) -> bool:
        """Whether its address is still free and anybody who writes may change it.

        What is scheduled is not: it goes out without another look. What was public and is scheduled anew may
        be bookmarked or printed somewhere.
        """
        return self.state() is State.DRAFT

    def content_date(self, changes: Iterable[Change] = ()) -> date | None:
        """The day of what it says: of the newest of the ``changes`` told to readers, or of publication.

        ``changed_at``, where the query fetched it, stands for the changes.
        """
        told = (change.at for change in changes)
        moments = [self.first_public_at, getattr(self, "changed_at", None), *told]
        return max((timezone.localdate(moment) for moment in moments if moment), default=None)

    def clean(self) -> None:
        """Refuse a new slug once the page was published (W3C: cool URIs don't change)."""
        super().clean()
        if not self.pk:
            return
        before = type(self).objects.filter(pk=self.pk).first()
        if before and not before.is_draft and before.slug != self.slug:
            raise ValidationError({"slug": "This address was published. Keep it, or withdraw this page."})
