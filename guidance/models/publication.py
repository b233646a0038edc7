"""When content is public: its stored status, its state at a moment, and the queryset that asks for both."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Status(models.TextChoices):
    """What is stored. Whether readers see it hangs on the dates as well: see ``State``."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class State(models.TextChoices):
    """What content is at a moment, by its status and its dates."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLIC = "public", "Public"
    ENDED = "ended", "Past its last day"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def predicate(self) -> str:
        """How a sentence goes on after "It is": a draft, scheduled, public …"""
        return "a draft" if self is State.DRAFT else self.label.lower()


Row = TypeVar("Row", bound=models.Model)


class PublishableQuerySet(models.QuerySet[Row]):
    """Questions about publication that every publishable model answers alike."""

    def published(self, at: datetime | None = None) -> Self:
        """Rows the public may read at ``at`` (default: now). The only definition of "public"."""
        at = at or timezone.now()
        return self.filter(
            Q(withdraw_at=None) | Q(withdraw_at__gt=at), status=Status.PUBLISHED, publish_at__lte=at
        )

    def was_published(self, at: datetime | None = None) -> Self:
        """Rows that the public could read at ``at`` or before (default: now)."""
        return self.exclude(status=Status.DRAFT).filter(first_public_at__lte=at or timezone.now())

    def withdrawn(self, at: datetime | None = None) -> Self:
        """Rows the public could read once and that now answer 410 Gone: also those that will come back."""
        at = at or timezone.now()
        gone = Q(status=Status.WITHDRAWN) | Q(withdraw_at__lte=at) | Q(publish_at__gt=at)
        return self.was_published(at).filter(gone)

    def in_state(self, state: State, at: datetime | None = None) -> Self:
        """Rows whose ``state(at)`` is ``state``."""
        at = at or timezone.now()
        match state:
            case State.PUBLIC:
                return self.published(at)
            case State.SCHEDULED:
                return self.filter(status=Status.PUBLISHED, publish_at__gt=at)
            case State.ENDED:
                return self.filter(status=Status.PUBLISHED, withdraw_at__lte=at)
        return self.filter(status=state.value)

    def check_due(self, at: datetime | None = None) -> Self:
        """Published rows that no adviser has checked yet, or whose next check is due at ``at``."""
        at = at or timezone.now()
        today = timezone.localdate(at)
        return self.published(at).filter(Q(checked_on=None) | Q(next_check_on__lte=today))

    def locked(self, keys: Iterable[int]) -> Self:
        """The rows with these primary keys as the database has them now, held until the transaction ends.

        In the order of their keys, so that two people who hold the same ones never wait for each other in a
        circle. Others may still write links to a row that is held: these change nothing in it.
        """
        return self.select_for_update(no_key=True).filter(pk__in=list(keys)).order_by("pk")


# Of every publishable model; the names are made with that of the model.
CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="%(class)s_published_has_date",
        condition=Q(status="draft") | Q(publish_at__isnull=False),
        violation_error_message="What is not a draft needs the day from which it is public.",
    ),
    models.CheckConstraint(
        name="%(class)s_public_has_first_day",
        condition=Q(status="draft") | Q(first_public_at__isnull=False),
        violation_error_message="What is not a draft needs the day on which it first was public.",
    ),
    models.CheckConstraint(
        name="%(class)s_withdrawn_has_reason",
        condition=~Q(status="withdrawn") | ~Q(withdrawn_reason=""),
        violation_error_message="Say why it is withdrawn. Readers of the old address see it.",
    ),
    models.CheckConstraint(
        name="%(class)s_withdrawn_after_published",
        condition=Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=F("publish_at")),
        violation_error_message="It must stop being public after it becomes public.",
    ),
    models.CheckConstraint(
        name="%(class)s_checked_on_and_by",
        condition=Q(checked_on__isnull=True, checked_by__isnull=True)
        | Q(checked_on__isnull=False, checked_by__isnull=False),
        violation_error_message="A check has a day and the name of who made it.",
    ),
]
