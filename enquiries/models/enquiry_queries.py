"""The states of an enquiry, each defined once, and the order in which advisers work through them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils import timezone

from enquiries.models.choices import EnquiryStatus
from enquiries.triage import Route
from lesas_portal.core.working_days import add_months

# Not read by the screen, or sent or taken by telephone although it was stopped, and no adviser has said yet
# that it is strategic.
READ_FIRST = Q(status=EnquiryStatus.OPEN, read_at=None) & (
    Q(declared_general=True)
    | Q(screen_route=Route.UNREAD.value)
    | (Q(source="phone") & ~Q(screen_route=Route.STRATEGIC.value))
)

# Also one that somebody answered and nobody has called strategic.
IS_OURS = Q(awaiting_sender=False) | READ_FIRST


class EnquiryQuerySet(QuerySet[Any]):
    """``on`` defaults to today everywhere."""

    def genuine(self) -> Self:
        """Not suspected of being spam."""
        return self.exclude(status=EnquiryStatus.SPAM)

    def spam(self) -> Self:
        """Kept apart until an adviser releases it or it expires."""
        return self.filter(status=EnquiryStatus.SPAM)

    def unanswered(self) -> Self:
        """Genuine and still open."""
        return self.filter(status=EnquiryStatus.OPEN)

    def closed(self) -> Self:
        """Nothing more to do."""
        return self.filter(status=EnquiryStatus.CLOSED)

    def on_hold(self, on: date | None = None) -> Self:
        """Open, and it comes back on a later day."""
        return self.unanswered().filter(hold_until__gt=_day(on))

    def waiting(self, on: date | None = None) -> Self:
        """Open, and not on hold: it waits for us, or for its sender to write back."""
        return self.unanswered().filter(_is_not_held(_day(on)))

    def waiting_for_us(self, on: date | None = None) -> Self:
        """Waiting, and the next word is ours."""
        return self.waiting(on).filter(IS_OURS)

    def waiting_for_sender(self, on: date | None = None) -> Self:
        """Waiting, and it is for the sender to write back."""
        return self.waiting(on).exclude(IS_OURS)

    def back_from_hold(self, on: date | None = None) -> Self:
        """Open, and the day until which it was on hold has come."""
        return self.unanswered().filter(hold_until__lte=_day(on))

    def read_first(self) -> Self:
        """Open, and may be about a child: the screen did not let it pass, and nobody has read it yet."""
        return self.filter(READ_FIRST)

    def due_on(self, day: date) -> Self:
        """Waiting for an answer that the sender was promised by this day."""
        return self.waiting(day).filter(awaiting_sender=False, reply_by=day)

    def overdue(self, on: date | None = None) -> Self:
        """Waiting for an answer past the day that was promised; not while it is for them to write back."""
        return self.waiting(on).filter(awaiting_sender=False, reply_by__lt=_day(on))

    def put_apart(self) -> Self:
        """Put apart by the rules, and no adviser has said what it is."""
        return self.spam().exclude(spam_signs=[])

    def awaiting_acknowledgement(self) -> Self:
        """Open, and more came in its hour than are mailed one by one."""
        return self.unanswered().filter(acknowledgement_waits=True)

    def past_retention(self, on: date | None = None) -> Self:
        """Its delete-by date has come."""
        return self.filter(delete_on__lte=on or timezone.localdate())

    def tab_counts(self, *, owner: object, on: date | None = None) -> dict[str, int]:
        """Return how many stand under each tab of the list; ``owner``: whose are "mine". Two queries."""
        states = dict(self.order_by().values_list("status").annotate(Count("pk")))
        waits = _is_not_held(_day(on))
        counts = self.unanswered().aggregate(
            mine=Count("pk", filter=waits & Q(owner=owner)),
            nobody=Count("pk", filter=waits & Q(owner=None)),
            waiting=Count("pk", filter=waits & IS_OURS),
            sender=Count("pk", filter=waits & ~IS_OURS),
            held=Count("pk", filter=~waits),
        )
        closed, spam = (states.get(state, 0) for state in (EnquiryStatus.CLOSED, EnquiryStatus.SPAM))
        return {**counts, "closed": closed, "spam": spam}

    def work_counts(self, *, owner: object, on: date | None = None) -> dict[str, int]:
        """Return how many need what today, for the first page; ``owner``: whose are "mine". One query."""
        day = _day(on)
        waits = _is_not_held(day)
        is_ours = waits & Q(awaiting_sender=False)
        return self.unanswered().aggregate(
            read_first=Count("pk", filter=READ_FIRST),
            late=Count("pk", filter=is_ours & Q(reply_by__lt=day)),
            today=Count("pk", filter=is_ours & Q(reply_by=day)),
            mine=Count("pk", filter=waits & Q(owner=owner)),
            nobody=Count("pk", filter=waits & Q(owner=None)),
            back=Count("pk", filter=Q(hold_until__lte=day)),
        )

    def by_month(self, first_days: Sequence[date]) -> dict[date, int]:
        """Return how many came in each of the months that start on these days, in one query."""
        counts = self.aggregate(**{str(day): Count("pk", filter=_received_in(day)) for day in first_days})
        return {day: counts[str(day)] for day in first_days}


def urgency(on: date | None = None) -> list[models.OrderBy | str]:
    """Return an order: to be read first; by the day of the promise; then what is answered, held or closed."""
    rank = Case(
        When(READ_FIRST, then=0),
        When(status=EnquiryStatus.CLOSED, then=4),
        When(hold_until__gt=_day(on), then=3),
        When(awaiting_sender=True, then=2),
        default=1,
        output_field=models.SmallIntegerField(),
    )
    return [rank.asc(), F("closed_at").desc(nulls_first=True), "reply_by", "pk"]


def _is_not_held(day: date) -> Q:
    return Q(hold_until=None) | Q(hold_until__lte=day)


def _day(on: date | None) -> date:
    return on or timezone.localdate()


def _received_in(first_day: date) -> Q:
    """Return what holds for enquiries of a month, by the clock here."""
    start, end = (
        timezone.make_aware(datetime.combine(day, time.min)) for day in (first_day, add_months(first_day, 1))
    )
    return Q(received_at__gte=start, received_at__lt=end)
