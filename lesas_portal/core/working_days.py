"""Working days, office hours, bank holidays in England, and "open now".

Every function takes the moment or day it is asked about, so that nothing here reads the clock
unless nobody says otherwise. Days and hours are those of London.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

HORIZON_DAYS = 14
ALWAYS_OPEN = "Open now, day and night"


class Moment(StrEnum):
    """What sort of moment it is for an office that keeps office hours."""

    OFFICE = "office"
    EARLY = "early"
    EVENING = "evening"
    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank-holiday"


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


@cache
def bank_holidays() -> frozenset[date]:
    """Bank holidays in England and Wales, from the list that ships with govuk-bank-holidays.

    The bundled list is used on purpose: a page never waits for another site.
    """
    source = BankHolidays(locale="en", use_cached_holidays=True)
    return frozenset(day["date"] for day in source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def is_bank_holiday(day: date) -> bool:
    """Whether ``day`` is a bank holiday in England."""
    return day in bank_holidays()


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``: Monday to Friday, bank holidays left out."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def add_working_days(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day`` (``day`` itself never counts)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day of the month ``count`` months after ``day``, or that month's last day."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def moment(at: datetime | None = None) -> Moment:
    """Say what sort of moment ``at`` is, by settings.OFFICE_HOURS (opening included, closing not)."""
    local = timezone.localtime(at)
    opens, closes = settings.OFFICE_HOURS
    if is_bank_holiday(local.date()):
        return Moment.BANK_HOLIDAY
    if local.weekday() >= 5:
        return Moment.WEEKEND
    if local.time() < opens:
        return Moment.EARLY
    return Moment.OFFICE if local.time() < closes else Moment.EVENING


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
        if is_bank_holiday(day) and not on_bank_holidays:
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


def time_words(at: datetime | time) -> str:
    """Return a clock time as people write it: "9am", "5pm", "9.30am", "midday", "midnight"."""
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midnight" if at.hour == 0 else "midday"
    hour = at.hour % 12 or 12
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < 12 else 'pm'}"


def opening_words(answer: Opening, at: datetime | None = None) -> str:
    """Return "Open now until 5pm", "Opens at 9am", "Opens tomorrow at 9am" or "Opens Monday at 9am".

    Something that never closes is "Open now, day and night"; with no opening in sight it is "Closed now".
    """
    at = timezone.localtime(at)
    if answer.is_open:
        return f"Open now until {_closing_words(answer.closes_at, at)}" if answer.closes_at else ALWAYS_OPEN
    if answer.opens_at is None:
        return "Closed now"
    return f"Opens {_day_words(answer.opens_at.date(), at.date())}at {time_words(answer.opens_at)}"


def _closing_words(closes_at: datetime, at: datetime) -> str:
    """Name the day too where the time alone would be taken for today's: more than a night away."""
    last_day = (closes_at - timedelta(seconds=1)).date()
    if last_day == at.date() or closes_at - at < timedelta(hours=12):
        return time_words(closes_at)
    return f"{time_words(closes_at)} {_day_words(last_day, at.date())}".rstrip()


def _day_words(day: date, today: date) -> str:
    days_ahead = (day - today).days
    if days_ahead == 0:
        return ""
    if days_ahead == 1:
        return "tomorrow "
    return f"{day:%A} " if days_ahead < 7 else f"on {day:%A} {day.day} {day:%B} "
