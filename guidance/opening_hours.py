"""Whether a helpline is open: weekly periods, bank holidays, special days, terms, and when it opens next.

Times are London's. Of days that no adviser gave the terms of, what holds in term time only is worked out
twice, as if it were term time and as if it were not, and only what both answers say is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lesas_portal.core import working_days

HORIZON_DAYS = 14
MIDNIGHT = time(0)
BANK_HOLIDAY = 7
"""The day of the week that every bank holiday is, for what has hours of its own on them. Sunday is 6."""
# Schools have no longer holiday: between terms that are further apart, one is missing in the list.
LONGEST_HOLIDAY = timedelta(days=50)

Terms = tuple[tuple[date, date], ...]
"""The first and last day of every term that is known, in order."""


@dataclass(frozen=True)
class Period:
    """Open on one weekday (Monday is 0) until ``closes``, which is on the next day if it is no later.

    One of ``BANK_HOLIDAY`` holds on every bank holiday, in place of what its weekday has.
    """

    weekday: int
    opens: time
    closes: time
    term_time_only: bool = False


@dataclass(frozen=True)
class SpecialDay:
    """One date with other hours than its weekday has; closed all day without any. Readers see the reason."""

    day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


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


@dataclass(frozen=True)
class Hours:
    """When one way of contact is open; unknown hours on bank holidays count as none.

    ``on_bank_holidays``: whether the weekly hours hold then too, where no period is of ``BANK_HOLIDAY``.
    """

    always_open: bool = False
    on_bank_holidays: bool = False
    periods: tuple[Period, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    terms: Terms = ()

    def __bool__(self) -> bool:
        return self.always_open or bool(self.periods)

    @property
    def has_bank_holidays(self) -> bool:
        """Whether it has hours of its own on bank holidays."""
        return any(period.weekday == BANK_HOLIDAY for period in self.periods)

    def opening(self, at: datetime | None = None) -> Opening | None:
        """Whether it is open at ``at``; None where that turns on whether it is term time."""
        if not self.always_open:
            weekly, on_bank_holidays = self.periods, self.on_bank_holidays
        elif self.special_days:
            weekly, on_bank_holidays = ALL_WEEK, True
        else:
            return Opening(is_open=True)
        return opening(
            weekly,
            on_bank_holidays=on_bank_holidays,
            special_days=self.special_days,
            terms=self.terms,
            at=at,
        )


ALL_WEEK = tuple(Period(weekday, MIDNIGHT, MIDNIGHT) for weekday in range(7))


@dataclass(frozen=True)
class _Week:
    """Weekly hours, what differs from them, and what to take for term time where nobody says."""

    periods: tuple[Period, ...]
    on_bank_holidays: bool
    special_days: tuple[SpecialDay, ...]
    terms: Terms
    guess: bool

    def hours_on(self, day: date) -> list[tuple[time, time]]:
        special = [row for row in self.special_days if row.day == day]
        if special:
            times = [(row.opens, row.closes) for row in special]
            return [(opens, closes) for opens, closes in times if opens is not None and closes is not None]
        weekday = day.weekday()
        if working_days.is_bank_holiday(day):
            if any(period.weekday == BANK_HOLIDAY for period in self.periods):
                weekday = BANK_HOLIDAY
            elif not self.on_bank_holidays:
                return []
        known = is_in_term(day, self.terms)
        in_term = self.guess if known is None else known
        return [
            (period.opens, period.closes)
            for period in self.periods
            if period.weekday == weekday and (in_term or not period.term_time_only)
        ]


def is_in_term(day: date, terms: Terms) -> bool | None:
    """Whether ``day`` is in term time; None where the terms around it are not known."""
    if any(first <= day <= last for first, last in terms):
        return True
    ended = max((last for _, last in terms if last < day), default=None)
    begins = min((first for first, _ in terms if first > day), default=None)
    return False if ended and begins and begins - ended <= LONGEST_HOLIDAY else None


def opening(
    periods: Iterable[Period],
    *,
    on_bank_holidays: bool,
    special_days: Iterable[SpecialDay] = (),
    terms: Terms = (),
    at: datetime | None = None,
) -> Opening | None:
    """Work out whether something with these weekly ``periods`` is open at ``at``.

    ``on_bank_holidays`` says whether the weekly hours hold on bank holidays too; a special day has its own
    hours and no others. When closed, the next opening within two weeks is given, or none. The answer is None
    where it is open in term time and closed out of it, or the other way round, and nobody says which it is.
    """
    at = timezone.localtime(at)
    rows, days = tuple(periods), tuple(special_days)
    sooner, later = (
        _opening(_Week(rows, on_bank_holidays, days, terms, guess), at) for guess in (True, False)
    )
    if sooner.is_open != later.is_open:
        return None
    if sooner.is_open:
        # Out of term it closes no later than in term: until then it is open in any case.
        return later if later.closes_at else sooner
    return sooner if sooner == later else Opening(is_open=False)


def _opening(week: _Week, at: datetime) -> Opening:
    spans = sorted(_spans(week, at.date()))
    for opens, closes in spans:
        if opens <= at < closes:
            end = _end_of_run(spans, closes)
            # Weekly hours that run on for a week never end.
            return Opening(is_open=True, closes_at=end if end - at < timedelta(days=7) else None)
    return Opening(is_open=False, opens_at=next((opens for opens, _ in spans if opens > at), None))


def _spans(week: _Week, today: date) -> Iterable[tuple[datetime, datetime]]:
    for offset in range(-1, HORIZON_DAYS + 1):
        day = today + timedelta(days=offset)
        for opens, closes in week.hours_on(day):
            closes_on = day if closes > opens else day + timedelta(days=1)
            yield _local(day, opens), _local(closes_on, closes)


def _end_of_run(spans: list[tuple[datetime, datetime]], closes: datetime) -> datetime:
    for opens, later in spans:
        if opens <= closes < later:
            closes = later
    return closes


def _local(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))
