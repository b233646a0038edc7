"""Working days: neither a weekend nor a bank holiday in England, nor a day on which our offices are closed.

Every function takes the day it is asked about, so that nothing here reads the clock, and ``closed``, the days
that advisers have entered (``closing_days.days()``), so that nothing here asks the database.
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


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


def is_working_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """Whether offices work on ``day``: Monday to Friday, without bank holidays and the ``closed`` days."""
    return day.weekday() < 5 and not is_bank_holiday(day) and day not in closed


def add_working_days(day: date, count: int, *, closed: Collection[date] = ()) -> date:
    """Return the ``count``-th working day after ``day`` (``day`` itself never counts)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, closed=closed)
    return day


def count_working_days(after: date, until: date, *, closed: Collection[date] = ()) -> int:
    """Return how many working days follow ``after``, up to and including ``until``; 0 if it comes before."""
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(is_working_day(day, closed=closed) for day in days)


def next_working_day(day: date, *, closed: Collection[date] = ()) -> date:
    """Return the first working day after ``day``."""
    return add_working_days(day, 1, closed=closed)


def add_months(day: date, count: int) -> date:
    """Return the same day of the month ``count`` months after ``day``, or that month's last day."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
