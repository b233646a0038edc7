"""Whether a helpline is open: weekly periods, bank holidays, and when it opens next. Times are London's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lesas_portal.core import working_days

HORIZON_DAYS = 14


@dataclass(frozen=True)
class Period:
    """Open on one weekday (Monday is 0) from ``opens`` until ``closes``; midnight closes the day."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Opening:
    """The answer to "is it open?": whether, until when, or when it opens next (aware, London)."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_by_clock(self) -> bool:
        """Whether the answer will be another one at another hour: never for what is always open."""
        return not self.is_open or self.closes_at is not None


def opening(periods: Iterable[Period], *, on_bank_holidays: bool, at: datetime | None = None) -> Opening:
    """Work out whether something with these weekly ``periods`` is open at ``at``.

    ``on_bank_holidays`` says whether the weekly hours hold on bank holidays too. When closed, the
    next opening within two weeks is given, or none.
    """
    at = timezone.localtime(at)
    spans = sorted(_spans(list(periods), on_bank_holidays, at.date()))
    for opens, closes in spans:
        if opens <= at < closes:
            end = _end_of_run(spans, closes)
            # Weekly hours that run on for a week never end.
            return Opening(is_open=True, closes_at=end if end - at < timedelta(days=7) else None)
    opens_at = next((opens for opens, _ in spans if opens > at), None)
    return Opening(is_open=False, opens_at=opens_at)


def _spans(periods: list[Period], on_bank_holidays: bool, today: date) -> Iterable[tuple[datetime, datetime]]:
    for offset in range(-1, HORIZON_DAYS + 1):
        day = today + timedelta(days=offset)
        if working_days.is_bank_holiday(day) and not on_bank_holidays:
            continue
        for period in periods:
            if period.weekday == day.weekday():
                closes_on = day if period.closes > period.opens else day + timedelta(days=1)
                yield _local(day, period.opens), _local(closes_on, period.closes)


def _end_of_run(spans: list[tuple[datetime, datetime]], closes: datetime) -> datetime:
    for opens, later in spans:
        if opens <= closes < later:
            closes = later
    return closes


def _local(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))
